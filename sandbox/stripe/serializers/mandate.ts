import type { Stripe } from 'stripe'
import type { MandateRecord } from '../../state/records'

export function serializeMandate(record: MandateRecord): Stripe.Mandate {
  return {
    id: record.id,
    object: 'mandate',
    customer_acceptance: {
      accepted_at: record.accepted_at,
      ...(record.acceptance === 'online'
        ? { online: { ip_address: record.ip_address, user_agent: record.user_agent } }
        : { offline: {} }),
      type: record.acceptance,
    },
    livemode: false,
    multi_use: {},
    payment_method: record.payment_method,
    payment_method_details: {
      sepa_debit: { reference: record.reference, url: `https://pay.stripe.com/mandates/${record.id}` },
      type: 'sepa_debit',
    },
    status: 'active',
    type: 'multi_use',
  }
}
