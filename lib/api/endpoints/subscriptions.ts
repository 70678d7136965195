import { z } from 'zod'
import { checkOut } from '@/lib/checkout/check-out'
import { getCustomer, type CustomerRow } from '@/lib/customers/read-customers'
import { billingDetailsSchema } from '@/lib/customers/schemas'
import { BillingError, invalid } from '@/lib/platform/errors'
import { assertCanPay } from '@/lib/subscriptions/assert-can-pay'
import { beginSubscription } from '@/lib/subscriptions/begin-subscription'
import { previewStart } from '@/lib/subscriptions/preview-start'
import { previewRenewal } from '@/lib/subscriptions/preview-renewal'
import { getSubscription as readSubscription } from '@/lib/subscriptions/read-subscriptions'
import { customerOf, filterByCustomer, visibleTo, type ApiCaller } from '../caller'
import { defineEndpoint } from '../endpoint'
import {
  amountAnswer,
  anyOf,
  idAnswer,
  idSchema,
  instantAnswer,
  instantSchema,
  ofCustomerSchema,
  textSchema,
  toAmount,
  toInstant,
} from '../fields'
import { findCycleSlice, findSubscriptionSlice } from '../lists-store'
import { pageOf, pageQuery, readPage } from '../pages'
import { chargeSchema, toCharge } from '../views/charge-view'
import { openedPaymentFields } from '../views/payment-view'
import { SUBSCRIPTION_STATUSES, subscriptionSchema, toSubscription } from '../views/subscription-view'

const params = z.object({ id: idSchema('sub', 'a subscription') })

const ownSubscription = async (caller: ApiCaller, id: string) =>
  visibleTo(caller, 'subscription', await readSubscription(id))

export const listSubscriptions = defineEndpoint({
  method: 'get',
  path: '/subscriptions',
  operationId: 'listSubscriptions',
  tag: 'Subscriptions',
  summary: 'List subscriptions',
  scope: 'subscriptions:read',
  query: z.object({
    ...pageQuery,
    customerId: ofCustomerSchema,
    status: anyOf(SUBSCRIPTION_STATUSES, 'State of the subscription.'),
  }),
  answer: pageOf(subscriptionSchema, 'Subscription'),
  handle: async ({ caller, query, now }) => {
    const customerId = filterByCustomer(caller, query.customerId)
    return readPage({
      query,
      read: (slice) => findSubscriptionSlice({ customerId, statuses: query.status }, slice),
      at: ({ createdAt }) => createdAt,
      view: (row) => toSubscription(row, now),
    })
  },
})

export const getSubscription = defineEndpoint({
  method: 'get',
  path: '/subscriptions/{id}',
  operationId: 'getSubscription',
  tag: 'Subscriptions',
  summary: 'Get a subscription',
  scope: 'subscriptions:read',
  params,
  answer: subscriptionSchema,
  handle: async ({ caller, params: { id }, now }) => toSubscription(await ownSubscription(caller, id), now),
})

const priceId = idSchema('price', 'the price to subscribe to')
const quantity = z.int().min(1).max(10_000).default(1)
const promotionCode = z.string().trim().min(1).max(60).optional()

const refusedStart = {
  price_not_available: 'The price is not on sale.',
  billing_address_missing: 'The customer has no address yet, without which there is no VAT.',
  promotion_code_unknown: 'There is no such promotion code.',
}

