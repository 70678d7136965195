import { z } from 'zod'
import type { CouponWithCodes } from '@/lib/discounts/read-discounts'
import { amountAnswer, currencyAnswer, idAnswer, instantAnswer, toAmount, toInstant, toInstantOrNull } from '../fields'

export const couponSchema = z
  .object({
    id: idAnswer('cpn', 'the coupon'),
    name: z.string(),
    percentOff: z.string().nullable().meta({ description: 'Exact decimal: 10 is 10 %.', example: '10' }),
    amountOff: amountAnswer('Or this much per period.').nullable(),
    currency: currencyAnswer.nullable(),
    cycles: z.int().nullable().meta({ description: 'Billed periods it lasts; null = for ever.' }),
    planCodes: z.array(z.string()).meta({ description: 'Empty = every plan.' }),
    maxRedemptions: z.int().nullable(),
    timesRedeemed: z.int(),
    perCustomer: z.int().nullable(),
    firstTimeOnly: z.boolean(),
    minimumAmount: amountAnswer('What a period must cost at least.').nullable(),
    redeemBy: instantAnswer('Until when it can be redeemed.').nullable(),
    active: z.boolean(),
    codes: z.array(z.string()).meta({ description: 'What customers type to redeem it.' }),
    createdAt: instantAnswer('When it was made.'),
  })
  .meta({ id: 'Coupon' })

export function toCoupon(coupon: CouponWithCodes): z.input<typeof couponSchema> {
  return {
    id: coupon.id,
    name: coupon.name,
    percentOff: coupon.percentOff,
    amountOff: coupon.amountOff === null ? null : toAmount(coupon.amountOff),
    currency: coupon.currency,
    cycles: coupon.cycles,
    planCodes: coupon.planCodes,
    maxRedemptions: coupon.maxRedemptions,
    timesRedeemed: coupon.timesRedeemed,
    perCustomer: coupon.perCustomer,
    firstTimeOnly: coupon.firstTimeOnly,
    minimumAmount: coupon.minimumAmount === null ? null : toAmount(coupon.minimumAmount),
    redeemBy: toInstantOrNull(coupon.redeemBy),
    active: coupon.active,
    codes: coupon.codes.filter(({ active }) => active).map(({ code }) => code),
    createdAt: toInstant(coupon.createdAt),
  }
}
