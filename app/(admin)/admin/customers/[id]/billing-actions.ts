'use server'

import { revalidatePath } from 'next/cache'
import { z } from 'zod'
import { staffAction } from '@/app/_server/action'
import { billingTermsSchema } from '@/lib/customers/schemas'
import { updateBillingTerms } from '@/lib/customers/update-billing-terms'
import { checkVatId } from '@/lib/tax/check-vat-id'

const id = z.string().min(1).max(100)

/** How the customer is billed from the next invoice on. */
export const saveBillingTerms = staffAction('staff.customers.edit')
  .inputSchema(billingTermsSchema.and(z.object({ id })))
  .action(async ({ parsedInput: { id, ...terms }, ctx: { actor, now } }) => {
    await updateBillingTerms({ customerId: id, terms, actor, now })
    revalidatePath('/admin', 'layout')
  })

/** Asks VIES about the customer's VAT id now, whether it is due or not. */
export const askVies = staffAction('staff.customers.edit')
  .inputSchema(z.object({ id }))
  .action(async ({ parsedInput: { id }, ctx: { actor, now } }) => {
    await checkVatId({ customerId: id, when: 'even_if_not_due', actor, now })
    revalidatePath('/admin', 'layout')
  })
