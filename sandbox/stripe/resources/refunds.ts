import type { Stripe } from 'stripe'
import type { ChargeRecord, RefundRecord } from '../../state/records'
import { createdParam } from '../common-params'
import type { Context } from '../context'
import { invalid, missing, parameterMissing } from '../errors'
import { createdWithin, cursorParams, page } from '../lists'
import { declare, ignored, integer, mergeMetadata, metadata, oneOf, type Parsed, word } from '../params'
import { change, refundCharge } from '../payments/refunds'
import { get, post } from '../route'
import { serializeRefund } from '../serializers/refund'

const createParams = declare<Stripe.RefundCreateParams>()({
  amount: integer({ min: 1 }),
  charge: word,
  currency: ignored,
  customer: ignored,
  instructions_email: ignored,
  metadata,
  origin: ignored,
  payment_intent: word,
  reason: oneOf('duplicate', 'fraudulent', 'requested_by_customer'),
  refund_application_fee: ignored,
  reverse_transfer: ignored,
})
const updateParams = declare<Stripe.RefundUpdateParams>()({ metadata })
const listParams = declare<Stripe.RefundListParams>()({ charge: word, created: createdParam, payment_intent: word })

export const refundRoutes = [
  post('/v1/refunds', {
    params: createParams,
    handle: (context, params) => {
      const charge = chargeToRefund(context, params)
      const { amount, reason } = params
      const order = { amount, reason: reason ?? null, metadata: mergeMetadata({}, params.metadata) }
      return serializeRefund(refundCharge(context, charge, order))
    },
  }),
  get('/v1/refunds', {
    params: { ...listParams, ...cursorParams },
    handle: (context, params) => {
      const records = listed(context, params).filter(createdWithin(params.created))
      return page(context, { url: '/v1/refunds', collection: 'refund', records, params })
    },
  }),
  get('/v1/refunds/:id', {
    params: {},
    handle: (context, _params, { id }) => serializeRefund(find(context, id)),
  }),
  post('/v1/refunds/:id', {
    params: updateParams,
    handle: (context, params, { id }) => {
      const refund = find(context, id)
      return serializeRefund(change(context, refund, { metadata: mergeMetadata(refund.metadata, params.metadata) }))
    },
  }),
  post('/v1/refunds/:id/cancel', {
    params: {},
    handle: (context, _params, { id }) => {
      find(context, id)
      throw invalid('You can only cancel refunds of payments that need the customer to act, such as bank transfers.')
    },
  }),
]

function chargeToRefund(context: Context, params: Parsed<typeof createParams>): ChargeRecord {
  if (params.charge !== undefined && params.payment_intent !== undefined) {
    throw invalid('You may only specify one of these parameters: charge, payment_intent.', {
      code: 'parameters_exclusive',
      param: 'charge',
    })
  }
  if (params.charge !== undefined) {
    const charge = context.store.get('charge', params.charge)
    if (!charge) throw missing('charge', params.charge, 'charge')
    return charge
  }
  if (params.payment_intent === undefined) throw parameterMissing('charge')
  const intent = context.store.get('payment_intent', params.payment_intent)
  if (!intent) throw missing('payment_intent', params.payment_intent, 'payment_intent')
  const charge = intent.latest_charge === null ? undefined : context.store.get('charge', intent.latest_charge)
  if (!charge || intent.status !== 'succeeded') {
    throw invalid(`This PaymentIntent (${intent.id}) does not have a successful charge to refund.`, {
      code: 'resource_missing',
      param: 'payment_intent',
    })
  }
  return charge
}

function listed(context: Context, params: { charge?: string; payment_intent?: string }): RefundRecord[] {
  const { store } = context
  if (params.charge !== undefined) return store.where('refund', 'charge', params.charge)
  if (params.payment_intent !== undefined) return store.where('refund', 'payment_intent', params.payment_intent)
  return store.all('refund')
}

function find(context: Context, id: string): RefundRecord {
  const refund = context.store.get('refund', id)
  if (!refund) throw missing('refund', id)
  return refund
}
