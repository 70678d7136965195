import type { DiscountFact } from './discount'
import { EngineError } from './errors'
import { compare, fromDecimalString, rational, ZERO } from './rational'

export interface Coupon {
  id: string
  isActive: boolean
  off: { percentOff: string } | { amountOff: bigint; currency: string }
  /** How many cycles it lasts once redeemed: 1 = once; null = forever. */
  cycles: number | null
  /** Plans it is good for; null = all. */
  planCodes: readonly string[] | null
  /** First instant at which it can no longer be redeemed; null = never. */
  redeemBy: Date | null
  maxRedemptions: number | null
  timesRedeemed: number
  /** How often one customer may redeem it; null = as often as they like. */
  perCustomer?: number | null
  /** Only for who never had a subscription. */
  firstTimeOnly?: boolean
  /** What a period must cost at least, before discounts; minor units of the subscription's currency. */
  minimumAmount?: bigint | null
}

export interface RedeemCouponInput {
  coupon: Coupon
  /** Id of the discount that redeeming makes. */
  discountId: string
  at: Date
  currency: string
  /** What the subscription consists of. */
  planCodes: readonly string[]
  /** The first cycle it applies to: 0 at sign-up, later the next one that is not billed yet. */
  fromCycleIndex: number
  /** Of a full period, before discounts; minor units. */
  periodAmount?: bigint
  /** How often this customer redeemed it before. */
  redeemedByCustomer?: number
  /** The customer never had a subscription. */
  isFirstTime?: boolean
}

/**
 * Turns a coupon into a discount on a subscription's timeline, or says why not. A redeemed discount lasts its cycles
 * whatever becomes of the coupon. 10 % for 3 cycles, redeemed before cycle 2: on cycles 2, 3 and 4.
 * Throws `coupon_inactive`, `coupon_expired`, `coupon_exhausted`, `coupon_currency_mismatch`, `coupon_not_for_plan`,
 * `coupon_invalid`, `coupon_used_by_customer`, `coupon_first_time_only`, `coupon_below_minimum`.
 */
export function redeemCoupon(input: RedeemCouponInput): DiscountFact {
  const { coupon, discountId, at, currency, planCodes, fromCycleIndex } = input
  const { off, cycles, redeemBy, maxRedemptions } = coupon
  const refuse = (code: string, message: string) => new EngineError(code, message, { couponId: coupon.id })
  if (!isSound(coupon)) throw refuse('coupon_invalid', 'This coupon takes off nothing, too much, or for no time.')
  if (!coupon.isActive) throw refuse('coupon_inactive', 'This coupon is not valid.')
  if (redeemBy && at >= redeemBy) throw refuse('coupon_expired', 'This coupon has expired.')
  if (maxRedemptions !== null && coupon.timesRedeemed >= maxRedemptions) {
    throw refuse('coupon_exhausted', 'This coupon has been used as often as it may be.')
  }
  if ('amountOff' in off && off.currency !== currency) {
    throw refuse('coupon_currency_mismatch', 'This coupon is in another currency.')
  }
  if (coupon.planCodes && !planCodes.some((code) => coupon.planCodes?.includes(code))) {
    throw refuse('coupon_not_for_plan', 'This coupon is for another plan.')
  }
  const { redeemedByCustomer = 0, isFirstTime = true, periodAmount } = input
  if (coupon.perCustomer && redeemedByCustomer >= coupon.perCustomer) {
    throw refuse('coupon_used_by_customer', 'You have used this coupon already.')
  }
  if (coupon.firstTimeOnly && !isFirstTime) {
    throw refuse('coupon_first_time_only', 'This coupon is for new customers.')
  }
  if (coupon.minimumAmount && periodAmount !== undefined && periodAmount < coupon.minimumAmount) {
    throw refuse('coupon_below_minimum', 'This coupon is for larger orders.')
  }
  return {
    discountId,
    fromCycleIndex,
    toCycleIndex: cycles === null ? null : fromCycleIndex + cycles,
    planCodes: coupon.planCodes,
    ...('percentOff' in off ? { percentOff: off.percentOff } : { amountOff: off.amountOff }),
  }
}

function isSound({ off, cycles }: Coupon): boolean {
  if (cycles !== null && (!Number.isInteger(cycles) || cycles < 1)) return false
  if ('amountOff' in off) return off.amountOff > 0n
  const percent = fromDecimalString(off.percentOff)
  return compare(percent, ZERO) > 0 && compare(percent, rational(100n)) <= 0
}

export interface DiscountSpan {
  fromCycleIndex: number
  /** Billed periods it lasts; null = forever. */
  cycles: number | null
  /** Cycles of a trial or a pause: they are not billed and use nothing up. */
  unbilledCycles: readonly number[]
  /** Taken away: the first cycle it no longer covers. */
  endCycleIndex?: number | null
}

/**
 * The first cycle a discount no longer covers; null = none. Three periods from cycle 2 on, with a pause in cycle 3: cycles
 * 2, 4 and 5, so 6.
 */
export function discountEnd({
  fromCycleIndex,
  cycles,
  unbilledCycles,
  endCycleIndex = null,
}: DiscountSpan): number | null {
  if (cycles === null) return endCycleIndex
  const unbilled = new Set(unbilledCycles)
  let end = fromCycleIndex
  for (let left = cycles; left > 0; end++) if (!unbilled.has(end)) left -= 1
  return endCycleIndex === null ? end : Math.min(end, endCycleIndex)
}
