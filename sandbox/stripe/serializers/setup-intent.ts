import type { Stripe } from 'stripe'
import type { SetupIntentRecord } from '../../state/records'
import type { Store } from '../../state/store'
import { serializeAttemptError } from './attempt-error'
import { serializeNextAction } from './next-action'

export function serializeSetupIntent(store: Store, record: SetupIntentRecord): Stripe.SetupIntent {
  return {
    id: record.id,
    object: 'setup_intent',
    allowed_payment_method_types: record.allowed_payment_method_types,
    application: null,
    automatic_payment_methods: record.automatic_payment_methods,
    cancellation_reason: record.cancellation_reason,
    client_secret: record.client_secret,
    created: record.created,
    customer: record.customer,
    customer_account: null,
    description: record.description,
    excluded_payment_method_types: record.excluded_payment_method_types,
    flow_directions: record.flow_directions,
    last_setup_error: record.error && serializeAttemptError(store, record.error),
    latest_attempt: record.latest_attempt,
    livemode: false,
    mandate: record.mandate,
    metadata: record.metadata,
    next_action: serializeNextAction(record, record.next_action),
    on_behalf_of: record.on_behalf_of,
    payment_method: record.payment_method,
    payment_method_configuration_details: null,
    payment_method_options: {},
    payment_method_types: record.payment_method_types,
    single_use_mandate: record.single_use_mandate,
    status: record.status,
    usage: record.usage,
  }
}

/** What a browser may see of a SetupIntent. */
export function publicSetupIntent(store: Store, record: SetupIntentRecord): Partial<Stripe.SetupIntent> {
  const {
    application: _application,
    customer: _customer,
    customer_account: _account,
    latest_attempt: _attempt,
    mandate: _mandate,
    metadata: _metadata,
    on_behalf_of: _behalf,
    payment_method_options: _options,
    single_use_mandate: _single,
    ...shown
  } = serializeSetupIntent(store, record)
  return shown
}
