import { systemActor, type Actor } from '@/lib/audit/actor'
import { lockCustomer } from '@/lib/customers/lock-customers'
import { listOpenInvoices } from '@/lib/invoices/read-invoices'
import { cancelPayment } from '@/lib/payments/cancel-payment'
import { getPaymentUnderWay } from '@/lib/payments/read-payments'
import { db, inTransaction } from '@/lib/platform/db/client'
import { conflict } from '@/lib/platform/errors'
import { expireIncomplete } from '@/lib/subscriptions/expire-subscription'
import { getSubscription } from '@/lib/subscriptions/read-subscriptions'

/**
 * Gives up an unpaid first subscription: its payment is called off at the processor first, so that nobody can pay it any
 * more, then the invoice is voided. If the customer was faster and paid, that stands: throws payment_under_way, and the
 * subscription becomes active as usual.
 */
export async function abandonCheckout({
  subscriptionId,
  actor = systemActor('Expiry'),
  now,
}: {
  subscriptionId: string
  actor?: Actor
  now: Date
}): Promise<void> {
  for (const invoice of await listOpenInvoices(db, subscriptionId)) {
    const payment = await getPaymentUnderWay(db, invoice.id)
    if (!payment) continue
    const { status } = await cancelPayment({ paymentId: payment.id, now })
    if (status !== 'CANCELED' && status !== 'FAILED') {
      throw conflict('payment_under_way', 'Your payment is being confirmed. Please wait a moment.', { status })
    }
  }
  const { customerId } = await getSubscription(subscriptionId)
  await inTransaction(async (tx) => {
    await lockCustomer(tx, customerId)
    for (const invoice of await listOpenInvoices(tx, subscriptionId)) {
      if (await getPaymentUnderWay(tx, invoice.id))
        throw conflict('payment_under_way', 'A payment is under way. Please wait a moment.')
    }
    await expireIncomplete(tx, { subscriptionId, actor, now })
  })
}
