import type { CustomerRow } from '@/lib/customers/read-customers'
import { endDunning } from '@/lib/dunning/end-dunning'
import type { InvoiceRow } from '@/lib/invoices/read-invoices'
import type { PaymentMethodFacts } from '@/lib/notifications/kinds'
import { queueNotification } from '@/lib/notifications/queue-notification'
import type { Transaction } from '@/lib/platform/db/client'
import { subscriptionsPaid } from '@/lib/subscriptions/react-to-payment'
import { describeMethod } from './keep-method'
import { findMethod } from './store'

/**
 * An invoice is paid in full: its dunning is over, its subscriptions are (again) all right, and the receipt goes out.
 * Neither `methodId` nor `paidWith`: by balance.
 */
export async function reactToClosed(
  tx: Transaction,
  {
    invoice,
    customer,
    methodId = null,
    paidWith,
    now,
  }: {
    invoice: InvoiceRow
    customer: CustomerRow
    methodId?: string | null
    /** What it was paid with outside our processors. */
    paidWith?: PaymentMethodFacts
    now: Date
  },
): Promise<void> {
  await endDunning(tx, { invoiceIds: [invoice.id], outcome: 'PAID', now })
  await subscriptionsPaid(tx, { invoice, now })
  const method = methodId ? await findMethod(methodId, tx) : (paidWith ?? null)
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
