import type { Stripe } from 'stripe'
import { identifier } from '../../state/ids'
import { invalid, missing } from '../errors'
import { declare, hash, ignored, integer, text } from '../params'
import { cardFacts, digits } from '../payments/methods'
import { get, post } from '../route'
import { serializeToken } from '../serializers/token'

const createParams = declare<Stripe.TokenCreateParams>()({
  account: ignored,
  bank_account: ignored,
  card: hash(
    declare<Stripe.TokenCreateParams.Card>()({
      address_city: text,
      address_country: text,
      address_line1: text,
      address_line2: text,
      address_state: text,
      address_zip: text,
      currency: ignored,
      cvc: digits,
      exp_month: integer(),
      exp_year: integer(),
      name: text,
      networks: ignored,
      number: digits,
    }),
  ),
  customer: ignored,
  cvc_update: ignored,
  person: ignored,
  pii: ignored,
})

export const tokenRoutes = [
  post('/v1/tokens', {
    isPublic: true,
    params: createParams,
    handle: (context, { card }) => {
      if (!card) {
        throw invalid('You must supply either a card, customer, PII data, bank account, or account to create a token.')
      }
      const token = context.store.put('token', {
        id: identifier('tok'),
        created: context.now,
        type: 'card',
        card: cardFacts(context, card),
        card_id: identifier('card'),
        name: card.name ?? null,
        used: false,
      })
      return serializeToken(token)
    },
  }),
  get('/v1/tokens/:id', {
    params: {},
    handle: ({ store }, _params, { id }) => {
      const token = store.get('token', id)
      if (!token) throw missing('token', id)
      return serializeToken(token)
    },
  }),
]
