import { z } from 'zod'
import { compare, fromDecimalString, rational, ZERO, type Rational } from '@/lib/engine/rational'

const CODE = /^[A-Z0-9][A-Z0-9_-]{2,39}$/

/** A promotion code as it is kept: customers may type it in any case, with spaces around it. */
export const promotionCodeSchema = z
  .string()
  .trim()
  .toUpperCase()
  .regex(CODE, 'Letters, digits, - and _, at least three of them')

const count = z.number().int().min(1).max(1_000_000)
const amount = z.bigint().min(1n).max(100_000_000n)

const PERCENT = /^\d{1,3}(\.\d{1,4})?$/

const percent = z
  .string()
  .trim()
  .refine(
    (text) => PERCENT.test(text) && isShare(fromDecimalString(text)),
    'A percentage up to 100, such as 10 or 12.5',
  )

const isShare = (value: Rational) => compare(value, ZERO) > 0 && compare(value, rational(100n)) <= 0

/** The terms of a coupon; amounts in minor units. */
export const couponSchema = z.object({
  name: z.string().trim().min(1, 'Required').max(80),
  off: z.union([
    z.object({ percentOff: percent }),
    z.object({ amountOff: amount, currency: z.string().regex(/^[A-Z]{3}$/) }),
  ]),
  /** Billed periods; null = forever. */
  cycles: count.nullable(),
  /** Empty = every plan. */
  planCodes: z.array(z.string().min(1).max(60)).max(50),
  maxRedemptions: count.nullable(),
  perCustomer: count.nullable(),
  firstTimeOnly: z.boolean(),
  minimumAmount: amount.nullable(),
  redeemBy: z.date().nullable(),
  /** What customers type; null = only staff apply it. */
  code: promotionCodeSchema.nullable(),
})

export type NewCoupon = z.infer<typeof couponSchema>
