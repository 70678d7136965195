'use server'

import { revalidatePath } from 'next/cache'
import { z } from 'zod'
import { staffAction } from '@/app/_server/action'
import { typedAmount } from '@/app/_server/typed-amount'
import { texts } from '@/components/texts/en'
import { pauseDunning, releaseDunning } from '@/lib/dunning/hold-dunning'
import { getInvoiceDetail } from '@/lib/invoices/read-invoices'
import { recordOutsidePayment } from '@/lib/payments/record-outside-payment'
import { retryInvoice } from '@/lib/payments/retry-invoice'
import { writeOffInvoice } from '@/lib/payments/write-off-invoice'
import { invalid } from '@/lib/platform/errors'

const invoiceId = z.string().min(1).max(100)
const one = z.object({ id: invoiceId })
const refresh = () => revalidatePath('/admin', 'layout')

/** Charges an open invoice now, out of turn. Errors: `nothing_due`, `no_payment_method`, `payment_under_way`. */
export const chargeNow = staffAction('staff.invoices.manage')
  .inputSchema(one)
  .action(async ({ parsedInput: { id }, ctx: { actor, now } }) => {
    await retryInvoice({ invoiceId: id, actor, now })
    refresh()
  })

/** Error: `not_in_dunning`. */
export const holdDunning = staffAction('staff.invoices.manage')
  .inputSchema(one)
  .action(async ({ parsedInput: { id }, ctx: { actor, now } }) => {
    await pauseDunning({ invoiceId: id, actor, now })
    refresh()
  })

/** Error: `not_in_dunning`. */
export const resumeDunning = staffAction('staff.invoices.manage')
  .inputSchema(one)
  .action(async ({ parsedInput: { id }, ctx: { actor, now } }) => {
    await releaseDunning({ invoiceId: id, actor, now })
    refresh()
  })

/** Gives up what is due of an open invoice. Errors: `invoice_not_open`, `checkout_unfinished`, `payment_under_way`. */
export const writeOff = staffAction('staff.invoices.manage')
  .inputSchema(one)
  .action(async ({ parsedInput: { id }, ctx: { actor, now } }) => {
    await writeOffInvoice({ invoiceId: id, actor, now })
    refresh()
  })

/** Records money that came by bank transfer. Errors: `amount_not_positive`, `reference_used`, `invoice_not_payable`. */
export const recordTransfer = staffAction('staff.invoices.manage')
  .inputSchema(
    z.object({
      invoiceId,
      amount: z.string().trim().min(1, 'Enter the amount that arrived.').max(40),
      reference: z.string().trim().min(3, 'Enter the reference, three characters or more.').max(140),
    }),
  )
  .action(async ({ parsedInput, ctx: { actor, now } }) => {
    const { id, currency } = await getInvoiceDetail({ id: parsedInput.invoiceId })
    const amount = typedAmount(parsedInput.amount, currency)
    if (amount === null) throw invalid('money_invalid', texts.admin.refund.errors.money_invalid!)
    await recordOutsidePayment({ invoiceId: id, amount, reference: parsedInput.reference, actor, now })
    refresh()
  })
