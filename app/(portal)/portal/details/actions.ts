'use server'

import { revalidatePath } from 'next/cache'
import { z } from 'zod'
import { memberAction } from '@/app/_server/action'
import { billingDetailsSchema, localeSchema } from '@/lib/customers/schemas'
import { updateBillingDetails as updateUseCase } from '@/lib/customers/update-billing-details'

/** What future invoices state about the buyer, and in which language. */
export const updateBillingDetails = memberAction('details.edit')
  .inputSchema(billingDetailsSchema.and(z.object({ locale: localeSchema })))
  .action(async ({ parsedInput: details, ctx: { customer, actor, now } }) => {
    await updateUseCase({ customerId: customer.id, details, actor, now })
    revalidatePath('/portal', 'layout')
  })
