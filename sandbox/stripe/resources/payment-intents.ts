import type { Stripe } from 'stripe'
import type { PaymentIntentRecord } from '../../state/records'
import { identifier } from '../../state/ids'
import { createdParam, emailParam, fullShipping, shippingParam } from '../common-params'
import type { Context } from '../context'
import { invalid, missing } from '../errors'
import { emit } from '../events'
import { createdWithin, cursorParams, page } from '../lists'
import {
  boolean,
  declare,
  either,
  emptyable,
  hash,
  ignored,
  integer,
  list,
  mergeMetadata,
  metadata,
  oneOf,
  type Parsed,
  required,
  text,
  word,
} from '../params'
import { chargeableAmount, currencyParam } from '../payments/amounts'
import { putCharge, settleBooking } from '../payments/charging'
import { assertClientSecret, assertCustomer, clientSecret, methodTypes } from '../payments/intents'
import { assertUsable, createMethod, findMethod, mandateDataParam, paymentMethodDataParam } from '../payments/methods'
import { confirmPayment, type ConfirmPayment, save, unexpectedState } from '../payments/payment-intents'
import { methodOptionsParam } from '../payments/options'
import { get, post } from '../route'
import { publicPaymentIntent, serializePaymentIntent } from '../serializers/payment-intent'

const captureMethod = oneOf('automatic', 'automatic_async', 'manual')
const setupFutureUsage = emptyable(oneOf('off_session', 'on_session'))

const confirmation = {
  confirmation_token: word,
  error_on_requires_action: boolean,
  mandate: ignored,
  mandate_data: mandateDataParam,
  off_session: either(boolean, oneOf('one_off', 'recurring')),
  return_url: word,
  use_stripe_sdk: boolean,
  radar_options: ignored,
}

/** What may be given both at creation and later. */
const details = {
  allowed_payment_method_types: emptyable(list(word)),
  amount_details: ignored,
  capture_method: captureMethod,
  excluded_payment_method_types: emptyable(list(word)),
  hooks: ignored,
  payment_details: ignored,
  payment_method: word,
  payment_method_data: paymentMethodDataParam,
  payment_method_options: methodOptionsParam,
  receipt_email: emailParam(),
  setup_future_usage: setupFutureUsage,
  shipping: emptyable(shippingParam),
  /** Older than the SDK's `allowed_payment_method_types`, and still taken. */
  payment_method_types: list(word),
}

const labels = {
  application_fee_amount: ignored,
  customer: word,
  customer_account: ignored,
  description: text,
  metadata,
  payment_method_configuration: ignored,
  statement_descriptor: text,
  statement_descriptor_suffix: text,
  transfer_data: ignored,
  transfer_group: text,
}

const createParams = declare<Stripe.PaymentIntentCreateParams>()({
  ...details,
  ...labels,
  ...confirmation,
  amount: required(integer()),
  automatic_payment_methods: hash({ enabled: required(boolean), allow_redirects: oneOf('always', 'never') }),
  confirm: boolean,
  confirmation_method: oneOf('automatic', 'manual'),
  currency: required(currencyParam),
  on_behalf_of: text,
})
const updateParams = declare<Stripe.PaymentIntentUpdateParams>()({
  ...details,
  ...labels,
  amount: integer(),
  currency: currencyParam,
})
const confirmParams = declare<Stripe.PaymentIntentConfirmParams>()({
  ...details,
  ...confirmation,
  amount_to_confirm: integer(),
  client_secret: word,
})
const captureParams = declare<Stripe.PaymentIntentCaptureParams>()({
  amount_details: ignored,
  amount_to_capture: integer({ min: 1 }),
  application_fee_amount: ignored,
  final_capture: boolean,
  hooks: ignored,
  metadata,
  payment_details: ignored,
  statement_descriptor: text,
  statement_descriptor_suffix: text,
  transfer_data: ignored,
})
const cancelParams = declare<Stripe.PaymentIntentCancelParams>()({
  cancellation_reason: oneOf('duplicate', 'fraudulent', 'requested_by_customer', 'abandoned'),
})
const listParams = declare<Stripe.PaymentIntentListParams>()({
  created: createdParam,
  customer: word,
  customer_account: ignored,
})
const retrieveParams = declare<Stripe.PaymentIntentRetrieveParams>()({ client_secret: word })

