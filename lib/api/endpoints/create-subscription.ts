import { z } from 'zod'
import { checkOut } from '@/lib/checkout/check-out'
import { getCustomer, type CustomerRow } from '@/lib/customers/read-customers'
import { billingDetailsSchema } from '@/lib/customers/schemas'
import { BillingError, invalid } from '@/lib/platform/errors'
import { assertCanPay } from '@/lib/subscriptions/assert-can-pay'
import { beginSubscription, previewBegin } from '@/lib/subscriptions/begin-subscription'
import { previewStart } from '@/lib/subscriptions/preview-start'
import { getSubscription as readSubscription } from '@/lib/subscriptions/read-subscriptions'
import { startTrial as startTrialUseCase } from '@/lib/subscriptions/start-trial'
import { customerOf, type ApiCaller } from '../caller'
import { defineEndpoint } from '../endpoint'
import {
  amountAnswer,
  idSchema,
  instantAnswer,
  instantSchema,
  ofCustomerSchema,
  textSchema,
  toAmount,
  toInstant,
  toInstantOrNull,
} from '../fields'
import { chargeSchema, settlementSchema, toCharge, toSettlement } from '../views/charge-view'
import { createdSubscriptionSchema } from '../views/created-subscription-view'
import { subscriptionSchema, toSubscription } from '../views/subscription-view'

const priceId = idSchema('price', 'the price to subscribe to')
const quantity = z.int().min(1).max(10_000).default(1)
const promotionCode = z.string().trim().min(1).max(60).optional()

/** What was agreed beside the price, for what is charged to the stored method. */
const terms = {
  startsAt: instantSchema(
    'With STORED_METHOD, by staff: when it begins, from a year back to two years ahead.',
  ).optional(),
  trialDays: z.int().min(0).max(365).optional().meta({ description: 'With STORED_METHOD, by staff.' }),
  trialEndAction: z
    .enum(['CANCEL', 'PAUSE', 'CREATE_INVOICE'])
    .optional()
    .meta({ description: 'With STORED_METHOD, by staff: what happens if nothing can be charged when the trial ends.' }),
  name: textSchema(60, 'With STORED_METHOD: tells it apart from others of the customer.').optional(),
  additional: z.boolean().default(false).meta({
    description: 'With STORED_METHOD: a second one beside what the customer has, which is refused unless it is said.',
  }),
  alignWith: idSchema(
    'sub',
    'another one of the customer, with which it renews together; with STORED_METHOD',
  ).optional(),
}

/** Against what is on offer only staff agree. */
function assertMayAgree(
  { customerId }: ApiCaller,
  { startsAt, trialDays, trialEndAction }: { startsAt?: Date; trialDays?: number; trialEndAction?: string },
): void {
  if (customerId === null || !(startsAt || trialDays || trialEndAction)) return
  throw new BillingError({ kind: 'forbidden', code: 'staff_terms', message: 'Only staff give a start or a trial.' })
}

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

const refusedBegin = {
  subscription_exists: 'There is one already: change its plan, or say `additional`.',
  staff_terms: 'Only staff say when it starts and give trial days.',
  alignment_impossible: 'What it is to be aligned with has ended, or rests without an end.',
  start_out_of_range: 'Up to a year back and two years ahead.',
  vat_id_being_checked: 'VIES has not answered about the VAT id yet. Try again later.',
}

