import type { Stripe } from 'stripe'
import { invalid } from '../errors'
import type { RawHash } from '../form'
import type { Spec } from '../params'

/**
 * `payment_method_options`: the sandbox reads `card[request_three_d_secure]` and takes the rest as it comes, per type of
 * payment method.
 */
export const methodOptionsParam: Spec<Pick<Stripe.PaymentIntent.PaymentMethodOptions, 'card'>> = {
  parse: (value, path) => {
    if (typeof value === 'string' || Array.isArray(value)) throw invalid('Invalid object', { param: path })
    const wish = requestedAuthentication(value)
    if (wish === undefined) return {}
    if (wish !== 'any' && wish !== 'automatic' && wish !== 'challenge') {
      const param = `${path}[card][request_three_d_secure]`
      const name = 'payment_method_options.card.request_three_d_secure'
      throw invalid(`Invalid ${name}: must be one of any, automatic, or challenge`, { param })
    }
    return { card: { ...UNUSED_CARD_OPTIONS, request_three_d_secure: wish } }
  },
}

const UNUSED_CARD_OPTIONS = { installments: null, mandate_options: null, network: null }

function requestedAuthentication(options: RawHash): unknown {
  const card = options.card
  return typeof card === 'object' && !Array.isArray(card) ? card.request_three_d_secure : undefined
}
