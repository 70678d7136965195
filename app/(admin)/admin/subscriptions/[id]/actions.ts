'use server'

import { revalidatePath } from 'next/cache'
import { z } from 'zod'
import { staffAction } from '@/app/_server/action'
import {
  cancelSubscription as cancelUseCase,
  undoPendingChange as undoUseCase,
} from '@/lib/subscriptions/cancel-subscription'
import { getSubscription } from '@/lib/subscriptions/read-subscriptions'

const input = z.object({ id: z.string().min(1).max(100) })

/** Ends it when the paid period is over. Errors: `subscription_not_live`. */
export const cancelSubscription = staffAction('staff.subscriptions.manage')
  .inputSchema(input)
  .action(async ({ parsedInput: { id }, ctx: { actor, now } }) => {
    const { customerId } = await getSubscription(id)
    await cancelUseCase({ customerId, subscriptionId: id, reason: 'canceled_by_staff', actor, now })
    revalidatePath('/admin', 'layout')
  })

/** Takes back a pending cancellation or change. Errors: `nothing_pending`. */
export const undoPendingChange = staffAction('staff.subscriptions.manage')
  .inputSchema(input)
  .action(async ({ parsedInput: { id }, ctx: { actor, now } }) => {
    const { customerId } = await getSubscription(id)
    await undoUseCase({ customerId, subscriptionId: id, actor, now })
    revalidatePath('/admin', 'layout')
  })
