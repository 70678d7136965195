import { z } from 'zod'
import type { PaymentMethodRow, PaymentRow } from '@/lib/payments/read-payments'
import { amountAnswer, currencyAnswer, idAnswer, instantAnswer, toAmount, toInstant, toInstantOrNull } from '../fields'

export const PAYMENT_STATUSES = [
  'CREATED',
  'PROCESSING',
  'REQUIRES_ACTION',
  'SUCCEEDED',
  'FAILED',
  'CANCELED',
  'UNKNOWN',
] as const

export const paymentStatusSchema = z.enum(PAYMENT_STATUSES).meta({
  description:
    'REQUIRES_ACTION: the customer confirms in the browser. UNKNOWN: the payment service did not answer; we find out.',
})

export const paymentSchema = z
  .object({
    id: idAnswer('pay', 'the payment'),
    customerId: idAnswer('cus', 'the customer'),
    invoiceId: idAnswer('inv', 'the invoice it pays'),
    paymentMethodId: idAnswer('pm', 'the method it uses').nullable(),
    processor: z.enum(['STRIPE', 'PAYPAL', 'BANK_TRANSFER']),
    status: paymentStatusSchema,
    amount: amountAnswer('What it collects.'),
    amountRefunded: amountAnswer('What was given back of it.'),
    currency: currencyAnswer,
    failureCode: z.string().nullable(),
    declineCode: z.string().nullable(),
    failureMessage: z.string().nullable(),
    createdAt: instantAnswer('When it began.'),
    settledAt: instantAnswer('When it ended.').nullable(),
  })
  .meta({ id: 'Payment' })

export function toPayment(row: PaymentRow): z.input<typeof paymentSchema> {
  return {
    id: row.id,
    customerId: row.customerId,
    invoiceId: row.invoiceId,
    paymentMethodId: row.paymentMethodId,
    processor: row.processor,
    status: row.status,
    amount: toAmount(row.amount),
    amountRefunded: toAmount(row.amountRefunded),
    currency: row.currency,
    failureCode: row.failureCode,
    declineCode: row.declineCode,
    failureMessage: row.failureMessage,
    createdAt: toInstant(row.createdAt),
    settledAt: toInstantOrNull(row.settledAt),
  }
}

export const paymentMethodSchema = z
  .object({
    id: idAnswer('pm', 'the payment method'),
    customerId: idAnswer('cus', 'the customer'),
    type: z.string().meta({ example: 'card' }),
    brand: z.string().nullable().meta({ example: 'visa' }),
    last4: z.string().nullable().meta({ example: '4242' }),
    expMonth: z.int().nullable(),
    expYear: z.int().nullable(),
    isDefault: z.boolean().meta({ description: 'Whether automatic charges use it.' }),
    createdAt: instantAnswer('When it was stored.'),
    removedAt: instantAnswer('When it was removed.').nullable(),
  })
  .meta({ id: 'PaymentMethod' })

export function toPaymentMethod(row: PaymentMethodRow, defaultId: string | null): z.input<typeof paymentMethodSchema> {
  return {
    id: row.id,
    customerId: row.customerId,
    type: row.type,
    brand: row.brand,
    last4: row.last4,
    expMonth: row.expMonth,
    expYear: row.expYear,
    isDefault: row.id === defaultId,
    createdAt: toInstant(row.createdAt),
    removedAt: toInstantOrNull(row.removedAt),
  }
}

/** A payment that was asked for, and what the browser needs to confirm it. */
export const openedPaymentFields = {
  paymentId: idAnswer('pay', 'the payment').nullable().meta({ description: 'Null when there was nothing to pay.' }),
  clientSecret: z.string().nullable().meta({
    description: 'Hand it to Stripe.js, which confirms the payment. Null when there is nothing to confirm.',
  }),
  status: paymentStatusSchema,
}
