import { z } from 'zod'
import { listSubscriptionDiscounts } from '@/lib/discounts/read-discounts'
import { notFound } from '@/lib/platform/errors'
import {
  applyCoupon as applyUseCase,
  previewApplyCoupon,
  removeDiscount as removeUseCase,
} from '@/lib/subscriptions/apply-coupon'
import { defineEndpoint } from '../endpoint'
import { idSchema } from '../fields'
import { subscriptionParams as params, whose } from '../own-subscription'
import { toUpcomingCharge, upcomingChargeSchema } from '../views/charge-view'
import { couponCheckSchema, discountSchema, toCouponCheck, toDiscount } from '../views/coupon-view'

const common = { tag: 'Coupons', params } as const
const coupon = { couponId: idSchema('cpn', 'the coupon') }

const refused = {
  subscription_not_live: 'It is not running.',
  coupon_inactive: 'It was ended.',
  coupon_expired: 'It could be redeemed until an earlier day.',
  coupon_exhausted: 'It was redeemed as often as it can be.',
  coupon_not_for_plan: 'It is for other plans.',
  coupon_below_minimum: 'The price is below its minimum.',
  coupon_used_by_customer: 'The customer redeemed it as often as one may.',
  coupon_first_time_only: 'It is for who never had a subscription.',
  coupon_currency_mismatch: 'It is in another currency.',
}

async function answerOf(subscriptionId: string, discountId: string) {
  const found = (await listSubscriptionDiscounts(subscriptionId)).find(({ id }) => id === discountId)
  if (!found) throw notFound('discount', discountId)
  return toDiscount(found)
}

export const listDiscounts = defineEndpoint({
  ...common,
  method: 'get',
  path: '/subscriptions/{id}/discounts',
  operationId: 'listDiscounts',
  summary: 'List the discounts of a subscription',
  description: 'What was redeemed on it, the newest first. Nobody has many.',
  scope: 'subscriptions:read',
  answer: z.object({ data: z.array(discountSchema) }).meta({ id: 'DiscountList' }),
  handle: async ({ caller, params: { id } }) => {
    const { subscriptionId } = await whose(caller, id)
    return { data: (await listSubscriptionDiscounts(subscriptionId)).map(toDiscount) }
  },
})

export const previewDiscount = defineEndpoint({
  ...common,
  method: 'post',
  path: '/subscriptions/{id}/discounts/preview',
  operationId: 'previewDiscount',
  summary: 'Preview a coupon on a subscription',
  description: 'The next charge with it. Changes nothing.',
  scope: 'subscriptions:read',
  staffOnly: true,
  idempotency: 'none',
  body: z.strictObject(coupon),
  answer: z
    .object({ discount: couponCheckSchema, nextCharge: upcomingChargeSchema.nullable() })
    .meta({ id: 'DiscountPreview' }),
  problems: refused,
  handle: async ({ caller, params: { id }, body: { couponId }, now }) => {
    const { subscriptionId, currency } = await whose(caller, id)
    const { discount, next } = await previewApplyCoupon({ subscriptionId, couponId, now })
    return { discount: toCouponCheck(discount), nextCharge: next && toUpcomingCharge(next, currency) }
  },
})

export const applyCoupon = defineEndpoint({
  ...common,
  method: 'post',
  path: '/subscriptions/{id}/discounts',
  operationId: 'applyCoupon',
  summary: 'Apply a coupon to a subscription',
  description: 'From the next period that is not billed yet.',
  scope: 'subscriptions:write',
  staffOnly: true,
  body: z.strictObject(coupon),
  status: 201,
  answer: discountSchema,
  problems: refused,
  handle: async ({ caller, params: { id }, body: { couponId }, now }) => {
    const { subscriptionId } = await whose(caller, id)
    const { discountId } = await applyUseCase({ subscriptionId, couponId, actor: caller.actor, now })
    return answerOf(subscriptionId, discountId)
  },
})

export const removeDiscount = defineEndpoint({
  ...common,
  method: 'delete',
  path: '/subscriptions/{id}/discounts/{discountId}',
  operationId: 'removeDiscount',
  summary: 'Take a discount away',
  description: 'From the next period on; what was billed with it stays.',
  scope: 'subscriptions:write',
  staffOnly: true,
  params: params.extend({ discountId: idSchema('dis', 'a discount') }),
  answer: discountSchema,
  problems: { discount_ended: 'It was taken away already.' },
  handle: async ({ caller, params: { id, discountId }, now }) => {
    const { subscriptionId } = await whose(caller, id)
    await removeUseCase({ subscriptionId, discountId, actor: caller.actor, now })
    return answerOf(subscriptionId, discountId)
  },
})
