import { endDunning } from '@/lib/dunning/end-dunning'
import { postponeGivingUp } from '@/lib/dunning/postpone-giving-up'
import { getDunning } from '@/lib/dunning/read-dunning'
import { lockInvoice } from '@/lib/invoices/lock-invoice'
import { inTransaction } from '@/lib/platform/db/client'
import { isBeingCharged, takeFinalAction } from './take-final-action'

const DAY = 86_400_000

/**
 * Takes the final action where it is due; run twice, it is taken once. An invoice that was paid or taken back meanwhile
 * only ends its dunning; one that is being charged is looked at again a day later, as its result decides.
 */
export async function giveUpInvoice({ invoiceId, now }: { invoiceId: string; now: Date }): Promise<void> {
  await inTransaction(async (tx) => {
    const { invoice, customer } = await lockInvoice(tx, invoiceId)
    const dunning = await getDunning(invoiceId, tx)
    if (!dunning?.giveUpAt || dunning.giveUpAt > now || dunning.pausedAt || dunning.endedAt) return
    if (invoice.status !== 'OPEN') {
      const outcome = invoice.status === 'PAID' ? 'PAID' : invoice.status === 'VOID' ? 'VOIDED' : 'UNCOLLECTIBLE'
      return endDunning(tx, { invoiceIds: [invoiceId], outcome, now })
    }
    if (await isBeingCharged(tx, invoiceId)) return postponeGivingUp(tx, invoiceId, new Date(now.getTime() + DAY))
    await takeFinalAction(tx, { invoice, customer, now })
  })
}
