import type { Transaction } from '@/lib/platform/db/client'
import { conflict } from '@/lib/platform/errors'
import { newId } from '@/lib/platform/id'
import { carryRefundJob } from './jobs'
import { findSucceededPayments, insertRefund, updatePayment, type PaymentRow } from './store'

/**
 * Promises a credit note's refund to the payments its invoice was paid with, newest first; jobs carry them to the
 * processor. The customer is locked. Throws what `planRefunds` throws.
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
  for (const { payment, amount } of planRefunds(await findSucceededPayments(tx, invoiceId), total)) {
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
  }
}

/**
 * Which payments of an invoice (oldest first) give back how much, the newest first. Throws payment_disputed,
 * refund_by_transfer (money that came by bank transfer goes back the same way, by hand), refund_exceeds_paid.
 */
export function planRefunds(payments: PaymentRow[], total: bigint): { payment: PaymentRow; amount: bigint }[] {
  const plan: { payment: PaymentRow; amount: bigint }[] = []
  let remaining = total
  for (const payment of payments.toReversed()) {
    if (remaining <= 0n) break
    const refundable = payment.amount - payment.amountRefunded
    const amount = remaining < refundable ? remaining : refundable
    if (payment.disputed)
      throw conflict('payment_disputed', 'This payment is disputed: the bank decides who gets the money.')
    if (amount <= 0n) continue
    if (payment.processor === 'BANK_TRANSFER')
      throw conflict('refund_by_transfer', 'This was paid by bank transfer: pay it back outside, and record that.')
    plan.push({ payment, amount })
    remaining -= amount
  }
  if (remaining > 0n) throw conflict('refund_exceeds_paid', 'That is more than was paid and not yet given back.')
  return plan
}
