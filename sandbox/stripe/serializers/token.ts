import type { Stripe } from 'stripe'
import type { TokenRecord } from '../../state/records'

export function serializeToken(record: TokenRecord): Stripe.Token {
  return {
    id: record.id,
    object: 'token',
    card: {
      id: record.card_id,
      object: 'card',
      address_city: null,
      address_country: null,
      address_line1: null,
      address_line1_check: null,
      address_line2: null,
      address_state: null,
      address_zip: null,
      address_zip_check: null,
      brand: record.card.brand,
      country: record.card.country,
      cvc_check: record.card.cvc_check,
      dynamic_last4: null,
      exp_month: record.card.exp_month,
      exp_year: record.card.exp_year,
      fingerprint: record.card.fingerprint,
      funding: record.card.funding,
      last4: record.card.last4,
      metadata: {},
      name: record.name,
      networks: { preferred: null },
      regulated_status: 'unregulated',
      tokenization_method: null,
    },
    client_ip: null,
    created: record.created,
    livemode: false,
    type: record.type,
    used: record.used,
  }
}
