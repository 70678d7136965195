import { z } from 'zod'
import { getCustomer } from '@/lib/customers/read-customers'
import { editDraft, finalizeNow } from '@/lib/invoices/edit-draft'
import { getInvoiceDetail } from '@/lib/invoices/read-invoices'
import { discardDraft, rewriteDraft } from '@/lib/invoices/rewrite-draft'
import { draftInvoice, previewInvoice as previewUseCase, writeInvoice } from '@/lib/invoices/write-invoice'
import type { WrittenInvoice } from '@/lib/invoices/written-invoice'
import { toDraftLines, type WrittenLine } from '@/lib/invoices/written-lines'
import { defineEndpoint } from '../endpoint'
import { customerIdSchema, idSchema, textSchema } from '../fields'
import { chargeSchema, toCharge } from '../views/charge-view'
import { invoiceDetailSchema, invoiceSchema, toInvoice, toInvoiceDetail } from '../views/invoice-view'

// Invoices that our staff write by hand, and drafts.

const params = z.object({ id: idSchema('inv', 'an invoice') })
const common = { tag: 'Invoices', scope: 'invoices:manage', staffOnly: true } as const

const lines = z
  .array(
    z.strictObject({
      description: textSchema(300, 'What it is for.'),
      quantity: z.int().min(1).max(10_000).default(1),
      unitAmount: z.int().min(-1_000_000_000).max(1_000_000_000).meta({
        description: 'What one costs, in minor units; negative takes something off.',
        example: 12500,
      }),
      taxBehavior: z
        .enum(['EXCLUSIVE', 'INCLUSIVE'])
        .default('EXCLUSIVE')
        .meta({ description: 'Whether VAT is added to the amount, or inside it.' }),
    }),
  )
  .min(1)
  .max(100)

const terms = z
  .strictObject({
    collectionMethod: z.enum(['CHARGE_AUTOMATICALLY', 'SEND_INVOICE']),
    paymentTermDays: z.int().min(0).max(120).nullable().default(null).meta({ description: 'With SEND_INVOICE.' }),
  })
  .meta({ description: 'How it is paid; left out: as agreed with the customer.' })

const words = {
  memo: textSchema(500, 'Printed on it; left out: the customer’s own.').nullable().optional(),
  poNumber: textSchema(100, 'The customer’s order number; left out: the one they gave.').nullable().optional(),
}

const refused = {
  billing_address_missing: 'The customer has no address yet, without which there is no VAT.',
  invoice_below_zero: 'It comes to less than zero: issue a credit note.',
}

const toLines = (asked: z.output<typeof lines>): WrittenLine[] =>
  asked.map(({ unitAmount, ...line }) => ({ ...line, unitAmount: BigInt(unitAmount) }))

const answerOf = async (id: string) => toInvoiceDetail(await getInvoiceDetail({ id }))

export const previewInvoice = defineEndpoint({
  ...common,
  method: 'post',
  path: '/invoices/preview',
  operationId: 'previewInvoice',
  summary: 'Preview an invoice of your own',
  description: 'What it would come to, with the customer’s VAT. Changes nothing.',
  idempotency: 'none',
  body: z.strictObject({ customerId: customerIdSchema, lines }),
  answer: chargeSchema,
  problems: refused,
  handle: async ({ body, now }) => {
    const { id: customerId } = await getCustomer(body.customerId)
    const written = toLines(body.lines)
    const { currency, ...invoice } = await previewUseCase({ customerId, invoice: { lines: written }, now })
    return toCharge({ lines: toDraftLines({ invoiceId: '', lines: written }), invoice }, currency)
  },
})

export const createInvoice = defineEndpoint({
  ...common,
  method: 'post',
  path: '/invoices',
  operationId: 'createInvoice',
  summary: 'Write an invoice of your own',
  description: `For something outside a subscription. As a draft it waits until it is finalised; with \`finalize\` it is numbered at once,
and charged or sent. Where VIES has not answered about the VAT id it waits as a draft either way. The \`Idempotency-Key\` is kept with the
invoice: sent again, it leads to the same one.`,
  limit: 'costly',
  idempotency: 'required',
  body: z.strictObject({
    customerId: customerIdSchema,
    lines,
    terms: terms.optional(),
    ...words,
    finalize: z.boolean().default(false),
  }),
  status: 201,
  answer: invoiceDetailSchema,
  problems: { ...refused, request_key_reused: 'The Idempotency-Key was used for another invoice.' },
  handle: async ({ caller: { actor }, body, requestKey, now }) => {
    const { customerId, finalize, ...rest } = body
    const invoice: WrittenInvoice = { ...rest, lines: toLines(rest.lines) }
    const write = finalize ? writeInvoice : draftInvoice
    const { id } = await write({ customerId, invoice, requestKey: requestKey!, actor, now })
    return answerOf(id)
  },
})

export const updateInvoice = defineEndpoint({
  ...common,
  method: 'patch',
  path: '/invoices/{id}',
  operationId: 'updateInvoice',
  summary: 'Change a draft',
  description: `What is printed on any draft; lines and terms of one that was written by hand. Fields that are left out stay, null
removes a text.`,
  params,
  body: z
    .strictObject({ lines: lines.optional(), terms: terms.optional(), ...words })
    .refine((body) => !body.terms || body.lines, {
      error: 'Terms are changed together with the lines.',
      path: ['terms'],
    }),
  answer: invoiceDetailSchema,
  problems: {
    ...refused,
    invoice_not_draft: 'It is final: correct it by a credit note.',
    invoice_not_written: 'Its lines come from subscriptions.',
  },
  handle: async ({ caller: { actor }, params: { id }, body, now }) => {
    const before = await getInvoiceDetail({ id })
    const { memo = before.memo, poNumber = before.poNumber } = body
    const { collectionMethod, paymentTermDays } = before
    const { terms: agreed = { collectionMethod, paymentTermDays } } = body
    if (!body.lines) await editDraft({ invoiceId: id, memo, poNumber, actor, now })
    else {
      const invoice = { lines: toLines(body.lines), terms: agreed, memo, poNumber }
      await rewriteDraft({ invoiceId: id, invoice, actor, now })
    }
    return answerOf(id)
  },
})

export const deleteInvoice = defineEndpoint({
  ...common,
  method: 'delete',
  path: '/invoices/{id}',
  operationId: 'deleteInvoice',
  summary: 'Throw a draft away',
  description: 'One that was written by hand: it has no number and is in no books. The answer is what it was.',
  params,
  answer: invoiceSchema,
  problems: { invoice_not_written: 'It is final, or its lines come from subscriptions.' },
  handle: async ({ caller: { actor }, params: { id }, now }) => {
    const invoice = toInvoice(await getInvoiceDetail({ id }))
    await discardDraft({ invoiceId: id, actor, now })
    return invoice
  },
})

export const finalizeInvoice = defineEndpoint({
  ...common,
  method: 'post',
  path: '/invoices/{id}/finalize',
  operationId: 'finalizeInvoice',
  summary: 'Finalise a draft now',
  description: `Numbers it, and charges or sends it. One that waits for usage or for VIES waits no longer (then VAT is charged); one that was
written by hand waits for VIES first.`,
  limit: 'costly',
  params,
  answer: invoiceDetailSchema,
  problems: { invoice_not_draft: 'It is final already.' },
  handle: async ({ caller: { actor }, params: { id }, now }) => {
    await finalizeNow({ invoiceId: id, actor, now })
    return answerOf(id)
  },
})
