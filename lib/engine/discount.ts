import { EngineError } from './errors'
import { allocate, roundHalfAwayFromZero } from './money'
import { periodShare, type Granularity } from './proration'
import { divide, fromDecimalString, multiply, rational, type Rational } from './rational'
import { unionOf, type Span } from './span'
import type { TimelineCycle } from './timeline'

/** A coupon in effect on a subscription, by the cycles it covers: "once" is one cycle, "forever" has no end. */
export type DiscountFact = {
  discountId: string
  fromCycleIndex: number
  /** The first cycle it no longer covers; null = forever. */
  toCycleIndex: number | null
  /** Only items of these plans; default: all. */
  planCodes?: readonly string[] | null
} & ({ percentOff: string } | { amountOff: bigint })

export interface LineDiscount {
  discountId: string
  /** Minor units taken off; negative where a credit gives a discount back. */
  amount: bigint
}

/** What a discount needs to know of an amount it may reduce. */
export interface Discountable extends Span {
  planCode: string
  amount: bigint
}

interface DiscountsInput {
  cycle: TimelineCycle
  items: readonly Discountable[]
  discounts: readonly DiscountFact[]
  granularity: Granularity
  timeZone: string
}

/**
 * What each discount takes off each item of one cycle, in the order given, each on what the one before left.
 * A percentage is rounded per item. An amount is for a full cycle: it shrinks with the time the items cover, is spread
 * over them by largest remainder, and never takes more than is there.
 *
 * 5.00 off, 29.00 used for 15 of 31 days (14.03): 5.00 × 15 ÷ 31 = 2.42. Returns one list per item.
 * Throws `discount_invalid`.
 */
export function discountsOf({ cycle, items, discounts, ...unit }: DiscountsInput): LineDiscount[][] {
  const taken: LineDiscount[][] = items.map(() => [])
  const left = items.map(({ amount }) => amount)
  for (const discount of discounts) {
    if (cycle.index < discount.fromCycleIndex) continue
    if (discount.toCycleIndex !== null && cycle.index >= discount.toCycleIndex) continue
    const isFor = ({ planCode }: Discountable) => !discount.planCodes || discount.planCodes.includes(planCode)
    const base = items.map((item, index) => (isFor(item) ? (left[index] ?? 0n) : 0n))
    const parts =
      'percentOff' in discount
        ? base.map((amount) => roundHalfAwayFromZero(multiply(rational(amount), percentOf(discount))))
        : spread(base, amountFor({ cycle, spans: unionOf(items.filter(isFor)), discount, ...unit }))
    parts.forEach((amount, index) => {
      if (amount === 0n) return
      left[index] = (left[index] ?? 0n) - amount
      taken[index]?.push({ discountId: discount.discountId, amount })
    })
  }
  return taken
}

function percentOf({ percentOff, discountId }: { percentOff: string; discountId: string }): Rational {
  const share = divide(fromDecimalString(percentOff), rational(100n))
  if (share.numerator < 0n || share.numerator > share.denominator) {
    throw new EngineError('discount_invalid', 'A percentage off is from 0 to 100.', { discountId })
  }
  return share
}

interface AmountForInput extends Omit<DiscountsInput, 'items' | 'discounts'> {
  spans: readonly Span[]
  discount: { discountId: string; amountOff: bigint }
}

function amountFor({ cycle: { period }, spans, discount, granularity, timeZone }: AmountForInput): bigint {
  const { amountOff, discountId } = discount
  if (amountOff < 0n) throw new EngineError('discount_invalid', 'An amount off is at least 0.', { discountId })
  const shares = spans.map((span) => periodShare({ period, ...span, granularity, timeZone }))
  const used = shares.reduce((sum, share) => sum + share.used, 0n)
  return roundHalfAwayFromZero(rational(amountOff * used, shares[0]?.whole ?? 1n))
}

function spread(base: readonly bigint[], amount: bigint): bigint[] {
  const available = base.reduce((a, b) => a + b, 0n)
  return allocate(amount < available ? amount : available, base)
}
