'use server'

import { revalidatePath } from 'next/cache'
import { z } from 'zod'
import { staffAction } from '@/app/_server/action'
import type { RefundPreview } from '@/components/admin/refund-dialog'
import { SCREEN_LOCALE } from '@/components/format/money'
import { texts } from '@/components/texts/en'
import type { CreditNoteRequest } from '@/lib/engine/credit-note'
import { EngineError } from '@/lib/engine/errors'
import { parseMoney } from '@/lib/engine/money'
import { previewCreditNote } from '@/lib/invoices/issue-credit-note'
import { getInvoiceDetail } from '@/lib/invoices/read-invoices'
import { refundInvoice } from '@/lib/payments/refund-invoice'
import { retryInvoice as retryUseCase } from '@/lib/payments/retry-invoice'
import { conflict, invalid } from '@/lib/platform/errors'
import { readRefundable } from './read-refundable'

const invoiceId = z.string().min(1).max(100)
const amount = z.string().trim().max(40)

/** What a refund would come to, without making it. A wrong amount is an answer, not an error. */
export const previewRefund = staffAction('staff.refund')
  .inputSchema(z.object({ invoiceId, amount }))
  .action(async ({ parsedInput }): Promise<RefundPreview> => {
    const invoice = await getInvoiceDetail({ id: parsedInput.invoiceId })
    const left = await readRefundable(invoice)
    try {
      const { computed } = await previewCreditNote({
        invoiceId: invoice.id,
        request: requestOf({ amount: parsedInput.amount, currency: invoice.currency, left }),
      })
      return { net: computed.netTotal, tax: computed.taxTotal, total: computed.total }
    } catch (error) {
      if (error instanceof EngineError) return { problem: explain(error) }
      throw error
    }
  })

/**
 * Refunds a part or all of a paid invoice. Errors: `changed_meanwhile` when something else was refunded since the dialog
 * was opened, and what `refundInvoice` throws.
 */
export const refund = staffAction('staff.refund')
  .inputSchema(
    z.object({
      invoiceId,
      amount,
      left: z.string().regex(/^\d{1,18}$/),
      reason: z.string().refine((reason) => Object.hasOwn(texts.admin.refund.reasons, reason)),
      memo: z.string().trim().max(300),
    }),
  )
  .action(async ({ parsedInput, ctx: { actor, now } }) => {
    const { memo, reason } = parsedInput
    const invoice = await getInvoiceDetail({ id: parsedInput.invoiceId })
    const left = await readRefundable(invoice)
    if (left.toString() !== parsedInput.left) {
      throw conflict(
        'changed_meanwhile',
        'Something of this invoice was refunded meanwhile. Close this and look again.',
      )
    }
    try {
      const { number, total } = await refundInvoice({
        invoiceId: invoice.id,
        request: requestOf({ amount: parsedInput.amount, currency: invoice.currency, left }),
        reason,
        memo: memo || undefined,
        actor,
        now,
      })
      revalidatePath('/admin', 'layout')
      return { number, total }
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

/** Nothing typed means everything that is left. Throws what `parseMoney` throws. */
function requestOf(asked: { amount: string; currency: string; left: bigint }): CreditNoteRequest {
  if (asked.amount === '') return { amount: asked.left }
  const wanted = parseMoney({ text: asked.amount, currency: asked.currency, locale: SCREEN_LOCALE })
  if (wanted <= 0n) throw new EngineError('credit_not_positive', 'There is nothing to credit.')
  if (wanted > asked.left) throw new EngineError('credit_exceeds_invoice', 'More than is left.')
  return { amount: wanted }
}

const explain = (error: EngineError): string => texts.admin.refund.errors[error.code] ?? texts.common.errors.generic
