import { nextAttempt } from '@/lib/engine/dunning'
import { recordAudit } from '@/lib/audit/record-audit'
import { systemActor } from '@/lib/audit/actor'
import type { CustomerRow } from '@/lib/customers/read-customers'
import { getInvoice } from '@/lib/invoices/read-invoices'
import { scheduleCollection } from '@/lib/invoices/record-payment'
import { queueNotification } from '@/lib/notifications/queue-notification'
import type { Transaction } from '@/lib/platform/db/client'
import { env } from '@/lib/platform/env'
import { subscriptionPaymentFailed } from '@/lib/subscriptions/react-to-payment'
import type { PaymentRow } from './store'

/**
 * What a failed attempt leads to: the next automatic one if the schedule has it and the refusal allows it, a subscription
 * past due, and an email with a link to pay. A checkout that failed changes nothing: the customer is still there.
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
  if (invoice.status !== 'OPEN' || invoice.reason === 'SUBSCRIPTION_START') return

  const next = nextAttempt({
    attemptsMade: invoice.attemptCount,
    failure: { code: payment.failureCode ?? 'payment_failed', declineCode: payment.declineCode },
    finalizedAt: invoice.finalizedAt ?? now,
    failedAt: now,
  })
  const retryAt = 'retryAt' in next ? next.retryAt : null
  await scheduleCollection(tx, { invoiceId: invoice.id, collectAt: retryAt })
  if (invoice.subscriptionId) {
    await subscriptionPaymentFailed(tx, {
      subscriptionId: invoice.subscriptionId,
      retryAt,
      exhausted: 'stop' in next && next.stop === 'exhausted',
      now,
    })
  }
  const facts = {
    invoiceId: invoice.id,
    invoiceNumber: invoice.number ?? '',
    total: invoice.total.toString(),
    currency: invoice.currency,
    customerName: customer.name,
    payUrl: `${env.APP_URL}/portal/invoices/${invoice.id}/pay`,
  }
  const envelope = { recipient: customer.email, locale: customer.locale, customerId: customer.id }
  if (payment.failureCode === 'authentication_required') {
    await queueNotification(tx, now, {
      kind: 'payment_action_needed',
      dedupeKey: `payment_action_needed:${payment.id}`,
      ...envelope,
      data: facts,
    })
    return
  }
  await queueNotification(tx, now, {
    kind: 'payment_failed',
    dedupeKey: `payment_failed:${payment.id}`,
    ...envelope,
    data: {
      ...facts,
      reasonCode: payment.declineCode ?? payment.failureCode,
      reason: payment.failureMessage ?? 'The payment was refused.',
      nextAttemptAt: retryAt?.toISOString() ?? null,
    },
  })
}
