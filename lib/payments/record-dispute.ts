import {
  entriesForDisputeFee,
  entriesForDisputeLost,
  entriesForDisputeOpened,
  entriesForDisputeWon,
} from '@/lib/engine/ledger'
import { recordAudit } from '@/lib/audit/record-audit'
import { systemActor } from '@/lib/audit/actor'
import { lockCustomer } from '@/lib/customers/lock-customers'
import { postTransactions } from '@/lib/ledger/post-transactions'
import { inTransaction, type Transaction } from '@/lib/platform/db/client'
import { newId } from '@/lib/platform/id'
import type { DisputeReport } from './processor'
import { reactToDispute } from './react-to-dispute'
import { countHeldDisputes, findDispute, saveDispute, updatePayment, type DisputeRow, type PaymentRow } from './store'

/** How far each report is: news that come late or twice never take a dispute back. */
const PROGRESS: Record<DisputeReport['status'], number> = { INQUIRY: 0, INQUIRY_CLOSED: 1, OPEN: 2, WON: 3, LOST: 3 }

/**
 * Takes in what the processor says of a dispute: marks the payment, and posts each step (opened, won, lost, and the fee)
 * once. A won one is over: the money is back, and can be refunded like any other. An inquiry took nothing: it is kept for
 * staff, who may settle it by a refund, and may become a dispute.
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
  await inTransaction(async (tx) => {
    const customer = await lockCustomer(tx, payment.customerId)
    const before = await findDispute(tx, report.processorRef)
    const isNews = !before || PROGRESS[report.status] > PROGRESS[before.status]
    const status = isNews ? report.status : before.status
    const { amount, currency } = isNews ? report : before
    const dispute = await saveDispute(tx, {
      id: before?.id ?? newId('dsp'),
      paymentId: payment.id,
      processorRef: report.processorRef,
      status,
      amount,
      currency,
      reason: report.reason,
      openedAt: before?.openedAt ?? now,
      closedAt: status === 'OPEN' || status === 'INQUIRY' ? null : (before?.closedAt ?? now),
      fee: report.fee?.amount ?? before?.fee ?? 0n,
      feeCurrency: report.fee?.currency ?? before?.feeCurrency ?? null,
      respondBy: report.respondBy,
    })
    await postFee(tx, { payment, dispute, before, now })
    if (!isNews) return
    // Parts of one payment can be disputed each by itself.
    await updatePayment(tx, payment.id, { disputed: (await countHeldDisputes(tx, payment.id)) > 0 })
    const money = { processor: payment.processor.toLowerCase(), currency, amount }
    const posting = { sourceId: dispute.id, customerId: payment.customerId }
    const wasTaken = status === 'OPEN' || status === 'WON' || status === 'LOST'
    await postTransactions(tx, now, [
      ...(wasTaken ? [{ kind: 'dispute.opened', ...posting, entries: entriesForDisputeOpened(money) }] : []),
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
    await reactToDispute(tx, { payment, dispute, customer, now })
  })
}

/** The fee as far as it changed: taken with the money, given back by some processors with a reinstatement. */
async function postFee(
  tx: Transaction,
  { payment, dispute, before, now }: { payment: PaymentRow; dispute: DisputeRow; before: DisputeRow | null; now: Date },
): Promise<void> {
  const amount = dispute.fee - (before?.fee ?? 0n)
  if (amount === 0n || !dispute.feeCurrency) return
  const processor = payment.processor.toLowerCase()
  const entries = entriesForDisputeFee({ processor, currency: dispute.feeCurrency, amount })
  const sourceId = `${dispute.id}:${dispute.fee}`
  await postTransactions(tx, now, [{ kind: 'dispute.fee', sourceId, customerId: payment.customerId, entries }])
}
