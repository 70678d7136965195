import { z } from 'zod'
import { getSellablePrice } from '@/lib/catalog/read-catalog'
import { createCoupon as createUseCase } from '@/lib/discounts/create-coupon'
import { deactivateCoupon as deactivateUseCase } from '@/lib/discounts/deactivate-coupon'
import { getCoupon as readCoupon } from '@/lib/discounts/read-discounts'
import { couponSchema as termsSchema } from '@/lib/discounts/schemas'
import { getCustomer } from '@/lib/customers/read-customers'
import { previewPromotion } from '@/lib/subscriptions/preview-start'
import { customerOf } from '../caller'
import { defineEndpoint } from '../endpoint'
import { amountSchema, currencySchema, idSchema, instantSchema, ofCustomerSchema } from '../fields'
import { findCouponSlice } from '../lists-store'
import { pageOf, pageQuery, readPage } from '../pages'
import { couponCheckSchema, couponSchema, toCoupon, toCouponCheck } from '../views/coupon-view'

export const listCoupons = defineEndpoint({
  method: 'get',
  path: '/coupons',
  operationId: 'listCoupons',
  tag: 'Coupons',
  summary: 'List coupons',
  scope: 'coupons:read',
  staffOnly: true,
  query: z.object(pageQuery),
  answer: pageOf(couponSchema, 'Coupon'),
  handle: async ({ query }) =>
    readPage({ query, read: findCouponSlice, at: ({ createdAt }) => createdAt, view: toCoupon }),
})

const count = z.int().min(1).max(1_000_000)

export const createCoupon = defineEndpoint({
  method: 'post',
  path: '/coupons',
  operationId: 'createCoupon',
  tag: 'Coupons',
  summary: 'Create a coupon',
  description: 'Either `percentOff`, or `amountOff` with its currency. Terms never change: what was redeemed lasts.',
  scope: 'coupons:write',
  staffOnly: true,
  body: z
    .strictObject({
      name: termsSchema.shape.name,
      percentOff: z.string().max(12).optional().meta({ description: 'Exact decimal up to 100.', example: '12.5' }),
      amountOff: amountSchema('Per full period.').max(100_000_000).optional(),
      currency: currencySchema.optional(),
      cycles: count.nullable().default(null).meta({ description: 'Billed periods; null = for ever.' }),
      planCodes: termsSchema.shape.planCodes.default([]).meta({ description: 'Empty = every plan.' }),
      maxRedemptions: count.nullable().default(null),
      perCustomer: count.nullable().default(1),
      firstTimeOnly: z.boolean().default(false),
      minimumAmount: amountSchema('What a period must cost at least.').max(100_000_000).nullable().default(null),
      redeemBy: instantSchema('Until when it can be redeemed.').nullable().default(null),
      code: z
        .string()
        .max(60)
        .nullable()
        .default(null)
        .meta({ description: 'What customers type.', example: 'SPRING26' }),
    })
    .refine(
      ({ percentOff, amountOff, currency }) =>
        (percentOff === undefined) !== (amountOff === undefined) &&
        (amountOff === undefined) === (currency === undefined),
      'Either percentOff, or amountOff with its currency.',
    ),
  status: 201,
  answer: couponSchema,
  problems: { promotion_code_taken: 'The code is in use already.' },
  handle: async ({ caller, body, now }) => {
    const { percentOff, amountOff, currency, minimumAmount, ...terms } = body
    const coupon = termsSchema.parse({
      ...terms,
      off: percentOff === undefined ? { amountOff: BigInt(amountOff ?? 0), currency } : { percentOff },
      minimumAmount: minimumAmount === null ? null : BigInt(minimumAmount),
    })
    const { couponId } = await createUseCase({ coupon, actor: caller.actor, now })
    return toCoupon(await readCoupon(couponId))
  },
})

const params = z.object({ id: idSchema('cpn', 'a coupon') })

export const getCoupon = defineEndpoint({
  method: 'get',
  path: '/coupons/{id}',
  operationId: 'getCoupon',
  tag: 'Coupons',
  summary: 'Get a coupon',
  scope: 'coupons:read',
  staffOnly: true,
  params,
  answer: couponSchema,
  handle: async ({ params: { id } }) => toCoupon(await readCoupon(id)),
})

export const deactivateCoupon = defineEndpoint({
  method: 'post',
  path: '/coupons/{id}/deactivate',
  operationId: 'deactivateCoupon',
  tag: 'Coupons',
  summary: 'End a coupon',
  description: 'Nobody can redeem it any more, by any of its codes; who has redeemed it keeps the discount.',
  scope: 'coupons:write',
  staffOnly: true,
  params,
  answer: couponSchema,
  handle: async ({ caller: { actor }, params: { id }, now }) => {
    await deactivateUseCase({ couponId: id, actor, now })
    return toCoupon(await readCoupon(id))
  },
})

export const validateCoupon = defineEndpoint({
  method: 'post',
  path: '/coupons/validate',
  operationId: 'validateCoupon',
  tag: 'Coupons',
  summary: 'Check a promotion code',
  description: 'Whether the customer could begin a subscription to this price with the code, and what it takes off.',
  scope: 'coupons:read',
  idempotency: 'none',
  body: z.strictObject({
    customerId: ofCustomerSchema,
    priceId: idSchema('price', 'the price to subscribe to'),
    quantity: z.int().min(1).max(10_000).default(1),
    code: z.string().trim().min(1).max(60).meta({ example: 'SPRING26' }),
  }),
  answer: couponCheckSchema,
  problems: {
    promotion_code_unknown: 'There is no such code.',
    coupon_expired: 'It could be redeemed until an earlier day.',
    coupon_exhausted: 'It was redeemed as often as it can be.',
    coupon_not_for_plan: 'It is for other plans.',
    coupon_below_minimum: 'The price is below its minimum.',
    price_not_available: 'The price is not on sale.',
  },
  handle: async ({ caller, body: { customerId, priceId, quantity, code }, now }) => {
    const { id } = await getCustomer(customerOf(caller, customerId))
    const price = await getSellablePrice(priceId)
    const discount = await previewPromotion({ promotion: { code, customerId: id }, price, quantity, now })
    return toCouponCheck(discount)
  },
})
