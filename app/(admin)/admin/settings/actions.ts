'use server'

import { revalidatePath } from 'next/cache'
import { staffAction } from '@/app/_server/action'
import { updateBillingPolicy } from '@/lib/subscriptions/billing-policy'
import { billingPolicySchema } from '@/lib/subscriptions/schemas'

/** Changes how changes are timed and settled from now on. */
export const savePolicy = staffAction('staff.settings.edit')
  .inputSchema(billingPolicySchema)
  .action(async ({ parsedInput: policy, ctx: { actor, now } }) => {
    await updateBillingPolicy({ policy, actor, now })
    revalidatePath('/admin', 'layout')
  })
