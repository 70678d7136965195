import { z } from 'zod'
import { explainLine, type LineExplanation } from '@/lib/engine/explanation'
import { amountDue } from '@/lib/invoices/amount-due'
import type { InvoiceDetail, InvoiceRow } from '@/lib/invoices/read-invoices'
import { amountAnswer, currencyAnswer, idAnswer, instantAnswer, toAmount, toInstant, toInstantOrNull } from '../fields'

export const INVOICE_STATUSES = ['DRAFT', 'OPEN', 'PAID', 'VOID', 'UNCOLLECTIBLE'] as const

const facts = {
  id: idAnswer('inv', 'the invoice'),
  customerId: idAnswer('cus', 'the customer'),
  subscriptionId: idAnswer(
    'sub',
    'the subscription it bills; null where it bills several (each line names its own) or none',
  ).nullable(),
  number: z.string().nullable().meta({ description: 'Given when it is issued.', example: 'INV-2026-000123' }),
  status: z.enum(INVOICE_STATUSES).meta({ description: 'A DRAFT is shown to staff keys alone.' }),
  reason: z
    .enum(['SUBSCRIPTION_START', 'SUBSCRIPTION_CYCLE', 'SUBSCRIPTION_CHANGE', 'USAGE_THRESHOLD', 'MANUAL'])
    .meta({ description: 'What led to it.' }),
  collectionMethod: z
    .enum(['CHARGE_AUTOMATICALLY', 'SEND_INVOICE'])
    .meta({ description: 'Charged to the default payment method, or sent to be paid.' }),
  currency: currencyAnswer,
  subtotal: amountAnswer('Net, after discounts.'),
  discountTotal: amountAnswer('Discounts that the subtotal contains.'),
  taxTotal: amountAnswer('VAT.'),
  total: amountAnswer('Subtotal and VAT.'),
  amountPaid: amountAnswer('What payments paid.'),
  amountCredited: amountAnswer('What credit notes and the balance took off.'),
  amountDue: amountAnswer('What is still to be paid.'),
  createdAt: instantAnswer('When it was made.'),
  issuedAt: instantAnswer('When it was issued: its date.').nullable(),
  dueAt: instantAnswer('When it is to be paid.').nullable(),
  paidAt: instantAnswer('When it was paid in full.').nullable(),
  poNumber: z.string().nullable().meta({ description: 'The customer’s own order number.' }),
  memo: z.string().nullable(),
}

export const invoiceSchema = z.object(facts).meta({ id: 'Invoice' })

const lineSchema = z
  .object({
    id: idAnswer('line', 'the line'),
    kind: z.enum(['CHARGE', 'CREDIT']),
    description: z.string(),
    subscriptionId: idAnswer('sub', 'the subscription').nullable(),
    priceId: idAnswer('price', 'the price').nullable(),
    quantity: z.int(),
    unitAmount: z.string().meta({ description: 'Minor units, an exact decimal: prices below a cent stay exact.' }),
    from: instantAnswer('Beginning of what is billed.').nullable(),
    to: instantAnswer('End of what is billed (exclusive).').nullable(),
    amount: amountAnswer('Net, after discounts; negative for a credit.'),
    taxAmount: amountAnswer('VAT of the line.'),
    taxRate: z.string().meta({ description: 'Per cent.', example: '19' }),
    explanation: z
      .object({
        text: z.string().meta({ description: 'The calculation in plain English.' }),
        steps: z
          .array(z.looseObject({ kind: z.string() }))
          .meta({ description: 'The same step by step, amounts as decimal strings of minor units.' }),
      })
      .nullable()
      .meta({ description: 'How the amount came about.' }),
  })
  .meta({ id: 'InvoiceLine' })

const taxSchema = z
  .object({
    category: z.string().meta({ description: 'VAT category of EN 16931: S, AE, E, O …' }),
    rate: z.string(),
    country: z.string(),
    taxable: amountAnswer('Net that is taxed at this rate.'),
    tax: amountAnswer('VAT.'),
    reason: z.string(),
  })
  .meta({ id: 'InvoiceTax' })

