import { z } from 'zod'
import { getDocumentFile } from '@/lib/invoices/files/get-document-file'
import type { CreditInput } from '@/lib/invoices/issue-credit-note'
import { creditInvoice, previewCredit } from '@/lib/payments/credit-invoice'
import { filterByCustomer } from '../caller'
import { defineEndpoint, defineFileEndpoint } from '../endpoint'
import { amountAnswer, amountSchema, idSchema, ofCustomerSchema, textSchema, toAmount } from '../fields'
import { findCreditNote, findCreditNoteSlice } from '../lists-store'
import { pageOf, pageQuery, readPage } from '../pages'
import { creditNoteDetailSchema, creditNoteSchema, toCreditNote, toCreditNoteDetail } from '../views/credit-note-view'

const params = z.object({ id: idSchema('cn', 'a credit note') })

export const listCreditNotes = defineEndpoint({
  method: 'get',
  path: '/credit-notes',
  operationId: 'listCreditNotes',
  tag: 'Credit notes',
  summary: 'List credit notes',
  scope: 'invoices:read',
  query: z.object({
    ...pageQuery,
    customerId: ofCustomerSchema,
    invoiceId: idSchema('inv', 'an invoice').optional(),
  }),
  answer: pageOf(creditNoteSchema, 'CreditNote'),
  handle: async ({ caller, query }) => {
    const customerId = filterByCustomer(caller, query.customerId)
    return readPage({
      query,
      read: (slice) => findCreditNoteSlice({ customerId, invoiceId: query.invoiceId }, slice),
      at: ({ issuedAt }) => issuedAt,
      view: toCreditNote,
    })
  },
})

export const getCreditNote = defineEndpoint({
  method: 'get',
  path: '/credit-notes/{id}',
  operationId: 'getCreditNote',
  tag: 'Credit notes',
  summary: 'Get a credit note',
  scope: 'invoices:read',
  params,
  answer: creditNoteDetailSchema,
  handle: async ({ caller, params: { id } }) =>
    toCreditNoteDetail(await findCreditNote(id, caller.customerId ?? undefined)),
})

export const getCreditNotePdf = defineFileEndpoint({
  method: 'get',
  path: '/credit-notes/{id}/pdf',
  operationId: 'getCreditNotePdf',
  tag: 'Credit notes',
  summary: 'Get a credit note as PDF',
  description: 'The paper with the e-invoice inside (Factur-X).',
  scope: 'invoices:read',
  limit: 'costly',
  params,
  file: 'application/pdf',
  handle: async ({ caller, params }) => {
    const { id, customerId } = await findCreditNote(params.id, caller.customerId ?? undefined)
    return getDocumentFile({ kind: 'CREDIT_NOTE', id, format: 'PDF', customerId })
  },
})

export const getCreditNoteXml = defineFileEndpoint({
  method: 'get',
  path: '/credit-notes/{id}/xml',
  operationId: 'getCreditNoteXml',
  tag: 'Credit notes',
  summary: 'Get a credit note as e-invoice',
  description: 'UBL 2.1 as of EN 16931.',
  scope: 'invoices:read',
  limit: 'costly',
  params,
  file: 'application/xml',
  problems: { einvoice_invalid: 'It breaks a rule of EN 16931 (`rules`): its PDF is there.' },
  handle: async ({ caller, params }) => {
    const { id, customerId } = await findCreditNote(params.id, caller.customerId ?? undefined)
    return getDocumentFile({ kind: 'CREDIT_NOTE', id, format: 'UBL', customerId })
  },
})

const wanted = {
  invoiceId: idSchema('inv', 'the invoice'),
  amount: amountSchema('With VAT, spread over the lines. Without amount and lines: all that is left.').optional(),
  lines: z
    .array(
      z.strictObject({
        invoiceLineId: idSchema('line', 'a line of the invoice'),
        amount: amountSchema('With VAT; left out: all that is left of the line.').optional(),
      }),
    )
    .min(1)
    .max(100)
    .optional(),
  to: z.enum(['REFUND', 'BALANCE', 'OUTSIDE']).default('BALANCE'),
}
type Wanted = z.output<z.ZodObject<typeof wanted>>

