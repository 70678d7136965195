import { getCustomer } from '@/lib/customers/read-customers'
import { queueNotification } from '@/lib/notifications/queue-notification'
import { claimReminderWindow } from '@/lib/notifications/reminder-window'
import { inTransaction, type Transaction } from '@/lib/platform/db/client'
import { log } from '@/lib/platform/log'
import { previewRenewal } from '@/lib/subscriptions/preview-renewal'
import { describeSubscription, getSubscription, listYearlyRenewals } from '@/lib/subscriptions/read-subscriptions'
import { findMethod } from './store'

const DAY = 86_400_000
/** A yearly renewal is told this many days before: long enough to change the plan or cancel. */
export const RENEWAL_NOTICE_DAYS = 30

/** Tells of the yearly renewals that are a month away by now; each once. Returns how many. */
export async function announceRenewals({ now }: { now: Date }): Promise<number> {
  return inTransaction(async (tx) => {
    const { since } = await claimReminderWindow(tx, { name: 'renewal_upcoming', now })
    const ahead = (instant: Date) => new Date(instant.getTime() + RENEWAL_NOTICE_DAYS * DAY)
    const due = await listYearlyRenewals(tx, { after: ahead(since), through: ahead(now) })
    for (const subscriptionId of due) {
      try {
        await announce(tx, { subscriptionId, now })
      } catch (error) {
        log.error({ err: error, subscriptionId }, 'an upcoming renewal could not be announced')
      }
    }
    return due.length
  })
}

async function announce(tx: Transaction, { subscriptionId, now }: { subscriptionId: string; now: Date }) {
  const contract = await getSubscription(subscriptionId)
  const customer = await getCustomer(contract.customerId)
  const preview = await previewRenewal({ contract, buyer: customer })
  if (!preview) return
  const method = customer.defaultPaymentMethodId ? await findMethod(customer.defaultPaymentMethodId) : null
  await queueNotification(tx, now, {
    kind: 'renewal_upcoming',
    dedupeKey: `renewal_upcoming:${subscriptionId}:${preview.at.toISOString()}`,
    recipient: customer.email,
    locale: customer.locale,
    customerId: customer.id,
    data: {
      planName: describeSubscription(contract, preview.at),
      renewsAt: preview.at.toISOString(),
      total: preview.invoice.total.toString(),
      currency: contract.currency,
      paymentMethod: method && { type: method.type, brand: method.brand, last4: method.last4 },
    },
  })
}
