import type { Database } from '@/lib/platform/db/client'
import { db } from '@/lib/platform/db/client'
import { countLive, type SegmentRow, type SubscriptionContract } from './store'

export {
  findContract as getSubscription,
  findCurrentContract as getCurrentSubscription,
  findExpiring as listExpiring,
  findCustomerContracts as listCustomerSubscriptions,
  searchSubscriptionRows as searchSubscriptions,
  type SubscriptionContract,
  type SubscriptionSearch,
} from './store'

export async function hasLiveSubscription(customerId: string, tx: Database = db): Promise<boolean> {
  return (await countLive(tx, customerId)) > 0
}

/** The stretch of the contract that holds at `at`: what the customer has then. The latest one if none does any more. */
export function segmentAt(contract: SubscriptionContract, at: Date): SegmentRow {
  const holding = contract.items.filter(({ from, to }) => from <= at && (!to || to > at))
  const segment = holding.at(-1) ?? contract.items.at(-1)
  if (!segment) throw new Error(`Subscription ${contract.id} has no items.`)
  return segment
}