/** What is asked for, as the use-case takes it. */
function creditOf({ invoiceId, amount, lines, to }: Wanted): CreditInput {
  const gross = (sum: number | undefined) => (sum === undefined ? ('remaining' as const) : BigInt(sum))
  return {
    invoiceId,
    request: lines
      ? { lines: lines.map((line) => ({ id: line.invoiceLineId, grossAmount: gross(line.amount) })) }
      : { amount: gross(amount) },
    to: to === 'REFUND' ? 'refund' : to === 'BALANCE' ? 'balance' : 'outside',
  }
}

const refused = {
  credit_exceeds_invoice: 'More than is left of the invoice.',
  credit_not_positive: 'There is nothing left to credit.',
  credit_line_unknown: 'A line is not of this invoice.',
  invoice_not_creditable: 'Only open and paid invoices are credited.',
  payment_disputed: 'A payment that is disputed is not refunded.',
}

export const previewCreditNote = defineEndpoint({
  method: 'post',
  path: '/credit-notes/preview',
  operationId: 'previewCreditNote',
  tag: 'Credit notes',
  summary: 'Preview a credit note',
  description: 'What it would come to and where it would go: the compute of the real thing. Changes nothing.',
  scope: 'credit_notes:write',
  staffOnly: true,
  idempotency: 'none',
  body: z.strictObject(wanted),
  answer: z
    .object({
      subtotal: amountAnswer('Net.'),
      taxTotal: amountAnswer('VAT.'),
      total: amountAnswer('Subtotal and VAT: hand it back as `expectedTotal`.'),
      toReceivable: amountAnswer('What would lower the amount due.'),
      toRefund: amountAnswer('What would go back to the payments.'),
      toBalance: amountAnswer('What would go to the balance.'),
      toOutside: amountAnswer('What is paid back by other means.'),
    })
    .meta({ id: 'CreditNotePreview' }),
  problems: refused,
  handle: async ({ body }) => {
    const { computed, settlement } = await previewCredit(creditOf(body))
    return {
      subtotal: toAmount(computed.netTotal),
      taxTotal: toAmount(computed.taxTotal),
      total: toAmount(computed.total),
      toReceivable: toAmount(settlement.toReceivable),
      toRefund: toAmount(settlement.toRefund),
      toBalance: toAmount(settlement.toCustomerCredit),
      toOutside: toAmount(settlement.toOutside),
    }
  },
})

export const createCreditNote = defineEndpoint({
  method: 'post',
  path: '/credit-notes',
  operationId: 'createCreditNote',
  tag: 'Credit notes',
  summary: 'Credit an invoice',
  description: `All that is left of it, an amount spread over its lines, or some of its lines. What is still due is lowered first; the
rest goes back to the payments, to the balance, or was paid back by other means.`,
  scope: 'credit_notes:write',
  staffOnly: true,
  limit: 'costly',
  idempotency: 'required',
  body: z.strictObject({
    ...wanted,
    reference: textSchema(100, 'Of money paid back outside.').optional(),
    reason: textSchema(60, 'Why, in a word: it is printed.'),
    memo: textSchema(500).optional(),
    expectedTotal: amountSchema('Refuse if it comes to something else.').optional(),
  }),
  status: 201,
  answer: creditNoteDetailSchema,
  problems: {
    ...refused,
    payment_under_way: 'A payment is on its way: wait for its result.',
    changed_meanwhile: 'It does not come to `expectedTotal`.',
  },
  handle: async ({ caller, body, now }) => {
    const { reference, reason, memo, expectedTotal } = body
    const { creditNoteId } = await creditInvoice({
      ...creditOf(body),
      reference,
      reason,
      memo,
      expectedTotal: expectedTotal === undefined ? undefined : BigInt(expectedTotal),
      actor: caller.actor,
      now,
    })
    return toCreditNoteDetail(await findCreditNote(creditNoteId))
  },
})
