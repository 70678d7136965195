import { entriesForDisputeLost, entriesForDisputeOpened, entriesForDisputeWon } from '@/lib/engine/ledger'
import { recordAudit } from '@/lib/audit/record-audit'
import { systemActor } from '@/lib/audit/actor'
import { lockCustomer } from '@/lib/customers/lock-customers'
import { postTransactions } from '@/lib/ledger/post-transactions'
import { inTransaction } from '@/lib/platform/db/client'
import { newId } from '@/lib/platform/id'
import type { DisputeReport } from './processor'
import { findDispute, saveDispute, updatePayment, type PaymentRow } from './store'

/**
 * Takes in what the processor says of a dispute: marks the payment, and posts each step (opened, won, lost) once. A won
 * one is over: the money is back, and can be refunded like any other. An inquiry took nothing and is left alone; Stripe
 * sends it again if it becomes a dispute.
 */
export async function recordDispute({
  payment,
  report,
  now,
}: {
  payment: PaymentRow
  report: DisputeReport
  now: Date
}): Promise<void> {
  const { status } = report
  if (status === 'INQUIRY') return
  await inTransaction(async (tx) => {
    await lockCustomer(tx, payment.customerId)
    const before = await findDispute(tx, report.processorRef)
    if (before && (before.status === status || before.status !== 'OPEN')) return
    const { amount, currency } = report
    const dispute = await saveDispute(tx, {
      id: before?.id ?? newId('dsp'),
      paymentId: payment.id,
      processorRef: report.processorRef,
      status,
      amount,
      currency,
      reason: report.reason,
      openedAt: before?.openedAt ?? now,
      closedAt: status === 'OPEN' ? null : now,
    })
    await updatePayment(tx, payment.id, { disputed: status !== 'WON' })
    const money = { processor: payment.processor.toLowerCase(), currency, amount }
    const posting = { sourceId: dispute.id, customerId: payment.customerId }
    await postTransactions(tx, now, [
      { kind: 'dispute.opened', ...posting, entries: entriesForDisputeOpened(money) },
      ...(status === 'WON' ? [{ kind: 'dispute.won', ...posting, entries: entriesForDisputeWon(money) }] : []),
      ...(status === 'LOST' ? [{ kind: 'dispute.lost', ...posting, entries: entriesForDisputeLost(money) }] : []),
    ])
    await recordAudit(tx, now, {
      actor: systemActor('Dispute'),
      action: `dispute.${status.toLowerCase()}`,
      customerId: payment.customerId,
      target: { type: 'payment', id: payment.id },
      data: { amount: amount.toString(), currency, reason: report.reason },
    })
  })
}
