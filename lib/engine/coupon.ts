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
}

/**
 * Turns a coupon into a discount on a subscription's timeline, or says why not. A redeemed discount lasts its cycles
 * whatever becomes of the coupon. 10 % for 3 cycles, redeemed before cycle 2: on cycles 2, 3 and 4.
 * Throws `coupon_inactive`, `coupon_expired`, `coupon_exhausted`, `coupon_currency_mismatch`, `coupon_not_for_plan`,
 * `coupon_invalid`.
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
