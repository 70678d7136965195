import type { Actor } from '@/lib/audit/actor'
import { lockCustomer } from '@/lib/customers/lock-customers'
import { inTransaction } from '@/lib/platform/db/client'
import { findContract } from './store'
import { suspendSubscription } from './suspend-subscription'

/** Staff give back what a disputed payment took away; not suspended, it changes nothing. */
export async function liftSuspension({
  subscriptionId,
  actor,
  now,
}: {
  subscriptionId: string
  actor: Actor
  now: Date
}): Promise<void> {
  const { customerId } = await findContract(subscriptionId)
  await inTransaction(async (tx) => {
    await lockCustomer(tx, customerId)
    await suspendSubscription(tx, { subscriptionId, suspended: false, actor, now })
  })
}
