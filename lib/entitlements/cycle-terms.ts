import type { Period } from '@/lib/engine/calendar'
import type { CataloguePlan, MeterRow, OveragePriceRow } from './catalogue'
import { cycleAt } from './cycle-at'
import type { SubscriptionFacts } from './facts-store'

export interface HeldPlan {
  plan: CataloguePlan
  priceId: string
  quantity: number
  /** Since when it is held as it is. */
  from: Date
  /** Since when it is held at this price. */
  agreedAt: Date
}

export interface HeldSubscription {
  subscription: SubscriptionFacts
  plans: readonly HeldPlan[]
}

/** By what a customer's use of a meter is counted, limited and billed in the cycle that runs. */
export interface CycleTerms {
  /** The subscription that counts the meter; none = there is no access. */
  counting: HeldSubscription | undefined
  cycle: Period
  /** Allowances are what they were then: a change of the catalogue counts from the next cycle on. */
  since: Date
  /** What is beyond costs this: as it was when the customer agreed to the plan's price. */
  overage: OveragePriceRow | null
}

/**
 * The terms of a meter in the cycle that runs, as the bill of that cycle will have them (`lib/engine/metered-segments.ts`,
 * `usageSlices`): counted by the oldest subscription with an overage price for it, else the oldest that gives some of it.
 * Within a cycle only a change of the customer's own (another plan, quantity or add-on that gives of it) begins new terms.
 */
export function termsOf({
  giving,
  meter,
  at,
}: {
  /** The subscriptions that give access, the oldest first. */
  giving: readonly HeldSubscription[]
  meter: Pick<MeterRow, 'code'>
  at: Date
}): CycleTerms {
  const priced = giving.find((each) => overageOf(each, meter.code))
  const counting =
    priced ?? giving.find(({ plans }) => plans.some(({ plan }) => allowanceOf(plan, meter.code))) ?? giving[0]
  const cycle = counting ? cycleAt(counting.subscription, at) : { start: at, end: at }
  const changes = giving.flatMap(({ plans }) =>
    plans.flatMap(({ plan, from }) => (allowanceOf(plan, meter.code) && from > cycle.start ? [from.getTime()] : [])),
  )
  const since = new Date(Math.max(cycle.start.getTime(), ...changes))
  return { counting, cycle, since, overage: counting ? overageOf(counting, meter.code) : null }
}

export const allowanceOf = ({ allowances }: CataloguePlan, meterCode: string) =>
  allowances.find((allowance) => allowance.meterCode === meterCode)

/** How much of a meter a plan included for what began at `since`; null = unlimited, undefined = it says nothing of it. */
export function includedSince(plan: CataloguePlan, meterCode: string, since: Date): bigint | null | undefined {
  const before = plan.pastAllowances.find((past) => past.meterCode === meterCode && since < past.until)
  return before ? before.included : allowanceOf(plan, meterCode)?.included
}

/** Of the plan (not of add-ons), in the version that was valid when its price was agreed to. */
function overageOf({ plans, subscription: { currency: paid } }: HeldSubscription, meterCode: string) {
  for (const { plan, agreedAt } of plans) {
    if (plan.kind !== 'PLAN') continue
    const version = plan.overagePrices.find(
      ({ meterCode: code, currency, validFrom, validTo }) =>
        code === meterCode && currency === paid && validFrom <= agreedAt && (!validTo || validTo > agreedAt),
    )
    if (version) return version
  }
  return null
}
