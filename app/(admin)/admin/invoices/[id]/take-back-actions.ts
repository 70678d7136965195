'use server'

import { revalidatePath } from 'next/cache'
import { z } from 'zod'
import { staffAction } from '@/app/_server/action'
import { draftTextSchema } from '@/lib/invoices/schemas'
import { editDraft, finalizeNow } from '@/lib/invoices/edit-draft'
import { rebillInvoice, voidOpenInvoice } from '@/lib/payments/take-back-invoice'

const id = z.string().min(1).max(100)
const request = z.object({ id, reason: z.string().trim().min(1, 'Say why').max(200) })

/** Takes an unpaid invoice back. Errors: what `voidOpenInvoice` throws. */
export const takeBack = staffAction('staff.invoices.manage')
  .inputSchema(request)
  .action(async ({ parsedInput: { id, reason }, ctx: { actor, now } }) => {
    await voidOpenInvoice({ invoiceId: id, reason, actor, now })
    revalidatePath('/admin', 'layout')
  })

/** Takes it back and bills the same anew, by today's facts. Errors: what `rebillInvoice` throws. */
export const billAgain = staffAction('staff.invoices.manage')
  .inputSchema(request)
  .action(async ({ parsedInput: { id, reason }, ctx: { actor, now } }) => {
    const newId = await rebillInvoice({ invoiceId: id, reason, actor, now })
    revalidatePath('/admin', 'layout')
    return { id: newId }
  })

/** What is printed on a draft. Errors: `invoice_not_draft`. */
export const saveDraft = staffAction('staff.invoices.manage')
  .inputSchema(draftTextSchema.and(z.object({ id })))
  .action(async ({ parsedInput: { id, memo, poNumber }, ctx: { actor, now } }) => {
    await editDraft({ invoiceId: id, memo: memo ?? null, poNumber: poNumber ?? null, actor, now })
    revalidatePath('/admin', 'layout')
  })

/** Does not wait any longer. Errors: `invoice_not_draft`. */
export const finalizeDraft = staffAction('staff.invoices.manage')
  .inputSchema(z.object({ id }))
  .action(async ({ parsedInput: { id }, ctx: { actor, now } }) => {
    await finalizeNow({ invoiceId: id, actor, now })
    revalidatePath('/admin', 'layout')
  })