export const paymentIntentRoutes = [
  post('/v1/payment_intents', {
    params: createParams,
    handle: (context, params) => {
      if (!params.confirm) assertOnlyWithConfirm(params)
      const intent = create(context, params)
      emit(context, 'payment_intent.created', 'payment_intent', intent)
      return serializePaymentIntent(
        context.store,
        params.confirm ? confirmPayment(context, intent, confirmInput(params)) : intent,
      )
    },
  }),
  get('/v1/payment_intents', {
    params: { ...listParams, ...cursorParams },
    handle: (context, params) => {
      const { store } = context
      const { customer } = params
      const all =
        customer === undefined ? store.all('payment_intent') : store.where('payment_intent', 'customer', customer)
      const records = all.filter(createdWithin(params.created))
      return page(context, { url: '/v1/payment_intents', collection: 'payment_intent', records, params })
    },
  }),
  get('/v1/payment_intents/:id', {
    isPublic: true,
    params: retrieveParams,
    handle: (context, params, { id }) => show(context, find(context, id, params.client_secret)),
  }),
  post('/v1/payment_intents/:id', {
    params: updateParams,
    handle: (context, params, { id }) => {
      const intent = find(context, id, undefined)
      assertUpdatable(context, intent, Object.keys(params))
      return serializePaymentIntent(context.store, save(context, updated(context, intent, params)))
    },
  }),
  post('/v1/payment_intents/:id/confirm', {
    isPublic: true,
    params: confirmParams,
    handle: (context, params, { id }) => {
      const intent = find(context, id, params.client_secret)
      // the payment method is chosen by the confirmation itself, which refuses wrong states first
      const { payment_method: _method, payment_method_data: _data, ...rest } = params
      const prepared = save(context, updated(context, intent, rest))
      return show(context, confirmPayment(context, prepared, confirmInput(params)))
    },
  }),
  post('/v1/payment_intents/:id/capture', {
    params: captureParams,
    handle: (context, params, { id }) =>
      serializePaymentIntent(context.store, capture(context, find(context, id, undefined), params)),
  }),
  post('/v1/payment_intents/:id/cancel', {
    params: cancelParams,
    handle: (context, params, { id }) =>
      serializePaymentIntent(
        context.store,
        cancel(context, find(context, id, undefined), params.cancellation_reason ?? null),
      ),
  }),
]

type CreateInput = Parsed<typeof createParams>
type UpdateInput = Partial<Parsed<typeof updateParams>>

function create(context: Context, params: CreateInput): PaymentIntentRecord {
  const amount = chargeableAmount(params.amount, params.currency)
  if (params.customer !== undefined) assertCustomer(context, params.customer)
  const asked = params.payment_method_types ?? params.allowed_payment_method_types ?? undefined
  const id = identifier('pi')
  const blank: PaymentIntentRecord = {
    id,
    created: context.now,
    metadata: mergeMetadata({}, params.metadata),
    allowed_payment_method_types: params.allowed_payment_method_types ?? null,
    amount,
    amount_capturable: 0,
    amount_received: 0,
    authenticated: false,
    automatic_payment_methods: asked ? null : automatic(params.automatic_payment_methods),
    canceled_at: null,
    cancellation_reason: null,
    capture_method: params.capture_method ?? 'automatic_async',
    client_secret: clientSecret(id),
    confirmation_method: params.confirmation_method ?? 'automatic',
    currency: params.currency,
    customer: params.customer ?? null,
    description: params.description ?? null,
    error: null,
    excluded_payment_method_types: params.excluded_payment_method_types ?? null,
    latest_charge: null,
    next_action: null,
    on_behalf_of: params.on_behalf_of ?? null,
    payment_method: null,
    payment_method_options: params.payment_method_options ?? {},
    payment_method_types: methodTypes(asked, params.excluded_payment_method_types ?? undefined, params.currency),
    processing: false,
    receipt_email: params.receipt_email ?? null,
    setup_future_usage: params.setup_future_usage ?? null,
    shipping: fullShipping(params.shipping),
    statement_descriptor: params.statement_descriptor ?? null,
    statement_descriptor_suffix: params.statement_descriptor_suffix ?? null,
    status: 'requires_payment_method',
    transfer_group: params.transfer_group ?? null,
  }
  return save(context, params.confirm ? blank : withMethod(context, blank, params))
}

/** Stripe marks what it offers by itself as automatic, even when nobody asked for it. */
function automatic(given: { readonly enabled: boolean; readonly allow_redirects?: string } | undefined) {
  if (given && !given.enabled) return null
  return { allow_redirects: given?.allow_redirects ?? 'always', enabled: true }
}

function updated(context: Context, intent: PaymentIntentRecord, params: UpdateInput): PaymentIntentRecord {
  if (params.customer !== undefined) assertCustomer(context, params.customer)
  const currency = params.currency ?? intent.currency
  const asked = params.payment_method_types ?? params.allowed_payment_method_types ?? undefined
  const next: PaymentIntentRecord = {
    ...intent,
    amount: params.amount === undefined ? intent.amount : chargeableAmount(params.amount, currency),
    currency,
    ...(asked
      ? { payment_method_types: methodTypes(asked, undefined, currency), automatic_payment_methods: null }
      : {}),
    capture_method: params.capture_method ?? intent.capture_method,
    customer: params.customer ?? intent.customer,
    ...(params.description === undefined ? {} : { description: params.description }),
    metadata: mergeMetadata(intent.metadata, params.metadata),
    payment_method_options: { ...intent.payment_method_options, ...params.payment_method_options },
    ...(params.receipt_email === undefined ? {} : { receipt_email: params.receipt_email }),
    ...(params.setup_future_usage === undefined ? {} : { setup_future_usage: params.setup_future_usage }),
    ...(params.shipping === undefined ? {} : { shipping: fullShipping(params.shipping) }),
    ...(params.statement_descriptor === undefined ? {} : { statement_descriptor: params.statement_descriptor }),
    ...(params.statement_descriptor_suffix === undefined
      ? {}
      : { statement_descriptor_suffix: params.statement_descriptor_suffix }),
    ...(params.transfer_group === undefined ? {} : { transfer_group: params.transfer_group }),
  }
  return withMethod(context, next, params)
}

