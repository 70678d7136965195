'use server'

import { revalidatePath } from 'next/cache'
import { z } from 'zod'
import { toBreakdown } from '@/app/(portal)/portal/_views/money-views'
import { staffAction } from '@/app/_server/action'
import { typedAmount } from '@/app/_server/typed-amount'
import type { WrittenPreview } from '@/components/admin/written-invoice-form'
import { texts } from '@/components/texts/en'
import { getCustomer } from '@/lib/customers/read-customers'
import { discardDraft, rewriteDraft } from '@/lib/invoices/rewrite-draft'
import { draftInvoice, previewInvoice, writeInvoice } from '@/lib/invoices/write-invoice'
import type { WrittenInvoice } from '@/lib/invoices/written-invoice'
import { toDraftLines, writtenLineSchema, type WrittenLine } from '@/lib/invoices/written-lines'
import { BillingError, invalid } from '@/lib/platform/errors'

const id = z.string().min(1).max(100)
const text = (max: number) => z.string().trim().max(max)

/** As it was typed. */
const asked = z.object({
  customerId: id,
  lines: z
    .array(
      z.object({
        description: text(1000),
        quantity: text(20),
        unitAmount: text(40),
        taxBehavior: z.enum(['EXCLUSIVE', 'INCLUSIVE']),
      }),
    )
    .max(100),
})
const written = asked.extend({
  payment: z.enum(['AGREED', 'CHARGE_AUTOMATICALLY', 'SEND_INVOICE']),
  days: z.coerce.number().int().min(0, 'At least 0').max(120, 'At most 120'),
  memo: text(500),
  poNumber: text(100),
})
type Written = z.infer<typeof written>

/** What the invoice would come to. A line that is not complete is an answer, not an error. */
export const preview = staffAction('staff.invoices.manage')
  .inputSchema(asked)
  .action(async ({ parsedInput: { customerId, lines: typed }, ctx: { now } }): Promise<WrittenPreview> => {
    try {
      const lines = readLines(typed, (await getCustomer(customerId)).currency)
      const { currency, ...invoice } = await previewInvoice({ customerId, invoice: { lines }, now })
      return { breakdown: toBreakdown({ lines: toDraftLines({ invoiceId: '', lines }), invoice, currency }) }
    } catch (error) {
      if (error instanceof BillingError) return { problem: error.message }
      throw error
    }
  })

/** Keeps it as a draft. Errors: `line_invalid`, and what `draftInvoice` throws. */
export const saveNew = staffAction('staff.invoices.manage')
  .inputSchema(written.extend({ requestKey: z.uuid() }))
  .action(async ({ parsedInput: { customerId, requestKey, ...form }, ctx: { actor, now } }) => {
    const invoice = await readInvoice({ customerId, ...form })
    const { id } = await draftInvoice({ customerId, invoice, requestKey, actor, now })
    revalidatePath('/admin', 'layout')
    return { id }
  })

/** Numbers it, and charges or sends it. Errors: `line_invalid`, and what `writeInvoice` throws. */
export const issue = staffAction('staff.invoices.manage')
  .inputSchema(written.extend({ requestKey: z.uuid() }))
  .action(async ({ parsedInput: { customerId, requestKey, ...form }, ctx: { actor, now } }) => {
    const invoice = await readInvoice({ customerId, ...form })
    const { id } = await writeInvoice({ customerId, invoice, requestKey, actor, now })
    revalidatePath('/admin', 'layout')
    return { id }
  })

/** Changes a draft. Errors: `line_invalid`, and what `rewriteDraft` throws. */
export const saveDraft = staffAction('staff.invoices.manage')
  .inputSchema(written.extend({ id }))
  .action(async ({ parsedInput: { id, ...form }, ctx: { actor, now } }) => {
    await rewriteDraft({ invoiceId: id, invoice: await readInvoice(form), actor, now })
    revalidatePath('/admin', 'layout')
    return { id }
  })

/** Throws a draft away. Errors: `invoice_not_written`. */
export const discard = staffAction('staff.invoices.manage')
  .inputSchema(z.object({ id }))
  .action(async ({ parsedInput: { id }, ctx: { actor, now } }) => {
    await discardDraft({ invoiceId: id, actor, now })
    revalidatePath('/admin', 'layout')
  })

async function readInvoice({ customerId, lines, payment, days, memo, poNumber }: Written): Promise<WrittenInvoice> {
  const { currency } = await getCustomer(customerId)
  return {
    lines: readLines(lines, currency),
    terms:
      payment === 'AGREED'
        ? undefined
        : { collectionMethod: payment, paymentTermDays: payment === 'SEND_INVOICE' ? days : null },
    memo: memo || null,
    poNumber: poNumber || null,
  }
}

/** Throws line_invalid with the line that is not right. */
function readLines(lines: Written['lines'], currency: string): WrittenLine[] {
  const t = texts.invoicing.written
  return lines.map(({ description, quantity, unitAmount, taxBehavior }, index) => {
    const refuse = (problem: string) => invalid('line_invalid', t.lineProblem(String(index + 1), problem))
    const amount = typedAmount(unitAmount, currency)
    if (amount === null) throw refuse(texts.admin.refund.errors.money_invalid!)
    const line = { description, quantity: Number(quantity), unitAmount: amount, taxBehavior }
    const parsed = writtenLineSchema.safeParse(line)
    if (!parsed.success) throw refuse(parsed.error.issues[0]!.message)
    return parsed.data
  })
}
