import type { Stripe } from 'stripe'
import type { ConfirmationTokenRecord } from '../../state/records'
import { serializePaymentMethod } from './payment-method'

/** A ConfirmationToken lives for twelve hours. */
const LIFETIME = 12 * 3600

export function serializeConfirmationToken(record: ConfirmationTokenRecord): Stripe.ConfirmationToken {
  const { allow_redisplay, billing_details, card, customer, sepa_debit, type } = serializePaymentMethod(
    record.payment_method,
  )
  return {
    id: record.id,
    object: 'confirmation_token',
    created: record.created,
    expires_at: record.created + LIFETIME,
    livemode: false,
    mandate_data: null,
    metadata: {},
    payment_intent: record.payment_intent,
    payment_method_options: null,
    payment_method_preview: {
      allow_redisplay,
      billing_details,
      card,
      customer,
      customer_account: null,
      sepa_debit,
      type,
    },
    return_url: record.return_url,
    setup_future_usage: record.setup_future_usage,
    setup_intent: record.setup_intent,
    shipping: record.shipping && {
      address: record.shipping.address ?? {
        city: null,
        country: null,
        line1: null,
        line2: null,
        postal_code: null,
        state: null,
      },
      name: record.shipping.name ?? '',
      phone: record.shipping.phone ?? null,
    },
    use_stripe_sdk: true,
  }
}
