'use server'

import { revalidatePath } from 'next/cache'
import { returnValidationErrors } from 'next-safe-action'
import { z } from 'zod'
import { staffAction } from '@/app/_server/action'
import { saveSpendLimits, spendLimitsInput } from '@/app/_server/spend-limits'
import { texts } from '@/components/texts/en'

const customerLimitsInput = spendLimitsInput.extend({ customerId: z.string().min(1).max(100) })

/** A customer's spend cap and alerts, set by staff for them. */
export const saveCustomerLimits = staffAction('staff.customers.edit')
  .inputSchema(customerLimitsInput)
  .action(async ({ parsedInput, ctx: { actor, now } }) => {
    if (!(await saveSpendLimits({ ...parsedInput, actor, now })))
      returnValidationErrors(customerLimitsInput, { amount: { _errors: [texts.entitlements.spending.invalid] } })
    revalidatePath('/admin', 'layout')
  })
