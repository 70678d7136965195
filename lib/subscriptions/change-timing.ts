import { decideChange, type ChangeDecision, type ChangeSide, type ChangeTiming } from '@/lib/engine/change-policy'
import type { PriceRow } from '@/lib/catalog/read-catalog'
import { changePolicy, type BillingPolicyRow } from './billing-policy'

export type { ChangeTiming } from '@/lib/engine/change-policy'

interface Side {
  price: PriceRow
  quantity: number
}

const sideOf = ({ price, quantity }: Side): ChangeSide => ({
  rank: price.plan.rank,
  unitAmount: price.unitAmount,
  quantity,
  interval: price.interval,
  intervalCount: price.intervalCount,
})

/** When a change takes effect and how it is settled: as the policy says, or at the time somebody chose. */
export function changeTiming({
  from,
  to,
  policy,
  timing,
}: {
  from: Side
  to: Side
  policy: BillingPolicyRow
  timing?: ChangeTiming
}): ChangeDecision {
  const decided = decideChange({ from: sideOf(from), to: sideOf(to), policy: changePolicy(policy) })
  return { ...decided, timing: timing ?? decided.timing }
}
