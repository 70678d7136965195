import { z } from 'zod'
import { requestPayment } from '@/lib/checkout/request-payment'
import { getPayment as readPayment } from '@/lib/payments/read-payments'
import { filterByCustomer, visibleTo } from '../caller'
import { defineEndpoint } from '../endpoint'
import { amountSchema, anyOf, customerIdSchema, idAnswer, idSchema, ofCustomerSchema, textSchema } from '../fields'
import { findPaymentSlice } from '../lists-store'
import { pageOf, pageQuery, readPage } from '../pages'
import { openedPaymentFields, PAYMENT_STATUSES, paymentSchema, toPayment } from '../views/payment-view'

export const createPaymentIntent = defineEndpoint({
  method: 'post',
  path: '/payment-intents',
  operationId: 'createPaymentIntent',
  tag: 'Payments',
  summary: 'Charge a one-off amount',
  description: `An invoice of its own for something outside a subscription, with the customer's VAT, and its payment: confirmed by the
customer in the browser (\`ON_SESSION\`), or charged to the default payment method (\`OFF_SESSION\`). Sent again with the same
\`Idempotency-Key\`, for as long as the invoice exists, it finds both again: nothing is charged twice.`,
  scope: 'payments:write',
  staffOnly: true,
  limit: 'costly',
  idempotency: 'required',
  body: z.strictObject({
    customerId: customerIdSchema,
    amount: amountSchema('What it costs.'),
    taxBehavior: z
      .enum(['EXCLUSIVE', 'INCLUSIVE'])
      .default('EXCLUSIVE')
      .meta({ description: 'Whether VAT is added to the amount, or inside it.' }),
    description: textSchema(300, 'What it is for: the line of the invoice.'),
    memo: textSchema(500).optional(),
    confirm: z.enum(['ON_SESSION', 'OFF_SESSION']).default('ON_SESSION'),
  }),
  status: 201,
  answer: z.object({ invoiceId: idAnswer('inv', 'its invoice'), ...openedPaymentFields }).meta({ id: 'PaymentIntent' }),
  problems: {
    no_payment_method: 'OFF_SESSION, and the customer has no payment method.',
    billing_address_missing: 'The customer has no address yet, without which there is no VAT.',
    vat_id_being_checked: 'VIES has not answered about the VAT id yet. Try again later.',
    request_key_reused: 'The Idempotency-Key was used for another amount or description.',
    payment_under_way: 'A payment of this invoice is on its way already.',
  },
  handle: async ({ caller, body, requestKey, now }) => {
    const { customerId, amount, taxBehavior, description, memo, confirm } = body
    const line = { description, quantity: 1, unitAmount: BigInt(amount), taxBehavior }
    const { invoiceId, paymentId, clientSecret, status } = await requestPayment({
      customerId,
      lines: [line],
      memo,
      confirm: confirm === 'ON_SESSION' ? 'on_session' : 'off_session',
      requestKey: requestKey!,
      actor: caller.actor,
      now,
    })
    return { invoiceId, paymentId, clientSecret, status }
  },
})

export const listPayments = defineEndpoint({
  method: 'get',
  path: '/payments',
  operationId: 'listPayments',
  tag: 'Payments',
  summary: 'List payments',
  description: 'Attempts to collect, the newest first.',
  scope: 'payments:read',
  query: z.object({
    ...pageQuery,
    customerId: ofCustomerSchema,
    invoiceId: idSchema('inv', 'an invoice').optional(),
    status: anyOf(PAYMENT_STATUSES, 'State of the payment.'),
  }),
  answer: pageOf(paymentSchema, 'Payment'),
  handle: async ({ caller, query }) => {
    const customerId = filterByCustomer(caller, query.customerId)
    return readPage({
      query,
      read: (slice) => findPaymentSlice({ customerId, invoiceId: query.invoiceId, statuses: query.status }, slice),
      at: ({ createdAt }) => createdAt,
      view: toPayment,
    })
  },
})

export const getPayment = defineEndpoint({
  method: 'get',
  path: '/payments/{id}',
  operationId: 'getPayment',
  tag: 'Payments',
  summary: 'Get a payment',
  scope: 'payments:read',
  params: z.object({ id: idSchema('pay', 'a payment') }),
  answer: paymentSchema,
  handle: async ({ caller, params: { id } }) => toPayment(visibleTo(caller, 'payment', await readPayment(id))),
})