export const previewBeginning = defineEndpoint({
  method: 'post',
  path: '/subscriptions/preview-begin',
  operationId: 'previewBeginning',
  tag: 'Subscriptions',
  summary: 'Preview a subscription with the stored method',
  description: 'What `POST /subscriptions` with `payment: STORED_METHOD` would bill, and when. Changes nothing.',
  scope: 'subscriptions:read',
  idempotency: 'none',
  body: z.strictObject({ customerId: ofCustomerSchema, priceId, quantity, ...terms }),
  answer: z
    .object({
      startsAt: instantAnswer('When it begins.'),
      trialEndsAt: instantAnswer('When its trial ends.').nullable(),
      billedAt: instantAnswer('When what is shown is billed: at once, or at the start to come.'),
      settlement: settlementSchema,
    })
    .meta({ id: 'BeginningPreview' }),
  problems: { ...refusedStart, ...refusedBegin },
  handle: async ({ caller, body, now }) => {
    const { id: customerId } = await getCustomer(customerOf(caller, body.customerId))
    assertMayAgree(caller, body)
    const { price, startsAt, trialEndsAt, billedAt, settlement } = await previewBegin({ ...body, customerId, now })
    return {
      startsAt: toInstant(startsAt),
      trialEndsAt: toInstantOrNull(trialEndsAt),
      billedAt: toInstant(billedAt),
      settlement: toSettlement({ previewedAt: now, settlement, currency: price.currency }),
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
    ...terms,
    previewedAt: instantSchema(
      'With STORED_METHOD: of the preview. Refused if another subscription of the customer was begun since.',
    ).optional(),
  }),
  status: 201,
  answer: createdSubscriptionSchema,
  problems: {
    ...refusedStart,
    ...refusedBegin,
    payment_under_way: 'A payment is on its way for what was ordered before.',
    payment_method_missing: 'STORED_METHOD, and there is none.',
    billing_details_incomplete: 'The address of the customer is not complete.',
    not_with_on_session: 'A field is for STORED_METHOD only.',
    changed_meanwhile: 'Another one was begun since `previewedAt`.',
  },
  handle: async ({ caller, body, now }) => {
    const { actor } = caller
    const customer = await getCustomer(customerOf(caller, body.customerId))
    const { payment, promotionCode, customerId: _named, ...begin } = body
    const { id: customerId } = customer
    if (payment === 'ON_SESSION') {
      const { priceId, quantity, additional, ...only } = begin
      if (quantity !== 1 || additional || Object.values(only).some((value) => value !== undefined))
        throw invalid('not_with_on_session', `${Object.keys(terms).join(', ')} and quantity go with STORED_METHOD.`)
      const details = detailsOf(customer)
      const begun = await checkOut({ customerId, priceId, promotionCode, details, actor, now })
      const { subscriptionId, invoiceId, paymentId, clientSecret, status } = begun
      const subscription = toSubscription(await readSubscription(subscriptionId), now)
      return { subscription, invoiceId, paymentId, clientSecret, status }
    }
    assertMayAgree(caller, begin)
    if (promotionCode) throw invalid('not_with_stored_method', 'A promotion code goes with ON_SESSION.')
    assertCanPay({ actor, customer })
    const { subscriptionId, invoice } = await beginSubscription({ ...begin, customerId, actor, now })
    const subscription = toSubscription(await readSubscription(subscriptionId), now)
    return { subscription, invoiceId: invoice?.id ?? null, paymentId: null, clientSecret: null, status: null }
  },
})

export const startTrial = defineEndpoint({
  method: 'post',
  path: '/subscriptions/trial',
  operationId: 'startTrial',
  tag: 'Subscriptions',
  summary: 'Start the trial of a plan',
  description:
    'Free of charge and without a payment method, for who never had a subscription: as many days as the plan offers.',
  scope: 'subscriptions:write',
  body: z.strictObject({ customerId: ofCustomerSchema, priceId }),
  status: 201,
  answer: subscriptionSchema,
  problems: {
    trial_not_offered: 'The plan offers none, or the customer had a subscription before.',
    subscription_exists: 'There is one already.',
    price_not_available: 'The price is not on sale.',
  },
  handle: async ({ caller, body, now }) => {
    const { id: customerId } = await getCustomer(customerOf(caller, body.customerId))
    const { subscriptionId } = await startTrialUseCase({ customerId, priceId: body.priceId, actor: caller.actor, now })
    return toSubscription(await readSubscription(subscriptionId), now)
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
