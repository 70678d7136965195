import { describe, expect, it } from 'vitest'
import { discountEnd, redeemCoupon, type Coupon, type RedeemCouponInput } from './coupon'

const coupon: Coupon = {
  id: 'ten',
  isActive: true,
  off: { percentOff: '10' },
  cycles: 3,
  planCodes: null,
  redeemBy: new Date('2026-06-01T00:00:00Z'),
  maxRedemptions: 2,
  timesRedeemed: 1,
}
const redeem = (changes: Partial<Coupon> = {}, input: Partial<RedeemCouponInput> = {}) =>
  redeemCoupon({
    coupon: { ...coupon, ...changes },
    discountId: 'dis_1',
    at: new Date('2026-05-31T23:59:59Z'),
    currency: 'EUR',
    planCodes: ['starter'],
    fromCycleIndex: 2,
    ...input,
  })

describe('redeemCoupon', () => {
  it('covers as many cycles as it says, from the first that is not billed', () => {
    const discount = { discountId: 'dis_1', percentOff: '10', fromCycleIndex: 2, toCycleIndex: 5, planCodes: null }
    expect(redeem()).toEqual(discount)
    expect(redeem({ cycles: null })).toEqual({ ...discount, toCycleIndex: null })
    expect(redeem({ cycles: 1 }, { fromCycleIndex: 0 })).toMatchObject({ fromCycleIndex: 0, toCycleIndex: 1 })
  })

  it('keeps to its plans', () => {
    expect(redeem({ planCodes: ['starter', 'enterprise'] })).toMatchObject({ planCodes: ['starter', 'enterprise'] })
  })

  it.each<[string, Partial<Coupon>, Partial<RedeemCouponInput>]>([
    ['coupon_inactive', { isActive: false }, {}],
    ['coupon_expired', {}, { at: new Date('2026-06-01T00:00:00Z') }],
    ['coupon_exhausted', { timesRedeemed: 2 }, {}],
    ['coupon_currency_mismatch', { off: { amountOff: 500n, currency: 'USD' } }, {}],
    ['coupon_not_for_plan', { planCodes: ['enterprise'] }, {}],
    ['coupon_invalid', { off: { percentOff: '0' } }, {}],
    ['coupon_invalid', { off: { percentOff: '100.1' } }, {}],
    ['coupon_invalid', { off: { amountOff: 0n, currency: 'EUR' } }, {}],
    ['coupon_invalid', { cycles: 0 }, {}],
    ['coupon_used_by_customer', { perCustomer: 2 }, { redeemedByCustomer: 2 }],
    ['coupon_first_time_only', { firstTimeOnly: true }, { isFirstTime: false }],
    ['coupon_below_minimum', { minimumAmount: 5900n }, { periodAmount: 5899n }],
  ])('%s', (code, changes, input) => {
    expect(() => redeem(changes, input)).toThrow(expect.objectContaining({ code, details: { couponId: 'ten' } }))
  })
})

describe('discountEnd', () => {
  const span = { fromCycleIndex: 2, cycles: 3, unbilledCycles: [] }

  it('counts billed periods: trials and pauses use nothing up', () => {
    expect(discountEnd(span)).toBe(5)
    // Cycle 3 is a pause: 2, 4 and 5 are covered.
    expect(discountEnd({ ...span, unbilledCycles: [1, 3] })).toBe(6)
    // A trial of cycle 0 before "once": cycle 1 is the one.
    expect(discountEnd({ fromCycleIndex: 0, cycles: 1, unbilledCycles: [0] })).toBe(2)
    expect(discountEnd({ ...span, cycles: null })).toBeNull()
  })

  it('ends where it was taken away', () => {
    expect(discountEnd({ ...span, endCycleIndex: 4 })).toBe(4)
    expect(discountEnd({ ...span, endCycleIndex: 9 })).toBe(5)
    expect(discountEnd({ ...span, cycles: null, endCycleIndex: 3 })).toBe(3)
  })
})
