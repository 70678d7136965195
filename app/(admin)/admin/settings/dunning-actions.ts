'use server'

import { revalidatePath } from 'next/cache'
import { staffAction } from '@/app/_server/action'
import { updateDunningPolicy } from '@/lib/dunning/dunning-policy'
import { dunningPolicySchema } from '@/lib/dunning/schemas'

/** Changes how unpaid invoices are collected, from each one's next step on. */
export const saveDunningPolicy = staffAction('staff.settings.edit')
  .inputSchema(dunningPolicySchema)
  .action(async ({ parsedInput: policy, ctx: { actor, now } }) => {
    await updateDunningPolicy({ policy, actor, now })
    revalidatePath('/admin', 'layout')
  })
