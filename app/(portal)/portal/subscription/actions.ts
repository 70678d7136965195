'use server'

import { revalidatePath } from 'next/cache'
import { z } from 'zod'
import { memberAction } from '@/app/_server/action'
import {
  cancelSubscription as cancelUseCase,
  undoPendingChange as undoUseCase,
} from '@/lib/subscriptions/cancel-subscription'
import { changePlan as changePlanUseCase } from '@/lib/subscriptions/change-plan'

const subscriptionId = z.string().min(1).max(100)

/** Errors: `subscription_not_live`. */
export const cancelSubscription = memberAction('billing.manage')
  .inputSchema(z.object({ subscriptionId, reason: z.string().max(50), comment: z.string().trim().max(1000) }))
  .action(async ({ parsedInput: { subscriptionId, reason, comment }, ctx: { customer, actor, now } }) => {
    await cancelUseCase({
      customerId: customer.id,
      subscriptionId,
      reason: reason || undefined,
      comment: comment || undefined,
      actor,
      now,
    })
    revalidatePath('/portal', 'layout')
  })

/** Takes back a pending cancellation or change. Errors: `nothing_pending`. */
export const undoPendingChange = memberAction('billing.manage')
  .inputSchema(z.object({ subscriptionId }))
  .action(async ({ parsedInput: { subscriptionId }, ctx: { customer, actor, now } }) => {
    await undoUseCase({ customerId: customer.id, subscriptionId, actor, now })
    revalidatePath('/portal', 'layout')
  })

/** Charges exactly what the preview of `previewedAt` showed. Errors: `preview_too_old`, `already_on_price`, … */
export const changePlan = memberAction('billing.manage')
  .inputSchema(z.object({ subscriptionId, priceId: z.string().min(1).max(100), previewedAt: z.iso.datetime() }))
  .action(async ({ parsedInput: { subscriptionId, priceId, previewedAt }, ctx: { customer, actor, now } }) => {
    await changePlanUseCase({
      customerId: customer.id,
      subscriptionId,
      priceId,
      previewedAt: new Date(previewedAt),
      actor,
      now,
    })
    revalidatePath('/portal', 'layout')
  })
