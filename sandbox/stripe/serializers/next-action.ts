import type { Stripe } from 'stripe'
import type { NextAction } from '../../state/records'

/** What the customer has to do: the challenge page inside Stripe.js, or a redirect to it. */
export function serializeNextAction(
  intent: { readonly id: string; readonly client_secret: string },
  action: NextAction | null,
): Pick<Stripe.PaymentIntent.NextAction, 'type' | 'redirect_to_url' | 'use_stripe_sdk'> | null {
  if (!action) return null
  const url = `${action.origin}/3d-secure/${intent.id}?client_secret=${intent.client_secret}`
  if (action.kind === 'redirect_to_url') {
    return { type: 'redirect_to_url', redirect_to_url: { return_url: action.return_url, url } }
  }
  return {
    type: 'use_stripe_sdk',
    use_stripe_sdk: { type: 'three_d_secure_redirect', stripe_js: url, source: `src_${intent.id}` },
  }
}
