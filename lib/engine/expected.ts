import { slicesOf, type Slice } from './coverage'
import type { ExplanationStep } from './explanation'
import { discountsOf, type DiscountFact, type LineDiscount } from './discount'
import { roundHalfAwayFromZero } from './money'
import { priceAmount } from './pricing'
import { periodShare, type Granularity, type PeriodShare } from './proration'
import { multiply, rational } from './rational'
import type { ItemSegment, ProrationMode, TimelineCycle } from './timeline'

/**
 * Part of the facts: a subscription keeps the policy it was billed with, at least for the running cycle. Another one would
 * find differences in what was settled already.
 */
export interface BillingPolicy {
  granularity: Granularity
  /** For every change that does not say otherwise. */
  mode: ProrationMode
}

/** What one segment should come to in one cycle. */
export interface Expected extends Slice {
  segmentId: string
  cycleIndex: number
  /** The price of the full period, before it is cut to the share. */
  fullAmount: bigint
  share: PeriodShare
  granularity: Granularity
  /** Minor units, rounded, before discounts. */
  amount: bigint
  discounts: LineDiscount[]
  /** How metered use was priced. */
  usageSteps?: ExplanationStep[]
}

export interface ExpectedInput {
  cycle: TimelineCycle
  segments: readonly ItemSegment[]
  discounts: readonly DiscountFact[]
  policy: BillingPolicy
  timeZone: string
}

/**
 * What each segment of a fixed price should come to in a cycle by the contract alone: price × quantity × share of the full
 * period, rounded once, less its discounts. Starter 29.00 for 15 of 31 days: 14.03.
 */
export function expectedInCycle({ cycle, segments, discounts, policy, timeZone }: ExpectedInput): Expected[] {
  const { granularity, mode } = policy
  const flat = segments.filter((segment) => !segment.metered)
  const expected = slicesOf(cycle, flat, mode).map((slice): Expected => {
    const { segment, from, to } = slice
    const { segmentId, unitAmount, quantity } = segment
    const full = priceAmount({ price: { model: 'FLAT', unitAmount }, quantity })
    const share = periodShare({ period: cycle.period, from, to, granularity, timeZone })
    const amount = roundHalfAwayFromZero(multiply(full, rational(share.used, share.whole)))
    const fullAmount = roundHalfAwayFromZero(full)
    return { ...slice, segmentId, cycleIndex: cycle.index, fullAmount, share, granularity, amount, discounts: [] }
  })
  if (discounts.length === 0) return expected
  const items = expected.map(({ segment, from, to, amount }) => ({ planCode: segment.planCode, from, to, amount }))
  const perItem = discountsOf({ cycle, items, discounts, granularity, timeZone })
  return expected.map((each, index) => ({ ...each, discounts: perItem[index] ?? [] }))
}
