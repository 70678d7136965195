import { queueNotifications } from '@/lib/notifications/queue-notification'
import { claimReminderWindow } from '@/lib/notifications/reminder-window'
import { inTransaction } from '@/lib/platform/db/client'
import { findExpiringDefaults } from './store'

/**
 * Tells customers with a running subscription that the card it is charged to has come to its last month (a card works
 * through the last day of its month): on the first of that month, UTC, once per card and date. Returns how many.
 */
export async function announceExpiringCards({ now }: { now: Date }): Promise<number> {
  return inTransaction(async (tx) => {
    const { since } = await claimReminderWindow(tx, { name: 'card_expiring', now })
    let count = 0
    for (const { year, month } of monthsBegun(since, now)) {
      const methods = await findExpiringDefaults(tx, { year, month })
      count += methods.length
      await queueNotifications(
        tx,
        now,
        methods.map(({ id, type, brand, last4, customer }) => ({
          kind: 'card_expiring',
          dedupeKey: `card_expiring:${id}:${year}-${month}`,
          recipient: customer.email,
          locale: customer.locale,
          customerId: customer.id,
          data: {
            paymentMethod: { type, brand, last4 },
            lastDay: new Date(Date.UTC(year, month, 0, 12)).toISOString(),
          },
        })),
      )
    }
    return count
  })
}

/** The months (1 to 12) whose first instant lies in (since, through]. */
function monthsBegun(since: Date, through: Date): { year: number; month: number }[] {
  const months = []
  let year = since.getUTCFullYear()
  let month = since.getUTCMonth() + 1
  for (;;) {
    month += 1
    if (month > 12) [year, month] = [year + 1, 1]
    const begins = Date.UTC(year, month - 1, 1)
    if (begins > through.getTime()) return months
    months.push({ year, month })
  }
}
