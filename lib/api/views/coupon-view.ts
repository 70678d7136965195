import { z } from 'zod'
import type { CouponWithCodes, DiscountRow, NamedDiscount } from '@/lib/discounts/read-discounts'
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

export const couponCheckSchema = z
  .object({
    name: z.string(),
    percentOff: z.string().nullable(),
    amountOff: amountAnswer('Per full period.').nullable(),
    cycles: z.int().nullable().meta({ description: 'Billed periods it lasts; null = for ever.' }),
  })
  .meta({ id: 'CouponCheck' })

export const toCouponCheck = (discount: NamedDiscount): z.input<typeof couponCheckSchema> => ({
  name: discount.name,
  percentOff: 'percentOff' in discount ? discount.percentOff : null,
  amountOff: 'amountOff' in discount ? toAmount(discount.amountOff) : null,
  cycles: discount.cycles,
})

export const discountSchema = z
  .object({
    id: idAnswer('dis', 'the discount'),
    couponId: idAnswer('cpn', 'the coupon it is of'),
    customerId: idAnswer('cus', 'the customer'),
    subscriptionId: idAnswer('sub', 'the subscription it is on'),
    name: z.string(),
    code: z.string().nullable().meta({ description: 'What was typed to redeem it; null: our staff applied it.' }),
    percentOff: z.string().nullable().meta({ description: 'Exact decimal: 10 is 10 %.', example: '10' }),
    amountOff: amountAnswer('Or this much per full period.').nullable(),
    currency: currencyAnswer.nullable(),
    planCodes: z.array(z.string()).meta({ description: 'Empty = every plan.' }),
    fromCycle: z.int().meta({ description: 'The first billing cycle it covers, by its `index`.' }),
    cycles: z.int().nullable().meta({ description: 'Billed periods it lasts; null = for ever.' }),
    endCycle: z.int().nullable().meta({ description: 'Taken away: the first billing cycle it no longer covers.' }),
    redeemedAt: instantAnswer('When.'),
  })
  .meta({ id: 'Discount' })

export const toDiscount = (discount: DiscountRow): z.input<typeof discountSchema> => ({
  id: discount.id,
  couponId: discount.couponId,
  customerId: discount.customerId,
  subscriptionId: discount.subscriptionId,
  name: discount.coupon.name,
  code: discount.promotionCode?.code ?? null,
  percentOff: discount.percentOff,
  amountOff: discount.amountOff === null ? null : toAmount(discount.amountOff),
  currency: discount.coupon.currency,
  planCodes: discount.planCodes,
  fromCycle: discount.fromCycleIndex,
  cycles: discount.cycles,
  endCycle: discount.endCycleIndex,
  redeemedAt: toInstant(discount.redeemedAt),
})
