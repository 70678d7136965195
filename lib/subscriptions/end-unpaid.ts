import type { Actor } from '@/lib/audit/actor'
import type { Transaction } from '@/lib/platform/db/client'
import { endSubscription } from './end-subscription'
import { describeSubscription } from './read-subscriptions'
import { isLive } from './states'
import { findContract } from './store'

/**
 * Ends a subscription whose invoice was not paid, without credit: what is owed stays owed. Returns what it is called, or
 * null if it had ended before. The customer is locked by the caller.
 */
export async function endUnpaid(
  tx: Transaction,
  { subscriptionId, actor, now }: { subscriptionId: string; actor: Actor; now: Date },
): Promise<string | null> {
  const contract = await findContract(subscriptionId, tx)
  if (!isLive(contract.status)) return null
  const name = describeSubscription(contract, now)
  await endSubscription(tx, { contract, endedAt: now, reason: 'payment_failed', actor, now })
  return name
}
