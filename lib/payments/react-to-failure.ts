import { recordAudit } from '@/lib/audit/record-audit'
import { systemActor } from '@/lib/audit/actor'
import type { CustomerRow } from '@/lib/customers/read-customers'
import { recordFailure } from '@/lib/dunning/record-failure'
import { getInvoice } from '@/lib/invoices/read-invoices'
import { publishEvents } from '@/lib/outbound/publish-event'
import type { Transaction } from '@/lib/platform/db/client'
import { subscriptionsPaymentFailed } from '@/lib/subscriptions/react-to-payment'
import { notifyOfFailure } from './notify-of-failure'
import type { PaymentRow } from './store'

/**
 * What a failed attempt leads to: the next step of dunning, its subscriptions past due, and an email with a link to pay. A
 * checkout that failed changes nothing: the customer is still there.
 */
export async function reactToFailure(
  tx: Transaction,
  { payment, customer, now }: { payment: PaymentRow; customer: CustomerRow; now: Date },
): Promise<void> {
  const invoice = await getInvoice(payment.invoiceId, tx)
  await recordAudit(tx, now, {
    actor: systemActor('Payment'),
    action: 'payment.fail',
    customerId: payment.customerId,
    target: { type: 'payment', id: payment.id },
    data: { invoice: invoice.number, code: payment.failureCode, declineCode: payment.declineCode },
  })
  const { customerId } = payment
  await publishEvents(tx, [
    { type: 'payment.failed', customerId, subject: { type: 'payment', id: payment.id }, now },
    {
      type: 'invoice.payment_failed',
      customerId,
      subject: { type: 'invoice', id: invoice.id },
      data: { paymentId: payment.id },
      now,
    },
  ])
  if (invoice.status !== 'OPEN' || invoice.reason === 'SUBSCRIPTION_START') return
  const { failureCode, declineCode, failureMessage, onSession, createdAt: attemptedAt } = payment
  const failure = { code: failureCode ?? 'payment_failed', declineCode }
  const outcome = await recordFailure(tx, { invoice, failure, onSession, attemptedAt, now })
  // One that was sent makes them past due when it is reminded of.
  if (invoice.collectionMethod === 'CHARGE_AUTOMATICALLY')
    await subscriptionsPaymentFailed(tx, { invoice, retryAt: outcome.retryAt, now })
  await notifyOfFailure(tx, {
    invoice,
    customer,
    outcome,
    dedupeKey: payment.id,
    failure: { code: failureCode, declineCode, message: failureMessage },
    now,
  })
}
