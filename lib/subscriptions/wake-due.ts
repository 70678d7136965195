import { systemActor } from '@/lib/audit/actor'
import { lockCustomer } from '@/lib/customers/lock-customers'
import { inTransaction } from '@/lib/platform/db/client'
import { log } from '@/lib/platform/log'
import { startContract } from './begin-subscription'
import { announceTrialEnd, endTrial } from './end-trial'
import { findWaking } from './lifecycle-store'
import { resumeContract } from './resume-subscription'
import { findContract, findSubscriptionRow, updateSubscription } from './store'

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
    const contract = await findContract(subscriptionId, tx)
    const { status, wakesAt, startedAt, trialEndsAt } = contract
    if (!wakesAt || wakesAt > now) return
    if (status === 'SCHEDULED')
      await startContract(tx, { contract, customer, at: startedAt, actor: systemActor('Schedule'), now })
    else if (status === 'TRIALING' && trialEndsAt && trialEndsAt > now)
      await announceTrialEnd(tx, { contract, customer, now })
    else if (status === 'TRIALING') await endTrial(tx, { contract, customer, now })
    else if (status === 'PAUSED')
      await resumeContract(tx, { contract, customer, at: wakesAt, actor: systemActor('Pause'), now })
    else await updateSubscription(tx, subscriptionId, { wakesAt: null })
  })
}
