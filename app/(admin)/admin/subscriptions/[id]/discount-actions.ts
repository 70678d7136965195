'use server'

import { revalidatePath } from 'next/cache'
import { z } from 'zod'
import { orProblem } from '@/app/(portal)/portal/_views/settlement-view'
import { toBreakdown } from '@/app/(portal)/portal/_views/money-views'
import { staffAction } from '@/app/_server/action'
import { texts } from '@/components/texts/en'
import { applyCoupon as applyUseCase, previewApplyCoupon, removeDiscount } from '@/lib/subscriptions/apply-coupon'
import { getSubscription } from '@/lib/subscriptions/read-subscriptions'

const id = z.string().min(1).max(100)
const couponInput = z.object({ id, couponId: id })

/** The next charge with the coupon. */
export const previewCoupon = staffAction('staff.subscriptions.manage')
  .inputSchema(couponInput)
  .action(async ({ parsedInput: { id: subscriptionId, couponId }, ctx: { now } }) =>
    orProblem(async () => {
      const { timeZone, currency } = await getSubscription(subscriptionId)
      const { discount, next } = await previewApplyCoupon({ subscriptionId, couponId, now })
      return {
        previewedAt: now.toISOString(),
        currency,
        timeZone,
        breakdown: next && toBreakdown({ ...next, currency }),
        rows: [{ label: discount.name, text: texts.discounts.admin.firstNext }],
      }
    }),
  )

/** Errors: what `applyCoupon` throws. */
export const applyCoupon = staffAction('staff.subscriptions.manage')
  .inputSchema(couponInput.extend({ previewedAt: z.string() }))
  .action(async ({ parsedInput: { id: subscriptionId, couponId }, ctx: { actor, now } }) => {
    await applyUseCase({ subscriptionId, couponId, actor, now })
    revalidatePath('/admin', 'layout')
  })

/** Ends a discount with the period that is billed. `id`: "<subscription> <discount>". */
export const removeCoupon = staffAction('staff.subscriptions.manage')
  .inputSchema(z.object({ id: z.string().max(201) }))
  .action(async ({ parsedInput, ctx: { actor, now } }) => {
    const [subscriptionId = '', discountId = ''] = parsedInput.id.split(' ')
    await removeDiscount({ subscriptionId, discountId, actor, now })
    revalidatePath('/admin', 'layout')
  })
