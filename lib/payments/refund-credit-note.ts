import type { Transaction } from '@/lib/platform/db/client'
import { conflict } from '@/lib/platform/errors'
import { newId } from '@/lib/platform/id'
import { carryRefundJob } from './jobs'
import { findSucceededPayments, insertRefund, updatePayment } from './store'

/**
 * Promises a credit note's refund to the payments its invoice was paid with, newest first; jobs carry them to the
 * processor. The customer is locked. Throws payment_disputed, refund_exceeds_paid.
 */
export async function refundCreditNote(
  tx: Transaction,
  {
    creditNoteId,
    invoiceId,
    amount: total,
    reason,
    now,
  }: { creditNoteId: string; invoiceId: string; amount: bigint; reason: string; now: Date },
): Promise<void> {
  let remaining = total
  for (const payment of (await findSucceededPayments(tx, invoiceId)).toReversed()) {
    if (remaining <= 0n) return
    if (payment.disputed) throw paymentDisputed()
    const refundable = payment.amount - payment.amountRefunded
    const amount = remaining < refundable ? remaining : refundable
    if (amount <= 0n) continue
    const id = newId('ref')
    await insertRefund(tx, {
      id,
      paymentId: payment.id,
      creditNoteId,
      status: 'CREATED',
      amount,
      currency: payment.currency,
      reason,
      idempotencyKey: id,
      createdAt: now,
    })
    await updatePayment(tx, payment.id, { amountRefunded: { increment: amount } })
    await carryRefundJob.enqueue(tx, { refundId: id })
    remaining -= amount
  }
  if (remaining > 0n) throw conflict('refund_exceeds_paid', 'That is more than was paid and not yet given back.')
}

export const paymentDisputed = () =>
  conflict('payment_disputed', 'This payment is disputed: the bank decides who gets the money.')