function withMethod(context: Context, intent: PaymentIntentRecord, params: UpdateInput): PaymentIntentRecord {
  const method =
    params.payment_method_data !== undefined
      ? createMethod(context, params.payment_method_data)
      : params.payment_method !== undefined
        ? findMethod(context, params.payment_method)
        : undefined
  if (!method) return intent
  assertUsable(method, intent.customer)
  return { ...intent, payment_method: method.id, status: 'requires_confirmation', authenticated: false }
}

function confirmInput(params: Partial<Parsed<typeof confirmParams>>): ConfirmPayment {
  const wish = params.payment_method_options?.card?.request_three_d_secure
  return {
    ...params,
    isOffSession: params.off_session !== undefined && params.off_session !== false,
    isAuthenticationRequested: wish === 'any' || wish === 'challenge',
  }
}

/** These say how to confirm, so Stripe refuses them where nothing is confirmed. */
function assertOnlyWithConfirm(params: CreateInput): void {
  for (const param of ['off_session', 'return_url', 'mandate_data', 'error_on_requires_action'] as const) {
    if (params[param] === undefined) continue
    throw invalid(`You cannot set \`${param}\` when \`confirm\` is not \`true\`.`, { param })
  }
}

function assertUpdatable(context: Context, intent: PaymentIntentRecord, changes: string[]): void {
  const { status } = intent
  if (status !== 'succeeded' && status !== 'canceled' && status !== 'processing') return
  const always = ['description', 'metadata', 'receipt_email', 'shipping', 'transfer_group']
  const refused = changes.find((change) => !always.includes(change))
  if (refused === undefined && status !== 'canceled') return
  throw unexpectedState(
    context,
    intent,
    `This PaymentIntent's ${refused ?? 'attributes'} could not be updated because it has a status of ${status}. You may only update the ${refused ?? 'attributes'} of a PaymentIntent with one of the following statuses: requires_payment_method, requires_confirmation, requires_action.`,
  )
}

function capture(context: Context, intent: PaymentIntentRecord, params: Parsed<typeof captureParams>) {
  const charge = intent.latest_charge === null ? undefined : context.store.get('charge', intent.latest_charge)
  if (intent.status !== 'requires_capture' || !charge) {
    throw unexpectedState(
      context,
      intent,
      `This PaymentIntent could not be captured because it has a status of ${intent.status}. Only a PaymentIntent with one of the following statuses may be captured: requires_capture.`,
    )
  }
  const amount = params.amount_to_capture ?? intent.amount_capturable
  if (amount > intent.amount_capturable) {
    throw invalid(
      `The requested capture amount is greater than the amount you can capture for this charge. Maximum capturable amount is ${intent.amount_capturable}.`,
      { code: 'amount_too_large', param: 'amount_to_capture' },
    )
  }
  const captured = settleBooking(context, putCharge(context, { ...charge, captured: true, amount_captured: amount }))
  const after = save(context, {
    ...intent,
    amount_capturable: 0,
    amount_received: amount,
    metadata: mergeMetadata(intent.metadata, params.metadata),
    status: 'succeeded',
  })
  emit(context, 'charge.captured', 'charge', captured)
  emit(context, 'payment_intent.succeeded', 'payment_intent', after)
  return after
}

function cancel(context: Context, intent: PaymentIntentRecord, reason: string | null): PaymentIntentRecord {
  if (intent.status === 'succeeded' || intent.status === 'canceled' || intent.status === 'processing') {
    throw unexpectedState(
      context,
      intent,
      `You cannot cancel this PaymentIntent because it has a status of ${intent.status}. Only a PaymentIntent with one of the following statuses may be canceled: requires_payment_method, requires_capture, requires_confirmation, requires_action.`,
    )
  }
  const canceled = save(context, {
    ...intent,
    amount_capturable: 0,
    canceled_at: context.now,
    cancellation_reason: reason,
    next_action: null,
    status: 'canceled',
  })
  emit(context, 'payment_intent.canceled', 'payment_intent', canceled)
  return canceled
}

function find(context: Context, id: string, secret: string | undefined): PaymentIntentRecord {
  const intent = context.store.get('payment_intent', id)
  if (!intent) throw missing('payment_intent', id, 'intent')
  assertClientSecret(context, intent, secret, 'payment_intent')
  return intent
}

function show(context: Context, intent: PaymentIntentRecord): object {
  const { store, request } = context
  return request.isPublishable ? publicPaymentIntent(store, intent) : serializePaymentIntent(store, intent)
}
