import { z } from 'zod'
import { getInvoice as readInvoice } from '@/lib/invoices/read-invoices'
import { recordOutsidePayment } from '@/lib/payments/record-outside-payment'
import { rebillInvoice, voidOpenInvoice } from '@/lib/payments/take-back-invoice'
import { writeOffInvoice } from '@/lib/payments/write-off-invoice'
import { defineEndpoint } from '../endpoint'
import { amountSchema, idSchema, textSchema } from '../fields'
import { invoiceSchema, toInvoice } from '../views/invoice-view'
import { paymentSchema, toPayment } from '../views/payment-view'

// What our staff decide about an invoice that was issued.

const params = z.object({ id: idSchema('inv', 'an invoice') })
const common = {
  method: 'post',
  tag: 'Invoices',
  params,
  scope: 'invoices:manage',
  staffOnly: true,
  limit: 'costly',
} as const

const answerOf = async (id: string) => toInvoice(await readInvoice(id))

const takenBack = { reason: textSchema(200, 'Why, for the audit log.') }
const refusedTakingBack = {
  invoice_not_open: 'Only an unpaid invoice is taken back.',
  invoice_has_payments: 'Something of it was paid or credited: issue a credit note.',
  invoice_of_checkout: 'The customer is at the checkout: what is not paid is taken back by itself.',
  payment_under_way: 'A payment is on its way: wait for its result.',
}

export const voidInvoice = defineEndpoint({
  ...common,
  path: '/invoices/{id}/void',
  operationId: 'voidInvoice',
  summary: 'Take an unpaid invoice back',
  description:
    'Its number stays, what it billed is given up. A payment that waits for the customer is called off first.',
  body: z.strictObject(takenBack),
  answer: invoiceSchema,
  problems: refusedTakingBack,
  handle: async ({ caller: { actor }, params: { id }, body: { reason }, now }) => {
    await voidOpenInvoice({ invoiceId: id, reason, actor, now })
    return answerOf(id)
  },
})

export const billInvoiceAgain = defineEndpoint({
  ...common,
  path: '/invoices/{id}/bill-again',
  operationId: 'billInvoiceAgain',
  summary: 'Take it back and bill the same anew',
  description:
    'By today’s address, VAT id and terms: for one that went to the wrong company. The answer is the new invoice.',
  body: z.strictObject(takenBack),
  status: 201,
  answer: invoiceSchema,
  problems: { ...refusedTakingBack, nothing_to_bill_again: 'Nothing of it can be billed again.' },
  handle: async ({ caller: { actor }, params: { id }, body: { reason }, now }) =>
    answerOf(await rebillInvoice({ invoiceId: id, reason, actor, now })),
})

export const markInvoiceUncollectible = defineEndpoint({
  ...common,
  path: '/invoices/{id}/mark-uncollectible',
  operationId: 'markInvoiceUncollectible',
  summary: 'Give up what is due',
  description:
    'It can still be paid. Its subscriptions go on when nothing else is owed: to end them is another decision.',
  answer: invoiceSchema,
  problems: {
    invoice_not_open: 'Only an open invoice is given up.',
    checkout_unfinished: 'Its checkout was never finished: it is voided by itself.',
    payment_under_way: 'A payment is on its way: wait for its result.',
  },
  handle: async ({ caller: { actor }, params: { id }, now }) => {
    await writeOffInvoice({ invoiceId: id, actor, now })
    return answerOf(id)
  },
})

export const recordInvoicePayment = defineEndpoint({
  ...common,
  path: '/invoices/{id}/record-payment',
  operationId: 'recordInvoicePayment',
  summary: 'Record a bank transfer',
  description: `Money that came by itself, also for an invoice that was given up. The reference makes it count once: the same again is the
payment that is there. What is too much becomes the customer's credit.`,
  body: z.strictObject({
    amount: amountSchema('What arrived, in the invoice’s currency.'),
    reference: z
      .string()
      .trim()
      .min(3)
      .max(140)
      .meta({ description: 'Of the bank statement.', example: 'RF18 2026-000123' }),
  }),
  answer: paymentSchema,
  problems: {
    reference_used: 'It was recorded for another invoice or amount.',
    invoice_not_payable: 'Nothing is due on it.',
  },
  handle: async ({ caller: { actor }, params: { id }, body: { amount, reference }, now }) =>
    toPayment(await recordOutsidePayment({ invoiceId: id, amount: BigInt(amount), reference, actor, now })),
})
