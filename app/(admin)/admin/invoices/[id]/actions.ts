'use server'

import { revalidatePath } from 'next/cache'
import { z } from 'zod'
import { staffAction } from '@/app/_server/action'
import type { CreditPreview } from '@/components/admin/credit-dialog'
import { SCREEN_LOCALE } from '@/components/format/money'
import { texts } from '@/components/texts/en'
import type { CreditNoteRequest } from '@/lib/engine/credit-note'
import { EngineError } from '@/lib/engine/errors'
import { parseMoney } from '@/lib/engine/money'
import { getInvoiceDetail } from '@/lib/invoices/read-invoices'
import { creditInvoice, previewCredit } from '@/lib/payments/credit-invoice'
import { retryInvoice as retryUseCase } from '@/lib/payments/retry-invoice'
import { BillingError, invalid } from '@/lib/platform/errors'

const invoiceId = z.string().min(1).max(100)
const amount = z.string().trim().max(40)

/** What the dialog asks for. Neither an amount nor lines: everything that is left. */
const asked = z.object({
  invoiceId,
  amount,
  lines: z.array(z.object({ id: z.string().min(1).max(100), amount })).max(500),
  to: z.enum(['refund', 'balance', 'outside']),
})

/** What a credit would come to and where it would go, without making it. A wrong amount is an answer, not an error. */
export const previewInvoiceCredit = staffAction('staff.refund')
  .inputSchema(asked)
  .action(async ({ parsedInput }): Promise<CreditPreview> => {
    const invoice = await getInvoiceDetail({ id: parsedInput.invoiceId })
    try {
      const request = requestOf(parsedInput, invoice.currency)
      const { computed, settlement } = await previewCredit({ invoiceId: invoice.id, request, to: parsedInput.to })
      return { net: computed.netTotal, tax: computed.taxTotal, total: computed.total, ...settlement }
    } catch (error) {
      return { problem: explain(error) }
    }
  })

/**
 * Credits a part or all of an invoice. Errors: `changed_meanwhile` when something else was credited since the preview, and
 * what `creditInvoice` throws.
 */
export const credit = staffAction('staff.refund')
  .inputSchema(
    asked.extend({
      expectedTotal: z.string().regex(/^\d{1,18}$/),
      reference: z.string().trim().max(100),
      reason: z.string().refine((reason) => Object.hasOwn(texts.admin.refund.reasons, reason)),
      memo: z.string().trim().max(300),
    }),
  )
  .action(async ({ parsedInput, ctx: { actor, now } }) => {
    const { memo, reason, to, reference, expectedTotal } = parsedInput
    const invoice = await getInvoiceDetail({ id: parsedInput.invoiceId })
    try {
      const { number, total, toRefund } = await creditInvoice({
        invoiceId: invoice.id,
        request: requestOf(parsedInput, invoice.currency),
        to,
        expectedTotal: BigInt(expectedTotal),
        reference: reference || undefined,
        reason,
        memo: memo || undefined,
        actor,
        now,
      })
      revalidatePath('/admin', 'layout')
      return { number, total, toRefund }
    } catch (error) {
      if (error instanceof EngineError) throw invalid(error.code, explain(error))
      throw error
    }
  })

/** Charges an open invoice now. Errors: `nothing_due`, `no_payment_method`, `payment_under_way`. */
export const retryInvoice = staffAction('staff.invoices.manage')
  .inputSchema(z.object({ id: invoiceId }))
  .action(async ({ parsedInput: { id }, ctx: { actor, now } }) => {
    await retryUseCase({ invoiceId: id, actor, now })
    revalidatePath('/admin', 'layout')
  })

/** Nothing typed means everything that is left, of a line too. Throws what `parseMoney` throws. */
function requestOf({ amount, lines }: z.infer<typeof asked>, currency: string): CreditNoteRequest {
  const parse = (text: string) => {
    const wanted = parseMoney({ text, currency, locale: SCREEN_LOCALE })
    if (wanted <= 0n) throw new EngineError('credit_not_positive', 'There is nothing to credit.')
    return wanted
  }
  if (lines.length === 0) return { amount: amount === '' ? 'remaining' : parse(amount) }
  return {
    lines: lines.map((line) => ({ id: line.id, grossAmount: line.amount === '' ? 'remaining' : parse(line.amount) })),
  }
}

/** Rethrows what is not a refusal. */
function explain(error: unknown): string {
  if (error instanceof EngineError || error instanceof BillingError) {
    const own = error instanceof BillingError ? error.message : texts.common.errors.generic
    return texts.admin.refund.errors[error.code] ?? own
  }
  throw error
}
