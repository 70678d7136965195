'use server'

import { revalidatePath } from 'next/cache'
import { staffAction } from '@/app/_server/action'
import { updateInvoicingPolicy } from '@/lib/invoices/invoicing-policy'
import { invoicingPolicySchema } from '@/lib/invoices/schemas'

/** Changes when invoices go out and how VAT ids are checked, from now on. */
export const saveInvoicingPolicy = staffAction('staff.settings.edit')
  .inputSchema(invoicingPolicySchema)
  .action(async ({ parsedInput: policy, ctx: { actor, now } }) => {
    await updateInvoicingPolicy({ policy, actor, now })
    revalidatePath('/admin', 'layout')
  })
