import { recordAudit } from '@/lib/audit/record-audit'
import { systemActor } from '@/lib/audit/actor'
import { entriesForCreditReturned } from '@/lib/engine/ledger'
import { postTransactions } from '@/lib/ledger/post-transactions'
import type { Transaction } from '@/lib/platform/db/client'
import { newId } from '@/lib/platform/id'
import { carryRefundJob } from './jobs'
import { insertRefund, updatePayment, type PaymentRow } from './store'

/**
 * Money that no invoice can take (the invoice was paid otherwise or voided while the payment was on its way) goes back to
 * where it came from, by itself and at once: the customer is never charged twice for one thing.
 */
export async function returnSurplus(
  tx: Transaction,
  { payment, surplus, now }: { payment: PaymentRow; surplus: bigint; now: Date },
): Promise<void> {
  const id = newId('ref')
  await insertRefund(tx, {
    id,
    paymentId: payment.id,
    status: 'CREATED',
    amount: surplus,
    currency: payment.currency,
    reason: 'surplus',
    idempotencyKey: id,
    createdAt: now,
  })
  await updatePayment(tx, payment.id, { amountRefunded: { increment: surplus } })
  await postTransactions(tx, now, [
    {
      kind: 'payment.surplus_returned',
      sourceId: payment.id,
      customerId: payment.customerId,
      entries: entriesForCreditReturned({ currency: payment.currency, amount: surplus }),
    },
  ])
  await carryRefundJob.enqueue(tx, { refundId: id })
  await recordAudit(tx, now, {
    actor: systemActor('Payment'),
    action: 'payment.return_surplus',
    customerId: payment.customerId,
    target: { type: 'payment', id: payment.id },
    data: { amount: surplus.toString(), currency: payment.currency },
  })
}
