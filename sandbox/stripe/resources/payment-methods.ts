import type { Stripe } from 'stripe'
import type { PaymentMethodRecord } from '../../state/records'
import { billingDetailsParam, mergeBillingDetails } from '../common-params'
import type { Context } from '../context'
import { ApiError, declined, invalid } from '../errors'
import { emit } from '../events'
import { cursorParams, page } from '../lists'
import { declare, hash, ignored, integer, mergeMetadata, metadata, oneOf, required, word } from '../params'
import { attemptError } from '../payments/charging'
import { assertCustomer } from '../payments/intents'
import { attachMethod, cardBehind, createMethod, createMethodShape, findMethod } from '../payments/methods'
import { get, post } from '../route'
import { serializePaymentMethod } from '../serializers/payment-method'

const updateParams = declare<Stripe.PaymentMethodUpdateParams>()({
  allow_redisplay: oneOf('always', 'limited', 'unspecified'),
  billing_details: billingDetailsParam,
  card: hash({ exp_month: integer({ min: 1, max: 12 }), exp_year: integer({ min: 1970 }), networks: ignored }),
  metadata,
  us_bank_account: ignored,
})
const listParams = declare<Stripe.PaymentMethodListParams>()({
  allow_redisplay: ignored,
  customer: word,
  customer_account: ignored,
  type: word,
})
const attachParams = declare<Stripe.PaymentMethodAttachParams>()({
  customer: required(word),
  customer_account: ignored,
})

export const paymentMethodRoutes = [
  post('/v1/payment_methods', {
    isPublic: true,
    params: createMethodShape,
    handle: (context, params) => serializePaymentMethod(createMethod(context, params)),
  }),
  get('/v1/payment_methods', {
    params: { ...listParams, ...cursorParams },
    handle: (context, params) => {
      const { customer, type } = params
      if (customer !== undefined) assertCustomer(context, customer)
      const records = customer === undefined ? [] : context.store.where('payment_method', 'customer', customer)
      const matching = records.filter((method) => type === undefined || method.type === type)
      return page(context, { url: '/v1/payment_methods', collection: 'payment_method', records: matching, params })
    },
  }),
  get('/v1/payment_methods/:id', {
    params: {},
    handle: (context, _params, { id }) => serializePaymentMethod(findMethod(context, id, 'id')),
  }),
  post('/v1/payment_methods/:id', {
    params: updateParams,
    handle: (context, params, { id }) => {
      const before = findMethod(context, id, 'id')
      if (before.customer === null) {
        throw invalid('You must save this PaymentMethod to a customer before you can update it.', {
          code: 'payment_method_unexpected_state',
        })
      }
      const { exp_month, exp_year } = params.card ?? {}
      const after = context.store.put('payment_method', {
        ...before,
        allow_redisplay: params.allow_redisplay ?? before.allow_redisplay,
        billing_details: mergeBillingDetails(before.billing_details, params.billing_details),
        metadata: mergeMetadata(before.metadata, params.metadata),
        ...(before.card
          ? {
              card: {
                ...before.card,
                exp_month: exp_month ?? before.card.exp_month,
                exp_year: exp_year ?? before.card.exp_year,
              },
            }
          : {}),
      })
      emit(context, 'payment_method.updated', 'payment_method', after, before)
      return serializePaymentMethod(after)
    },
  }),
  post('/v1/payment_methods/:id/attach', {
    params: attachParams,
    handle: (context, { customer }, { id }) => {
      assertCustomer(context, customer)
      const method = findMethod(context, id, 'id')
      if (method.customer !== null && method.customer !== customer) {
        throw invalid('The payment method you provided has already been attached to a customer.', {
          param: 'payment_method',
        })
      }
      assertAttachable(method)
      return serializePaymentMethod(attachMethod(context, method, { customer }))
    },
  }),
  post('/v1/payment_methods/:id/detach', {
    params: {},
    handle: (context, _params, { id }) => serializePaymentMethod(detach(context, findMethod(context, id, 'id'))),
  }),
]

/** Attaching asks the bank whether the card is good: most cards that decline are refused here already. */
export function assertAttachable(method: PaymentMethodRecord): void {
  if (method.consumed) {
    throw invalid(
      'This PaymentMethod was previously used without being attached to a Customer or was detached from a Customer, and may not be used again.',
      { param: 'payment_method' },
    )
  }
  const card = cardBehind(method)
  if (card?.decline && !card.attachesAnyway) {
    const { status, body } = declined(attemptError(card.decline, method))
    throw new ApiError(status, body)
  }
}

function detach(context: Context, method: PaymentMethodRecord): PaymentMethodRecord {
  if (method.customer === null) {
    throw invalid('The payment method you provided is not attached to a customer so detachment is impossible.', {
      param: 'payment_method',
    })
  }
  const customer = context.store.get('customer', method.customer)
  if (customer?.default_payment_method === method.id) {
    const after = context.store.put('customer', { ...customer, default_payment_method: null })
    emit(context, 'customer.updated', 'customer', after, customer)
  }
  const detached = context.store.put('payment_method', { ...method, customer: null, consumed: true })
  emit(context, 'payment_method.detached', 'payment_method', detached, method)
  return detached
}
