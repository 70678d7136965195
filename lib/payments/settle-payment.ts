import { entriesForPaymentSucceeded } from '@/lib/engine/ledger'
import { nextPaymentStatus, type PaymentStatus } from '@/lib/engine/lifecycle'
import { recordAudit } from '@/lib/audit/record-audit'
import { systemActor } from '@/lib/audit/actor'
import { lockCustomer } from '@/lib/customers/lock-customers'
import type { CustomerRow } from '@/lib/customers/read-customers'
import { recordPayment } from '@/lib/invoices/record-payment'
import { postTransactions } from '@/lib/ledger/post-transactions'
import { publishAbout } from '@/lib/outbound/publish-about'
import { inTransaction, type Transaction } from '@/lib/platform/db/client'
import { log } from '@/lib/platform/log'
import { keepMethod } from './keep-method'
import type { PaymentReport } from './processor'
import { RECONCILE_AFTER } from './reconcile-schedule'
import { reactToClosed } from './react-to-closed'
import { reactToFailure } from './react-to-failure'
import { returnSurplus } from './return-surplus'
import { findMethod, findPayment, updatePayment, type PaymentMethodRow, type PaymentRow } from './store'

/**
 * Takes in what the processor says of a payment. The answer to our call, the webhook and the reconciler all end here, in
 * any order and any number of times: the status only moves forward, and money is counted on the one step to SUCCEEDED.
 */
export async function settlePayment({
  payment: { id: paymentId, customerId },
  report,
  now,
}: {
  payment: Pick<PaymentRow, 'id' | 'customerId'>
  report: PaymentReport
  now: Date
}): Promise<PaymentRow> {
  return inTransaction(async (tx) => {
    const customer = await lockCustomer(tx, customerId)
    const before = await findPayment(paymentId, tx)
    if (before.processorRef && before.processorRef !== report.processorRef) {
      throw new Error(`Payment ${paymentId} is ${before.processorRef} at its processor, not ${report.processorRef}.`)
    }
    const status = nextPaymentStatus(before.status, reportedStatus(before, report))
    const method = await methodOf(tx, { customer, before, report, status, now })
    const payment = await updatePayment(tx, paymentId, {
      processorRef: report.processorRef,
      status,
      paymentMethodId: method?.id ?? before.paymentMethodId,
      failureCode: status === 'SUCCEEDED' ? null : (report.failure?.code ?? before.failureCode),
      declineCode: status === 'SUCCEEDED' ? null : (report.failure?.declineCode ?? before.declineCode),
      failureMessage: status === 'SUCCEEDED' ? null : (report.failure?.message ?? before.failureMessage),
      settledAt: isFinal(status) ? (before.settledAt ?? now) : null,
      reconcileAt: reconcileAt(status, now),
    })
    if (status === before.status) return payment
    if (status === 'SUCCEEDED') await countMoney(tx, { payment, customer, received: report.amountReceived, now })
    if (status === 'FAILED') await reactToFailure(tx, { payment, customer, now })
    return payment
  })
}

/** On-session, a refused card leaves the payment open for another card, unless the bank had already taken it on (SEPA). */
function reportedStatus(payment: PaymentRow, report: PaymentReport): PaymentStatus {
  if (report.status !== 'AWAITING_CUSTOMER') return report.status
  return report.failure && (payment.status === 'PROCESSING' || !payment.onSession) ? 'FAILED' : 'REQUIRES_ACTION'
}

const isFinal = (status: PaymentStatus) => status === 'SUCCEEDED' || status === 'FAILED' || status === 'CANCELED'

function reconcileAt(status: PaymentStatus, now: Date): Date | null {
  if (isFinal(status)) return null
  const wait =
    status === 'PROCESSING'
      ? RECONCILE_AFTER.processing
      : status === 'REQUIRES_ACTION'
        ? RECONCILE_AFTER.awaitingCustomer
        : RECONCILE_AFTER.unknown
  return new Date(now.getTime() + wait)
}

interface MethodInput {
  customer: CustomerRow
  before: PaymentRow
  report: PaymentReport
  status: PaymentStatus
  now: Date
}

/**
 * A method is kept once it has been accepted; the one a customer pays with in person becomes the default when that
 * happens: news of the same payment that come later must not take the place of a default chosen since.
 */
async function methodOf(
  tx: Transaction,
  { customer, before, report, status, now }: MethodInput,
): Promise<PaymentMethodRow | null> {
  const isAccepted = status !== before.status && (status === 'SUCCEEDED' || status === 'PROCESSING')
  if (!isAccepted) return null
  if (!report.method) return before.paymentMethodId ? findMethod(before.paymentMethodId, tx) : null
  const { processor } = before
  const makeDefault = before.onSession && before.status !== 'PROCESSING'
  return keepMethod(tx, { customer, processor, method: report.method, makeDefault, now })
}

interface MoneyInput {
  payment: PaymentRow
  customer: CustomerRow
  received: bigint
  now: Date
}

async function countMoney(tx: Transaction, { payment, customer, received, now }: MoneyInput): Promise<void> {
  if (received !== payment.amount) {
    log.error(
      { paymentId: payment.id, received: received.toString() },
      'a payment succeeded over another amount than asked',
    )
  }
  const { invoice, surplus, closed } = await recordPayment(tx, { invoiceId: payment.invoiceId, amount: received, now })
  await postTransactions(tx, now, [
    {
      kind: 'payment.succeeded',
      sourceId: payment.id,
      customerId: payment.customerId,
      entries: entriesForPaymentSucceeded({
        processor: payment.processor.toLowerCase(),
        currency: payment.currency,
        amount: received,
        overpaid: surplus,
      }),
    },
  ])
  await recordAudit(tx, now, {
    actor: systemActor('Payment'),
    action: 'payment.succeed',
    customerId: payment.customerId,
    target: { type: 'payment', id: payment.id },
    data: { invoice: invoice.number, amount: received.toString(), currency: payment.currency },
  })
  await publishAbout(tx, { customerId: payment.customerId, id: payment.id, now }, 'payment.succeeded')
  if (surplus > 0n) await returnSurplus(tx, { payment, surplus, now })
  if (!closed) return
  await reactToClosed(tx, { invoice, customer, methodId: payment.paymentMethodId, now })
}
