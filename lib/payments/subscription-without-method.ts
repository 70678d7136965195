import type { CustomerRow } from '@/lib/customers/read-customers'
import type { InvoiceRow } from '@/lib/invoices/read-invoices'
import { scheduleCollection } from '@/lib/invoices/record-payment'
import { queueNotification } from '@/lib/notifications/queue-notification'
import type { Transaction } from '@/lib/platform/db/client'
import { env } from '@/lib/platform/env'
import { subscriptionPaymentFailed } from '@/lib/subscriptions/react-to-payment'

/** There is nothing to charge: the subscription is past due until the customer adds a method or pays the invoice. */
export async function subscriptionHasNoMethod(
  tx: Transaction,
  { invoice, customer, now }: { invoice: InvoiceRow; customer: CustomerRow; now: Date },
): Promise<void> {
  await scheduleCollection(tx, { invoiceId: invoice.id, collectAt: null })
  if (invoice.subscriptionId) {
    await subscriptionPaymentFailed(tx, {
      subscriptionId: invoice.subscriptionId,
      retryAt: null,
      exhausted: false,
      now,
    })
  }
  await queueNotification(tx, now, {
    kind: 'payment_failed',
    dedupeKey: `payment_failed:${invoice.id}:no_method`,
    recipient: customer.email,
    locale: customer.locale,
    customerId: customer.id,
    data: {
      invoiceId: invoice.id,
      invoiceNumber: invoice.number ?? '',
      total: invoice.total.toString(),
      currency: invoice.currency,
      customerName: customer.name,
      payUrl: `${env.APP_URL}/portal/invoices/${invoice.id}/pay`,
      reason: 'There is no payment method on your account.',
      reasonCode: 'no_payment_method',
      nextAttemptAt: null,
    },
  })
}
