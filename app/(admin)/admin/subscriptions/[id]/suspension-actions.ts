'use server'

import { revalidatePath } from 'next/cache'
import { z } from 'zod'
import { staffAction } from '@/app/_server/action'
import { liftSuspension as liftUseCase } from '@/lib/subscriptions/lift-suspension'

/** Gives back what a disputed payment took away. */
export const liftSuspension = staffAction('staff.subscriptions.manage')
  .inputSchema(z.object({ id: z.string().min(1).max(100) }))
  .action(async ({ parsedInput: { id }, ctx: { actor, now } }) => {
    await liftUseCase({ subscriptionId: id, actor, now })
    revalidatePath('/admin', 'layout')
  })
