import type { Actor } from '@/lib/audit/actor'
import { lockCustomer } from '@/lib/customers/lock-customers'
import { endDunning } from '@/lib/dunning/end-dunning'
import { inTransaction } from '@/lib/platform/db/client'
import { endNow, type EndNowInput } from '@/lib/subscriptions/end-now'
import { refundCreditNote } from './refund-credit-note'

/**
 * Cancels a subscription at once, with nothing, credit or a refund for the unused rest of the period. Returns what was
 * credited (with tax) and of that refunded. Throws what `endNow` and the refund throw.
 */
export async function cancelNow(
  input: EndNowInput & { previewedAt?: Date; actor: Actor },
): Promise<{ endedAt: Date; credited: bigint; refunded: bigint }> {
  return inTransaction(async (tx) => {
    await lockCustomer(tx, input.customerId)
    const { endedAt, creditNotes } = await endNow(tx, input)
    for (const { creditNoteId, invoiceId, toRefund } of creditNotes) {
      if (toRefund > 0n)
        await refundCreditNote(tx, { creditNoteId, invoiceId, amount: toRefund, reason: 'canceled', now: input.now })
    }
    const closed = creditNotes.filter((note) => note.closed).map(({ invoiceId }) => invoiceId)
    await endDunning(tx, { invoiceIds: closed, outcome: 'PAID', now: input.now })
    const sum = (pick: (note: (typeof creditNotes)[number]) => bigint) =>
      creditNotes.reduce((total, note) => total + pick(note), 0n)
    return { endedAt, credited: sum(({ total }) => total), refunded: sum(({ toRefund }) => toRefund) }
  })
}
