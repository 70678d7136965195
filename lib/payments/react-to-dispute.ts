import { getLegalEntity } from '@/lib/catalog/read-catalog'
import type { CustomerRow } from '@/lib/customers/read-customers'
import { getDunningPolicy } from '@/lib/dunning/dunning-policy'
import { getInvoice, subscriptionsOf } from '@/lib/invoices/read-invoices'
import { queueNotification } from '@/lib/notifications/queue-notification'
import type { Transaction } from '@/lib/platform/db/client'
import { env } from '@/lib/platform/env'
import { suspendSubscription } from '@/lib/subscriptions/suspend-subscription'
import { countOpenDisputes, type DisputeRow, type PaymentRow } from './store'

/**
 * What a dispute leads to besides its money: our own people hear of it, and by policy the subscriptions that were paid
 * give nothing while it is undecided, nor after it is lost until staff lift that. The customer is locked by the caller.
 */
export async function reactToDispute(
  tx: Transaction,
  { payment, dispute, customer, now }: { payment: PaymentRow; dispute: DisputeRow; customer: CustomerRow; now: Date },
): Promise<void> {
  const { status } = dispute
  const invoice = await getInvoice(payment.invoiceId, tx)
  if (status === 'OPEN' || status === 'INQUIRY') {
    const { email } = await getLegalEntity()
    await queueNotification(tx, now, {
      kind: 'dispute_opened',
      dedupeKey: `dispute_opened:${dispute.id}:${status}`,
      recipient: email,
      locale: 'en',
      data: {
        customerName: customer.name,
        invoiceNumber: invoice.number ?? '',
        amount: dispute.amount.toString(),
        currency: dispute.currency,
        reason: dispute.reason,
        isInquiry: status === 'INQUIRY',
        respondBy: dispute.respondBy?.toISOString() ?? null,
        url: `${env.APP_URL}/admin/invoices/${invoice.id}`,
      },
    })
  }
  const { onDispute } = await getDunningPolicy(tx)
  for (const subscriptionId of await subscriptionsOf(tx, invoice)) {
    if (status === 'OPEN' && onDispute === 'PAUSE_ENTITLEMENTS')
      await suspendSubscription(tx, { subscriptionId, suspended: true, now })
    if (status === 'WON' && (await countOpenDisputes(tx, subscriptionId)) === 0)
      await suspendSubscription(tx, { subscriptionId, suspended: false, now })
  }
}
