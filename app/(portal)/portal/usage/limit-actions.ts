'use server'

import { revalidatePath } from 'next/cache'
import { returnValidationErrors } from 'next-safe-action'
import { memberAction } from '@/app/_server/action'
import { saveSpendLimits, spendLimitsInput } from '@/app/_server/spend-limits'
import { texts } from '@/components/texts/en'

/** What use beyond the plan may cost at most, and when the customer is told. */
export const saveUsageLimits = memberAction('billing.manage')
  .inputSchema(spendLimitsInput)
  .action(async ({ parsedInput, ctx: { customer, actor, now } }) => {
    if (!(await saveSpendLimits({ ...parsedInput, customerId: customer.id, actor, now })))
      returnValidationErrors(spendLimitsInput, { amount: { _errors: [texts.entitlements.spending.invalid] } })
    revalidatePath('/portal', 'layout')
  })
