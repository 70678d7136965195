import type { CreditNoteRequest } from '@/lib/engine/credit-note'
import type { Actor } from '@/lib/audit/actor'
import { issueCreditNote } from '@/lib/invoices/issue-credit-note'
import { lockInvoice } from '@/lib/invoices/lock-invoice'
import { inTransaction } from '@/lib/platform/db/client'
import { conflict } from '@/lib/platform/errors'
import { newId } from '@/lib/platform/id'
import { carryRefundJob } from './jobs'
import { findSucceededPayments, insertRefund, updatePayment } from './store'

/**
 * Gives back a paid invoice in part or in full: a credit note, and refunds to the payments it was paid with (newest
 * first), carried to the processor by jobs. Never more than was paid and not yet given back: throws refund_exceeds_paid,
 * invoice_not_paid, payment_disputed, and what the credit note throws.
 */
export async function refundInvoice(input: {
  invoiceId: string
  request: CreditNoteRequest
  reason: string
  memo?: string
  actor: Actor
  now: Date
}): Promise<{ creditNoteId: string; number: string; total: bigint }> {
  const { invoiceId, now } = input
  return inTransaction(async (tx) => {
    await lockInvoice(tx, invoiceId)
    const { creditNote } = await issueCreditNote(tx, input)
    let remaining = creditNote.total
    for (const payment of (await findSucceededPayments(tx, invoiceId)).toReversed()) {
      if (payment.disputed)
        throw conflict('payment_disputed', 'This payment is disputed: the bank decides who gets the money.')
      const refundable = payment.amount - payment.amountRefunded
      const amount = remaining < refundable ? remaining : refundable
      if (amount <= 0n) continue
      const id = newId('ref')
      await insertRefund(tx, {
        id,
        paymentId: payment.id,
        creditNoteId: creditNote.id,
        status: 'CREATED',
        amount,
        currency: payment.currency,
        reason: input.reason,
        idempotencyKey: id,
        createdAt: now,
      })
      await updatePayment(tx, payment.id, { amountRefunded: { increment: amount } })
      await carryRefundJob.enqueue(tx, { refundId: id })
      remaining -= amount
    }
    if (remaining > 0n) throw conflict('refund_exceeds_paid', 'That is more than was paid and not yet given back.')
    return { creditNoteId: creditNote.id, number: creditNote.number, total: creditNote.total }
  })
}
