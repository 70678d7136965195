import type { CustomerRow } from '@/lib/customers/read-customers'
import type { InvoiceRow } from '@/lib/invoices/read-invoices'
import { queueNotification } from '@/lib/notifications/queue-notification'
import type { Transaction } from '@/lib/platform/db/client'
import { subscriptionPaid } from '@/lib/subscriptions/react-to-payment'
import { describeMethod } from './keep-method'
import { findMethod } from './store'

/** An invoice is paid in full: its subscription is (again) all right, and the receipt goes out. `methodId` null: by balance. */
export async function reactToClosed(
  tx: Transaction,
  {
    invoice,
    customer,
    methodId,
    now,
  }: { invoice: InvoiceRow; customer: CustomerRow; methodId: string | null; now: Date },
): Promise<void> {
  if (invoice.subscriptionId) await subscriptionPaid(tx, { subscriptionId: invoice.subscriptionId, now })
  const method = methodId ? await findMethod(methodId, tx) : null
  await queueNotification(tx, now, {
    kind: 'invoice_paid',
    dedupeKey: `invoice_paid:${invoice.id}`,
    recipient: customer.email,
    locale: customer.locale,
    customerId: customer.id,
    data: {
      invoiceId: invoice.id,
      invoiceNumber: invoice.number ?? '',
      total: invoice.total.toString(),
      currency: invoice.currency,
      customerName: customer.name,
      paidAt: now.toISOString(),
      method: method && describeMethod(method),
      paymentMethod: method && { type: method.type, brand: method.brand, last4: method.last4 },
    },
  })
}
