import { getDunningPolicy } from '@/lib/dunning/dunning-policy'
import { recordReminder } from '@/lib/dunning/record-reminder'
import { amountDue } from '@/lib/invoices/amount-due'
import { lockInvoice } from '@/lib/invoices/lock-invoice'
import { sellerOf } from '@/lib/invoices/parties'
import { payUrl } from '@/lib/invoices/pay-url'
import { scheduleReminder } from '@/lib/invoices/record-payment'
import { settleFromBalance } from '@/lib/invoices/settle-from-balance'
import { queueNotification } from '@/lib/notifications/queue-notification'
import { inTransaction } from '@/lib/platform/db/client'
import { subscriptionsPaymentFailed } from '@/lib/subscriptions/react-to-payment'
import { reactToClosed } from './react-to-closed'
import { findPaymentUnderWay } from './store'
import { isBeingCharged } from './take-final-action'

const DAY = 86_400_000

/**
 * Reminds the customer of a sent invoice that is overdue, where the next reminder is due; run twice, it is sent once. With
 * the first the subscription is past due. What the balance can pay is paid first. While a payment is on its way (a direct debit the customer started) it waits a
 * day. Paid, taken back, held or given up, nothing is sent.
 */
export async function remindOfInvoice({ invoiceId, now }: { invoiceId: string; now: Date }): Promise<void> {
  await inTransaction(async (tx) => {
    const { invoice: locked, customer } = await lockInvoice(tx, invoiceId)
    if (amountDue(locked) <= 0n || !locked.remindAt || locked.remindAt > now) return
    if (await isBeingCharged(tx, invoiceId))
      return scheduleReminder(tx, { invoiceId, remindAt: new Date(now.getTime() + DAY) })
    // Nobody is reminded of what we owe them.
    const { invoice, closed } = (await findPaymentUnderWay(tx, invoiceId))
      ? { invoice: locked, closed: false }
      : await settleFromBalance(tx, { invoice: locked, now })
    if (closed) return reactToClosed(tx, { invoice, customer, now })
    const { level, nextAt, giveUpAt } = await recordReminder(tx, { invoice, now })
    if (level === null) return
    await subscriptionsPaymentFailed(tx, { invoice, retryAt: null, now })
    const { sentFinalAction } = await getDunningPolicy(tx)
    const { name, iban, bic } = sellerOf(invoice)
    await queueNotification(tx, now, {
      kind: 'invoice_reminder',
      dedupeKey: `invoice_reminder:${invoiceId}:${level}`,
      recipient: customer.email,
      locale: customer.locale,
      customerId: customer.id,
      data: {
        invoiceId,
        invoiceNumber: invoice.number ?? '',
        total: amountDue(invoice).toString(),
        currency: invoice.currency,
        customerName: customer.name,
        level,
        isLast: nextAt === null,
        dueAt: (invoice.dueAt ?? now).toISOString(),
        endsAt: sentFinalAction === 'LEAVE' ? null : (giveUpAt?.toISOString() ?? null),
        bank: { name, iban, bic },
        payUrl: payUrl(invoiceId),
      },
    })
  })
}