export const previewSubscription = defineEndpoint({
  method: 'post',
  path: '/subscriptions/preview',
  operationId: 'previewSubscription',
  tag: 'Subscriptions',
  summary: 'Preview a subscription',
  description: 'What beginning it now would charge, and what each renewal then does. Changes nothing.',
  scope: 'subscriptions:read',
  idempotency: 'none',
  body: z.strictObject({ customerId: ofCustomerSchema, priceId, quantity, promotionCode }),
  answer: z
    .object({
      dueNow: chargeSchema,
      renewalTotal: amountAnswer('What each renewal comes to, with VAT.'),
      renewsAt: instantAnswer('When it renews first.'),
    })
    .meta({ id: 'SubscriptionPreview' }),
  problems: refusedStart,
  handle: async ({ caller, body, now }) => {
    const customer = await getCustomer(customerOf(caller, body.customerId))
    const { priceId, quantity, promotionCode: code } = body
    const { lines, invoice, renewal, period, price } = await previewStart({
      priceId,
      quantity,
      buyer: customer,
      timeZone: customer.timeZone,
      promotion: code ? { code, customerId: customer.id } : undefined,
      now,
    })
    return {
      dueNow: toCharge({ lines, invoice }, price.currency),
      renewalTotal: toAmount(renewal.total),
      renewsAt: toInstant(period.end),
    }
  },
})

export const createSubscription = defineEndpoint({
  method: 'post',
  path: '/subscriptions',
  operationId: 'createSubscription',
  tag: 'Subscriptions',
  summary: 'Subscribe',
  description: `With \`payment: ON_SESSION\` it is INCOMPLETE until the browser has confirmed the first payment with \`clientSecret\`; sent
again it leads to the same subscription, invoice and payment. With \`STORED_METHOD\` it begins at once and the default payment method is
charged; staff can then say when it starts, and give trial days. A customer's address has to be complete before.`,
  scope: 'subscriptions:write',
  limit: 'costly',
  body: z.strictObject({
    customerId: ofCustomerSchema,
    priceId,
    payment: z.enum(['ON_SESSION', 'STORED_METHOD']).default('ON_SESSION'),
    promotionCode: promotionCode.meta({ description: 'With ON_SESSION.' }),
    quantity: quantity.meta({ description: 'With STORED_METHOD; else 1.' }),
    startsAt: instantSchema('With STORED_METHOD, by staff: when it begins.').optional(),
    trialDays: z.int().min(0).max(365).optional().meta({ description: 'With STORED_METHOD, by staff.' }),
    name: textSchema(60, 'With STORED_METHOD: tells it apart from others of the customer.').optional(),
    additional: z.boolean().default(false).meta({
      description: 'With STORED_METHOD: a second one beside what the customer has, which is refused unless it is said.',
    }),
    alignWith: textSchema(
      60,
      'With STORED_METHOD: another subscription of the customer, to renew together with it.',
    ).optional(),
  }),
  status: 201,
  answer: z
    .object({
      subscription: subscriptionSchema,
      invoiceId: idAnswer('inv', 'its first invoice').nullable(),
      ...openedPaymentFields,
      status: openedPaymentFields.status.nullable().meta({ description: 'Of the first payment.' }),
    })
    .meta({ id: 'CreatedSubscription' }),
  problems: {
    ...refusedStart,
    subscription_exists: 'There is one already: change its plan instead.',
    payment_under_way: 'A payment is on its way for what was ordered before.',
    payment_method_missing: 'STORED_METHOD, and there is none.',
    billing_details_incomplete: 'The address of the customer is not complete.',
    staff_terms: 'Only staff say when it starts and give trial days.',
    not_with_on_session: 'A field is for STORED_METHOD only.',
    alignment_impossible: 'What it is to be aligned with has ended, or rests without an end.',
    start_out_of_range: 'Up to a year back and two years ahead.',
    vat_id_being_checked: 'VIES has not answered about the VAT id yet. Try again later.',
  },
  handle: async ({ caller, body, now }) => {
    const { actor } = caller
    const customer = await getCustomer(customerOf(caller, body.customerId))
    const { id: customerId } = customer
    const { priceId, promotionCode, payment, quantity, startsAt, trialDays, name, additional, alignWith } = body
    if (payment === 'ON_SESSION') {
      if (quantity !== 1 || startsAt || trialDays || name || additional || alignWith)
        throw invalid(
          'not_with_on_session',
          'quantity, startsAt, trialDays, name, additional and alignWith go with STORED_METHOD.',
        )
      const details = detailsOf(customer)
      const begun = await checkOut({ customerId, priceId, promotionCode, details, actor, now })
      const { subscriptionId, invoiceId, paymentId, clientSecret, status } = begun
      const subscription = toSubscription(await readSubscription(subscriptionId), now)
      return { subscription, invoiceId, paymentId, clientSecret, status }
    }
    if (caller.customerId !== null && (startsAt || trialDays)) {
      throw new BillingError({ kind: 'forbidden', code: 'staff_terms', message: 'Only staff give a start or a trial.' })
    }
    if (promotionCode) throw invalid('not_with_stored_method', 'A promotion code goes with ON_SESSION.')
    assertCanPay({ actor, customer })
    const { subscriptionId, invoice } = await beginSubscription({
      ...{ customerId, priceId, quantity, startsAt, trialDays, name, additional, alignWith, actor, now },
    })
    const subscription = toSubscription(await readSubscription(subscriptionId), now)
    return { subscription, invoiceId: invoice?.id ?? null, paymentId: null, clientSecret: null, status: null }
  },
})

