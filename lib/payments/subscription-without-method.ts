import type { CustomerRow } from '@/lib/customers/read-customers'
import { recordFailure } from '@/lib/dunning/record-failure'
import type { InvoiceRow } from '@/lib/invoices/read-invoices'
import type { Transaction } from '@/lib/platform/db/client'
import { subscriptionsPaymentFailed } from '@/lib/subscriptions/react-to-payment'
import { notifyOfFailure } from './notify-of-failure'

/** There is nothing to charge: what it bills is past due until the customer adds a method or pays the invoice. */
export async function subscriptionHasNoMethod(
  tx: Transaction,
  { invoice, customer, now }: { invoice: InvoiceRow; customer: CustomerRow; now: Date },
): Promise<void> {
  const attempt = { failure: 'no_method' as const, onSession: false, attemptedAt: now }
  const outcome = await recordFailure(tx, { invoice, ...attempt, now })
  await subscriptionsPaymentFailed(tx, { invoice, retryAt: null, now })
  await notifyOfFailure(tx, {
    invoice,
    customer,
    outcome,
    dedupeKey: `${invoice.id}:no_method`,
    failure: { code: 'no_payment_method', message: 'There is no payment method on your account.' },
    now,
  })
}
