import { lockCustomer } from '@/lib/customers/lock-customers'
import { inTransaction } from '@/lib/platform/db/client'
import { log } from '@/lib/platform/log'
import { findWaking } from './lifecycle-store'
import { findSubscriptionRow } from './store'
import { wakeSubscription } from './wake-subscription'

const BATCH = 200
const FAILURES = 50

/**
 * Does what is due besides renewal: starts what was scheduled, announces and ends trials, resumes what is paused until now.
 * Each in a transaction of its own: one that fails is logged and left for the next time. Returns how many were due.
 */
export async function wakeDue({ now }: { now: Date }): Promise<number> {
  const failed: string[] = []
  let count = 0
  for (;;) {
    const due = await findWaking(now, BATCH, failed)
    if (due.length === 0) return count
    for (const subscriptionId of due) {
      try {
        await wake({ subscriptionId, now })
        count += 1
      } catch (error) {
        log.error({ err: error, subscriptionId }, 'a subscription that was due could not be woken')
        failed.push(subscriptionId)
        if (failed.length >= FAILURES) throw error
      }
    }
  }
}

async function wake({ subscriptionId, now }: { subscriptionId: string; now: Date }): Promise<void> {
  await inTransaction(async (tx) => {
    const { customerId } = await findSubscriptionRow(subscriptionId, tx)
    const customer = await lockCustomer(tx, customerId)
    await wakeSubscription(tx, { subscriptionId, customer, now })
  })
}
