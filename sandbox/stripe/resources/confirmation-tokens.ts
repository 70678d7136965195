import type { Stripe } from 'stripe'
import { identifier } from '../../state/ids'
import { fullShipping, shippingParam } from '../common-params'
import type { Context } from '../context'
import { missing, parameterMissing } from '../errors'
import { declare, ignored, oneOf, type Parsed, word } from '../params'
import { buildMethod, findMethod, paymentMethodDataParam } from '../payments/methods'
import { get, post } from '../route'
import { serializeConfirmationToken } from '../serializers/confirmation-token'

type CreateParams = NonNullable<Parameters<Stripe['testHelpers']['confirmationTokens']['create']>[0]>

const createParams = declare<CreateParams>()({
  payment_method: word,
  payment_method_data: paymentMethodDataParam,
  payment_method_options: ignored,
  return_url: word,
  setup_future_usage: oneOf('off_session', 'on_session'),
  shipping: shippingParam,
})

export const confirmationTokenRoutes = [
  post('/v1/confirmation_tokens', {
    isPublic: true,
    params: createParams,
    handle: (context, params) => create(context, params),
  }),
  post('/v1/test_helpers/confirmation_tokens', {
    params: createParams,
    handle: (context, params) => create(context, params),
  }),
  get('/v1/confirmation_tokens/:id', {
    params: {},
    handle: ({ store }, _params, { id }) => {
      const token = store.get('confirmation_token', id)
      if (!token) throw missing('confirmation_token', id)
      return serializeConfirmationToken(token)
    },
  }),
]

function create(context: Context, params: Parsed<typeof createParams>): Stripe.ConfirmationToken {
  if (!params.payment_method_data && params.payment_method === undefined) throw parameterMissing('payment_method_data')
  const method = params.payment_method_data
    ? buildMethod(context, params.payment_method_data)
    : findMethod(context, params.payment_method ?? '')
  const token = context.store.put('confirmation_token', {
    id: identifier('ctoken'),
    created: context.now,
    payment_method: method,
    return_url: params.return_url ?? null,
    setup_future_usage: params.setup_future_usage ?? null,
    shipping: fullShipping(params.shipping),
    payment_intent: null,
    setup_intent: null,
  })
  return serializeConfirmationToken(token)
}
