import type { Stripe } from 'stripe'
import type { SetupAttemptRecord } from '../../state/records'
import type { Store } from '../../state/store'
import { serializeAttemptError } from './attempt-error'

export function serializeSetupAttempt(store: Store, record: SetupAttemptRecord): Stripe.SetupAttempt {
  const method = store.get('payment_method', record.payment_method)
  return {
    id: record.id,
    object: 'setup_attempt',
    application: null,
    created: record.created,
    customer: record.customer,
    customer_account: null,
    flow_directions: null,
    livemode: false,
    on_behalf_of: null,
    payment_method: record.payment_method,
    payment_method_details: {
      type: record.payment_method_type,
      ...(record.payment_method_type === 'sepa_debit' ? { sepa_debit: {} } : {}),
      ...(method?.card
        ? {
            card: {
              brand: method.card.brand,
              checks: { address_line1_check: null, address_postal_code_check: null, cvc_check: method.card.cvc_check },
              country: method.card.country,
              exp_month: method.card.exp_month,
              exp_year: method.card.exp_year,
              fingerprint: method.card.fingerprint,
              funding: method.card.funding,
              last4: method.card.last4,
              network: method.card.brand,
              three_d_secure: null,
              wallet: null,
            },
          }
        : {}),
    },
    setup_error: record.setup_error && serializeAttemptError(store, record.setup_error),
    setup_intent: record.setup_intent,
    status: record.status,
    usage: record.usage,
  }
}
