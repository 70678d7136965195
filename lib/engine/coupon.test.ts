import { describe, expect, it } from 'vitest'
import { redeemCoupon, type Coupon, type RedeemCouponInput } from './coupon'

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
  ])('%s', (code, changes, input) => {
    expect(() => redeem(changes, input)).toThrow(expect.objectContaining({ code, details: { couponId: 'ten' } }))
  })
})
