import { systemActor } from '@/lib/audit/actor'
import type { CustomerRow } from '@/lib/customers/read-customers'
import type { Transaction } from '@/lib/platform/db/client'
import { carryOutSettlement, computeSettlement } from './settle-contract'
import { updateSubscription, type SubscriptionContract } from './store'

/**
 * Renews one subscription whose last period still has a difference to settle (a change with `next_period`): the renewal's
 * invoice carries both. Apart from the set-based path because it looks back, and because the sum may be a credit.
 */
export async function renewWithDifference(
  tx: Transaction,
  { contract, customer, now }: { contract: SubscriptionContract; customer: CustomerRow; now: Date },
): Promise<void> {
  const at = contract.currentPeriodEnd
  const since = contract.settlesSince ?? at
  const settlement = await computeSettlement(tx, { contract, customer, at, since })
  await carryOutSettlement(tx, {
    settlement,
    subscriptionId: contract.id,
    customer,
    reason: 'SUBSCRIPTION_CYCLE',
    creditReason: 'plan_changed',
    actor: systemActor('Renewal'),
    now,
  })
  const cycle = settlement.cycles.at(-1)
  if (!cycle || cycle.start.getTime() !== at.getTime())
    throw new Error(`Subscription ${contract.id} has no cycle that starts at ${at.toISOString()}.`)
  await updateSubscription(tx, contract.id, {
    currentPeriodStart: cycle.start,
    currentPeriodEnd: cycle.end,
    renewsAt: cycle.end,
    settlesSince: null,
  })
}
