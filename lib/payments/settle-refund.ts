import {
  entriesForRefundFailed,
  entriesForRefundKeptAsCredit,
  entriesForRefundSent,
  entriesForRefundSucceeded,
  entriesForRefundUnsent,
} from '@/lib/engine/ledger'
import { recordAudit } from '@/lib/audit/record-audit'
import { grantCredit } from '@/lib/balance/grant-credit'
import { systemActor } from '@/lib/audit/actor'
import { lockCustomer } from '@/lib/customers/lock-customers'
import { getCustomer } from '@/lib/customers/read-customers'
import { getInvoice } from '@/lib/invoices/read-invoices'
import { postTransactions, type LedgerPosting } from '@/lib/ledger/post-transactions'
import { queueNotification } from '@/lib/notifications/queue-notification'
import { publishAbout } from '@/lib/outbound/publish-about'
import { inTransaction } from '@/lib/platform/db/client'
import type { RefundReport } from './processor'
import { RECONCILE_AFTER } from './reconcile-schedule'
import { spendBalance } from './spend-balance'
import { findRefund, updatePayment, updateRefund, type RefundRow } from './store'

/**
 * Takes in what the processor says of a refund, once per step. A refund can fail after it had succeeded (the card is
 * closed): the money is back with us, and is then owed to the customer as credit.
 */
export async function settleRefund({
  refundId,
  report,
  now,
}: {
  refundId: string
  report: RefundReport
  now: Date
}): Promise<RefundRow> {
  const { payment: known } = await findRefund(refundId)
  return inTransaction(async (tx) => {
    await lockCustomer(tx, known.customerId)
    const before = await findRefund(refundId, tx)
    const status =
      before.status === 'FAILED'
        ? 'FAILED'
        : before.status === 'SUCCEEDED' && report.status === 'PENDING'
          ? 'SUCCEEDED'
          : report.status
    const refund = await updateRefund(tx, refundId, {
      processorRef: report.processorRef,
      status,
      failureCode: report.failureCode,
      settledAt: status === 'PENDING' ? null : (before.settledAt ?? now),
      reconcileAt: status === 'PENDING' ? new Date(now.getTime() + RECONCILE_AFTER.processing) : null,
    })
    if (status === before.status) return refund

    const { payment } = before
    const money = { processor: payment.processor.toLowerCase(), currency: refund.currency, amount: refund.amount }
    const credit = { currency: refund.currency, amount: refund.amount }
    const posting = (kind: string, entries: LedgerPosting['entries']): LedgerPosting => ({
      kind,
      sourceId: refundId,
      customerId: payment.customerId,
      entries,
    })
    const wasSent = before.status === 'PENDING'
    if (status === 'PENDING') await postTransactions(tx, now, [posting('refund.sent', entriesForRefundSent(money))])
    if (status === 'SUCCEEDED')
      await postTransactions(tx, now, [posting('refund.succeeded', entriesForRefundSucceeded({ ...money, wasSent }))])
    if (status === 'FAILED') {
      await updatePayment(tx, payment.id, { amountRefunded: { decrement: refund.amount } })
      await postTransactions(tx, now, [
        ...(before.status === 'SUCCEEDED' ? [posting('refund.failed', entriesForRefundFailed(money))] : []),
        ...(wasSent ? [posting('refund.unsent', entriesForRefundUnsent(money))] : []),
        posting('refund.kept_as_credit', entriesForRefundKeptAsCredit(money)),
      ])
      const { customerId } = payment
      await grantCredit(tx, { customerId, ...credit, source: 'refund_failed', sourceId: refundId, now })
      await spendBalance(tx, { customerId, now })
    }
    if (status !== 'PENDING') {
      await recordAudit(tx, now, {
        actor: systemActor('Refund'),
        action: status === 'SUCCEEDED' ? 'refund.succeed' : 'refund.fail',
        customerId: payment.customerId,
        target: { type: 'refund', id: refundId },
        data: { amount: refund.amount.toString(), currency: refund.currency, code: report.failureCode },
      })
    }
    if (status === 'SUCCEEDED')
      await publishAbout(tx, { customerId: payment.customerId, id: refundId, now }, 'refund.succeeded')
    if (status === 'SUCCEEDED' && before.creditNote) {
      const customer = await getCustomer(payment.customerId, tx)
      const invoice = await getInvoice(payment.invoiceId, tx)
      await queueNotification(tx, now, {
        kind: 'refund_issued',
        dedupeKey: `refund_issued:${refundId}`,
        recipient: customer.email,
        locale: customer.locale,
        customerId: customer.id,
        data: {
          creditNoteId: before.creditNote.id,
          creditNoteNumber: before.creditNote.number,
          invoiceNumber: invoice.number ?? '',
          amount: refund.amount.toString(),
          currency: refund.currency,
        },
      })
    }
    return refund
  })
}
