import type { Actor } from '@/lib/audit/actor'
import { endDunning } from '@/lib/dunning/end-dunning'
import { computeCredit, issueCreditNote, type CreditInput } from '@/lib/invoices/issue-credit-note'
import { lockInvoice } from '@/lib/invoices/lock-invoice'
import { db, inTransaction } from '@/lib/platform/db/client'
import { conflict } from '@/lib/platform/errors'
import { subscriptionsPaid } from '@/lib/subscriptions/react-to-payment'
import { planRefunds, refundCreditNote } from './refund-credit-note'
import { spendBalance } from './spend-balance'
import { findPaymentUnderWay, findSucceededPayments } from './store'

/** What crediting would come to and where it would go: the compute of the real thing. Reads only. */
export async function previewCredit(input: CreditInput) {
  const computed = await computeCredit(db, input)
  const { toRefund } = computed.settlement
  if (toRefund > 0n) planRefunds(await findSucceededPayments(db, input.invoiceId), toRefund)
  return computed
}

/**
 * Credits a part or all of an open or paid invoice. What is still due is lowered first; the rest goes back to the payments
 * it was paid with (newest first, carried by jobs), to the balance, or is recorded as paid back by other means. Never
 * more goes back than was paid and not yet returned: what is beyond goes to the balance. Throws payment_under_way,
 * payment_disputed, and what `computeCredit` throws.
 */
export async function creditInvoice(
  input: CreditInput & {
    /** The preview's total: another credit meanwhile refuses this one. */
    expectedTotal?: bigint
    /** Of the money paid back outside. */
    reference?: string
    reason: string
    memo?: string
    actor: Actor
    now: Date
  },
): Promise<{ creditNoteId: string; number: string; total: bigint; toRefund: bigint; toBalance: bigint }> {
  const { invoiceId, expectedTotal, reason, now } = input
  return inTransaction(async (tx) => {
    const { invoice, customer } = await lockInvoice(tx, invoiceId)
    if (invoice.status === 'OPEN' && (await findPaymentUnderWay(tx, invoiceId)))
      throw conflict('payment_under_way', 'A payment of this invoice is under way. Wait for its result first.')
    const { creditNote, settlement, closed } = await issueCreditNote(tx, input)
    const { id: creditNoteId, number, total } = creditNote
    if (expectedTotal !== undefined && expectedTotal !== total)
      throw conflict('changed_meanwhile', 'Something of this invoice was credited meanwhile. Look again.')
    const { toRefund, toCustomerCredit: toBalance } = settlement
    if (toRefund > 0n) await refundCreditNote(tx, { creditNoteId, invoiceId, amount: toRefund, reason, now })
    if (closed) {
      await endDunning(tx, { invoiceIds: [invoiceId], outcome: 'PAID', now })
      await subscriptionsPaid(tx, { invoice, now })
    }
    if (toBalance > 0n) await spendBalance(tx, { customerId: customer.id, now })
    return { creditNoteId, number, total, toRefund, toBalance }
  })
}
