import type { Database } from '@/lib/platform/db/client'
import { db } from '@/lib/platform/db/client'
import { countLive, type SegmentRow, type SubscriptionContract } from './store'

export {
  findContract as getSubscription,
  findCurrentContract as getCurrentSubscription,
  findExpiring as listExpiring,
  findCurrentContracts as listCurrentSubscriptions,
  findCustomerContracts as listCustomerSubscriptions,
  searchSubscriptionRows as searchSubscriptions,
  type SubscriptionContract,
  type SubscriptionSearch,
} from './store'

export { findPriceMoves as listPriceMoves } from './price-move-store'
export { findYearlyRenewals as listYearlyRenewals } from './lifecycle-store'

export async function hasLiveSubscription(customerId: string, tx: Database = db): Promise<boolean> {
  return (await countLive(tx, customerId)) > 0
}

/** "North portfolio: Starter", or the plan alone: what tells a subscription apart from others of its customer. */
export function describeSubscription(contract: SubscriptionContract, at: Date): string {
  const { name } = segmentAt(contract, at).price.plan
  return contract.name ? `${contract.name}: ${name}` : name
}

/** The stretch of the plan that holds at `at`: what the customer has then. The latest one if none does any more. */
export function segmentAt(contract: SubscriptionContract, at: Date): SegmentRow {
  const ofPlan = contract.items.filter(({ price }) => price.plan.kind === 'PLAN')
  const holding = ofPlan.filter(({ from, to }) => from <= at && (!to || to > at))
  const segment = holding.at(-1) ?? ofPlan.at(-1)
  if (!segment) throw new Error(`Subscription ${contract.id} has no items.`)
  return segment
}

/** The add-ons that hold at `at`, beside the plan. */
export function addOnsAt(contract: SubscriptionContract, at: Date): SegmentRow[] {
  return contract.items.filter(({ from, to, price }) => price.plan.kind === 'ADD_ON' && from <= at && (!to || to > at))
}
