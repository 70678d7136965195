'use server'

import { revalidatePath } from 'next/cache'
import { z } from 'zod'
import { staffAction } from '@/app/_server/action'
import { typedAmount } from '@/app/_server/typed-amount'
import { endOfTypedDay } from '@/app/_server/typed-day'
import { texts } from '@/components/texts/en'
import { createCoupon } from '@/lib/discounts/create-coupon'
import { deactivateCoupon } from '@/lib/discounts/deactivate-coupon'
import { couponSchema } from '@/lib/discounts/schemas'

/** What we sell in today. */
const CURRENCY = 'EUR'

const money = z
  .string()
  .trim()
  .max(40)
  .transform((text, ctx) => {
    if (text === '') return null
    const amount = typedAmount(text, CURRENCY)
    if (amount === null) ctx.addIssue({ code: 'custom', message: texts.admin.refund.errors.money_invalid })
    return amount
  })
const count = z
  .string()
  .trim()
  .regex(/^(\d{1,7})?$/, 'A whole number')
  .transform((text) => (text === '' ? null : Number(text)))
/** It can be redeemed on its last day too. */
const lastDay = z.union([z.literal(''), z.iso.date()]).transform(endOfTypedDay)

/** The form as it was filled in, made into the terms of a coupon. */
const couponForm = z
  .object({
    name: couponSchema.shape.name,
    kind: z.enum(['percent', 'amount']),
    percent: z.string(),
    amount: money,
    duration: z.enum(['once', 'several', 'forever']),
    cycles: count,
    planCodes: couponSchema.shape.planCodes,
    maxRedemptions: count,
    perCustomer: count,
    minimumAmount: money,
    redeemBy: lastDay,
    firstTimeOnly: z.boolean(),
    code: z.string(),
  })
  .transform(({ kind, percent, amount, duration, cycles, code, ...terms }, ctx) => {
    const parsed = couponSchema.safeParse({
      ...terms,
      off: kind === 'percent' ? { percentOff: percent } : { amountOff: amount ?? 0n, currency: CURRENCY },
      cycles: duration === 'forever' ? null : duration === 'once' ? 1 : (cycles ?? 0),
      code: code.trim() === '' ? null : code,
    })
    if (parsed.success) return parsed.data
    for (const { path, message } of parsed.error.issues) {
      const field = path[0] === 'off' ? kind : String(path[0])
      ctx.addIssue({
        code: 'custom',
        path: [field],
        message: message === 'Invalid input' ? texts.discounts.admin.wrong : message,
      })
    }
    return z.NEVER
  })

/** Makes a coupon. Errors: `promotion_code_taken`. */
export const create = staffAction('staff.catalog.edit')
  .inputSchema(couponForm)
  .action(async ({ parsedInput: coupon, ctx: { actor, now } }) => {
    const { couponId } = await createCoupon({ coupon, actor, now })
    revalidatePath('/admin', 'layout')
    return { couponId }
  })

/** Nobody can redeem it any more. */
export const deactivate = staffAction('staff.catalog.edit')
  .inputSchema(z.object({ id: z.string().min(1).max(100) }))
  .action(async ({ parsedInput: { id: couponId }, ctx: { actor, now } }) => {
    await deactivateCoupon({ couponId, actor, now })
    revalidatePath('/admin', 'layout')
  })