const attemptSchema = z
  .object({
    id: idAnswer('pay', 'the payment'),
    status: z.enum(['CREATED', 'PROCESSING', 'REQUIRES_ACTION', 'SUCCEEDED', 'FAILED', 'CANCELED', 'UNKNOWN']),
    amount: amountAnswer('What it collects.'),
    failureCode: z.string().nullable(),
    failureMessage: z.string().nullable(),
    createdAt: instantAnswer('When it began.'),
    settledAt: instantAnswer('When it ended.').nullable(),
  })
  .meta({ id: 'PaymentAttempt' })

export const invoiceDetailSchema = z
  .object({
    ...facts,
    lines: z.array(lineSchema),
    taxes: z.array(taxSchema),
    payments: z.array(attemptSchema).meta({ description: 'Attempts to collect it, the newest first.' }),
    creditNoteIds: z.array(z.string()),
  })
  .meta({ id: 'InvoiceDetail' })

export function toInvoice(invoice: InvoiceRow): z.input<typeof invoiceSchema> {
  return {
    id: invoice.id,
    customerId: invoice.customerId,
    subscriptionId: invoice.subscriptionId,
    number: invoice.number,
    status: invoice.status,
    reason: invoice.reason,
    collectionMethod: invoice.collectionMethod,
    currency: invoice.currency,
    subtotal: toAmount(invoice.subtotal),
    discountTotal: toAmount(invoice.discountTotal),
    taxTotal: toAmount(invoice.taxTotal),
    total: toAmount(invoice.total),
    amountPaid: toAmount(invoice.amountPaid),
    amountCredited: toAmount(invoice.amountCredited),
    amountDue: toAmount(amountDue(invoice)),
    createdAt: toInstant(invoice.createdAt),
    issuedAt: toInstantOrNull(invoice.finalizedAt),
    dueAt: toInstantOrNull(invoice.dueAt),
    paidAt: toInstantOrNull(invoice.paidAt),
    poNumber: invoice.poNumber,
    memo: invoice.memo,
  }
}

export function toInvoiceDetail(invoice: InvoiceDetail): z.input<typeof invoiceDetailSchema> {
  const { timeZone } = invoice.customer
  return {
    ...toInvoice(invoice),
    lines: invoice.lines.map((line) => ({
      id: line.id,
      kind: line.kind,
      description: line.description,
      subscriptionId: line.subscriptionId,
      priceId: line.priceId,
      quantity: line.quantity,
      unitAmount: line.unitAmount,
      from: toInstantOrNull(line.from),
      to: toInstantOrNull(line.to),
      amount: toAmount(line.amount),
      taxAmount: toAmount(line.taxAmount),
      taxRate: line.taxRate,
      explanation: toExplanation(line.explanation, timeZone),
    })),
    taxes: invoice.taxes.map(({ category, rate, country, taxable, tax, reason }) => ({
      category,
      rate,
      country,
      taxable: toAmount(taxable),
      tax: toAmount(tax),
      reason,
    })),
    payments: invoice.payments.map((payment) => ({
      id: payment.id,
      status: payment.status,
      amount: toAmount(payment.amount),
      failureCode: payment.failureCode,
      failureMessage: payment.failureMessage,
      createdAt: toInstant(payment.createdAt),
      settledAt: toInstantOrNull(payment.settledAt),
    })),
    creditNoteIds: invoice.creditNotes.map(({ id }) => id),
  }
}

/** Lines of other origin than the contract (written by hand) have no steps. */
function toExplanation(stored: unknown, timeZone: string) {
  const explanation = stored as LineExplanation | null
  if (!explanation || !Array.isArray(explanation.steps)) return null
  return {
    text: explainLine(explanation, { locale: 'en', timeZone }),
    steps: explanation.steps.map((step) => ({ ...step })),
  }
}