/** The checkout's details, as they are stored. */
function detailsOf(customer: CustomerRow) {
  const stored = Object.fromEntries(
    Object.keys(billingDetailsSchema.shape).map((key) => [key, customer[key as keyof CustomerRow] ?? undefined]),
  )
  const parsed = billingDetailsSchema.safeParse(stored)
  if (parsed.success) return parsed.data
  const missing = [...new Set(parsed.error.issues.map(({ path }) => String(path[0])))]
  throw invalid('billing_details_incomplete', `Complete the billing details first: ${missing.join(', ')}.`, { missing })
}

export const getNextCharge = defineEndpoint({
  method: 'get',
  path: '/subscriptions/{id}/next-charge',
  operationId: 'getNextCharge',
  tag: 'Subscriptions',
  summary: 'Preview the next charge',
  description: 'When it is and what it comes to, with what is pending in it: the compute of the renewal itself.',
  scope: 'subscriptions:read',
  params,
  answer: z
    .object({
      at: instantAnswer('When it is.').nullable(),
      charge: chargeSchema.nullable().meta({ description: 'Null when nothing will be charged.' }),
      fromBalance: amountAnswer('What the balance will pay of it.'),
    })
    .meta({ id: 'NextCharge' }),
  problems: { billing_address_missing: 'The customer has no address yet, without which there is no VAT.' },
  handle: async ({ caller, params: { id } }) => {
    const contract = await ownSubscription(caller, id)
    const next = await previewRenewal({ contract, buyer: await getCustomer(contract.customerId) })
    if (!next) return { at: null, charge: null, fromBalance: 0 }
    const { at, lines, invoice, fromBalance } = next
    return {
      at: toInstant(at),
      charge: toCharge({ lines, invoice }, contract.currency),
      fromBalance: toAmount(fromBalance),
    }
  },
})

export const listBillingCycles = defineEndpoint({
  method: 'get',
  path: '/subscriptions/{id}/billing-cycles',
  operationId: 'listBillingCycles',
  tag: 'Subscriptions',
  summary: 'List billing cycles',
  description: 'Its periods [from, to), the newest first, without a gap.',
  scope: 'subscriptions:read',
  params,
  query: z.object(pageQuery),
  answer: pageOf(
    z
      .object({
        index: z.int().meta({ description: 'Counts them from 0.' }),
        from: instantAnswer('Its beginning.'),
        to: instantAnswer('Its end (exclusive).'),
        invoiceId: idAnswer('inv', 'the invoice it was billed with').nullable(),
      })
      .meta({ id: 'BillingCycle' }),
    'BillingCycle',
  ),
  handle: async ({ caller, params, query }) => {
    const { id } = await ownSubscription(caller, params.id)
    return readPage({
      query,
      read: (slice) => findCycleSlice(id, slice),
      at: ({ startsAt }) => startsAt,
      view: ({ index, startsAt, endsAt, invoiceId }) => ({
        index,
        from: toInstant(startsAt),
        to: toInstant(endsAt),
        invoiceId,
      }),
    })
  },
})
