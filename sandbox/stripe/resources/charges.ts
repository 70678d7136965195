import type { Stripe } from 'stripe'
import type { ChargeRecord, PaymentMethodRecord } from '../../state/records'
import { createdParam, emailParam, fullShipping, shippingParam } from '../common-params'
import type { Context } from '../context'
import { declined, invalid, missing } from '../errors'
import { emit } from '../events'
import { createdWithin, cursorParams, page } from '../lists'
import {
  boolean,
  declare,
  emptyable,
  hash,
  ignored,
  integer,
  mergeMetadata,
  metadata,
  oneOf,
  type Parsed,
  required,
  text,
  word,
} from '../params'
import { chargeableAmount, currencyParam } from '../payments/amounts'
import { needsAuthentication } from '../payments/authentication'
import {
  attemptError,
  chargeAccepted,
  type ChargeOrder,
  chargeRefused,
  putCharge,
  settleBooking,
} from '../payments/charging'
import { openDispute } from '../payments/disputes'
import { cardBehind, methodFromToken } from '../payments/methods'
import { get, post } from '../route'
import { serializeCharge } from '../serializers/charge'
import { AUTHENTICATION_REQUIRED } from '../test-cards'
import { liveCustomer } from './customers'

const createParams = declare<Stripe.ChargeCreateParams>()({
  amount: required(integer()),
  application_fee: ignored,
  application_fee_amount: ignored,
  capture: boolean,
  currency: required(currencyParam),
  customer: word,
  description: text,
  destination: ignored,
  metadata,
  on_behalf_of: ignored,
  radar_options: ignored,
  receipt_email: emailParam(),
  shipping: emptyable(shippingParam),
  source: word,
  statement_descriptor: text,
  statement_descriptor_suffix: text,
  transfer_data: ignored,
  transfer_group: text,
})
const updateParams = declare<Stripe.ChargeUpdateParams>()({
  customer: word,
  description: text,
  fraud_details: hash({ user_report: oneOf('fraudulent', 'safe') }),
  metadata,
  receipt_email: emailParam(),
  shipping: shippingParam,
  transfer_group: text,
})
const captureParams = declare<Stripe.ChargeCaptureParams>()({
  amount: integer({ min: 1 }),
  application_fee: ignored,
  application_fee_amount: ignored,
  receipt_email: emailParam(),
  statement_descriptor: text,
  statement_descriptor_suffix: text,
  transfer_data: ignored,
  transfer_group: text,
})
const listParams = declare<Stripe.ChargeListParams>()({
  created: createdParam,
  customer: word,
  payment_intent: word,
  transfer_group: word,
})

export const chargeRoutes = [
  post('/v1/charges', {
    params: createParams,
    handle: (context, params) => serializeCharge(create(context, params)),
  }),
  get('/v1/charges', {
    params: { ...listParams, ...cursorParams },
    handle: (context, params) => {
      const records = listed(context, params)
        .filter((charge) => params.customer === undefined || charge.customer === params.customer)
        .filter((charge) => params.transfer_group === undefined || charge.transfer_group === params.transfer_group)
        .filter(createdWithin(params.created))
      return page(context, { url: '/v1/charges', collection: 'charge', records, params })
    },
  }),
  get('/v1/charges/:id', {
    params: {},
    handle: (context, _params, { id }) => serializeCharge(find(context, id)),
  }),
  post('/v1/charges/:id', {
    params: updateParams,
    handle: (context, params, { id }) => {
      const before = find(context, id)
      const after = putCharge(context, {
        ...before,
        customer: params.customer ?? before.customer,
        ...(params.description === undefined ? {} : { description: params.description }),
        fraud_report: params.fraud_details?.user_report ?? before.fraud_report,
        metadata: mergeMetadata(before.metadata, params.metadata),
        ...(params.receipt_email === undefined ? {} : { receipt_email: params.receipt_email }),
        ...(params.shipping === undefined ? {} : { shipping: fullShipping(params.shipping) }),
        ...(params.transfer_group === undefined ? {} : { transfer_group: params.transfer_group }),
      })
      emit(context, 'charge.updated', 'charge', after, before)
      return serializeCharge(after)
    },
  }),
  post('/v1/charges/:id/capture', {
    params: captureParams,
    handle: (context, params, { id }) => {
      const charge = find(context, id)
      if (charge.captured) {
        throw invalid(`Charge ${id} has already been captured.`, { code: 'charge_already_captured' })
      }
      const amount_captured = params.amount ?? charge.amount
      const captured = settleBooking(context, putCharge(context, { ...charge, captured: true, amount_captured }))
      emit(context, 'charge.captured', 'charge', captured)
      return serializeCharge(captured)
    },
  }),
  get('/v1/charges/:id/refunds', {
    params: cursorParams,
    handle: (context, params, { id }) => {
      const records = context.store.where('refund', 'charge', find(context, id).id)
      return page(context, { url: `/v1/charges/${id}/refunds`, collection: 'refund', records, params })
    },
  }),
]

function listed(context: Context, params: { customer?: string; payment_intent?: string }): ChargeRecord[] {
  const { store } = context
  if (params.payment_intent !== undefined) return store.where('charge', 'payment_intent', params.payment_intent)
  if (params.customer !== undefined) return store.where('charge', 'customer', params.customer)
  return store.all('charge')
}

function create(context: Context, params: Parsed<typeof createParams>): ChargeRecord {
  const amount = chargeableAmount(params.amount, params.currency)
  if (params.customer !== undefined) liveCustomer(context, params.customer, 'customer')
  const method = source(context, params)
  const order: ChargeOrder = {
    amount,
    currency: params.currency,
    customer: params.customer ?? null,
    description: params.description ?? null,
    metadata: mergeMetadata({}, params.metadata),
    payment_intent: null,
    receipt_email: params.receipt_email ?? null,
    shipping: fullShipping(params.shipping),
    statement_descriptor: params.statement_descriptor ?? null,
    statement_descriptor_suffix: params.statement_descriptor_suffix ?? null,
    transfer_group: params.transfer_group ?? null,
    three_d_secure: false,
  }
  const presence = { isOffSession: true, isAuthenticated: false, isRequested: false }
  const card = cardBehind(method)
  const decline = needsAuthentication(method, presence) ? AUTHENTICATION_REQUIRED : card?.decline
  if (decline) {
    const error = attemptError(decline, method)
    const charge = chargeRefused(context, order, method, error)
    throw declined({ ...error, charge: charge.id })
  }
  const charge = chargeAccepted(context, order, method, params.capture === false ? 'manual' : 'automatic')
  emit(context, 'charge.succeeded', 'charge', charge)
  if (card?.dispute) openDispute(context, charge, card.dispute)
  return charge
}

function source(context: Context, params: { customer?: string; source?: string }): PaymentMethodRecord {
  if (params.source === undefined) {
    const [newest] =
      params.customer === undefined ? [] : context.store.where('payment_method', 'customer', params.customer)
    if (newest) return newest
    throw invalid('Must provide source or customer.', { code: 'parameter_missing', param: 'source' })
  }
  const present = context.store.get('payment_method', params.source)
  return present ?? methodFromToken(context, params.source)
}

function find(context: Context, id: string): ChargeRecord {
  const charge = context.store.get('charge', id)
  if (!charge) throw missing('charge', id)
  return charge
}
