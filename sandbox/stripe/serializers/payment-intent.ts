import type { Stripe } from 'stripe'
import type { PaymentIntentRecord } from '../../state/records'
import type { Store } from '../../state/store'
import { serializeAttemptError } from './attempt-error'
import { serializeNextAction } from './next-action'

export function serializePaymentIntent(store: Store, record: PaymentIntentRecord): Stripe.PaymentIntent {
  return {
    id: record.id,
    object: 'payment_intent',
    allowed_payment_method_types: record.allowed_payment_method_types,
    amount: record.amount,
    amount_capturable: record.amount_capturable,
    amount_details: { tip: {} },
    amount_received: record.amount_received,
    application: null,
    application_fee_amount: null,
    automatic_payment_methods: record.automatic_payment_methods,
    canceled_at: record.canceled_at,
    cancellation_reason: record.cancellation_reason,
    capture_method: record.capture_method,
    client_secret: record.client_secret,
    confirmation_method: record.confirmation_method,
    created: record.created,
    currency: record.currency,
    customer: record.customer,
    customer_account: null,
    description: record.description,
    excluded_payment_method_types: record.excluded_payment_method_types,
    last_payment_error: record.error && serializeAttemptError(store, record.error),
    latest_charge: record.latest_charge,
    livemode: false,
    managed_payments: null,
    metadata: record.metadata,
    next_action: serializeNextAction(record, record.next_action),
    on_behalf_of: record.on_behalf_of,
    payment_method: record.payment_method,
    payment_method_configuration_details: null,
    payment_method_options: record.payment_method_options,
    payment_method_types: record.payment_method_types,
    payment_record: null,
    processing: null,
    receipt_email: record.receipt_email,
    review: null,
    setup_future_usage: record.setup_future_usage,
    shipping: record.shipping,
    source: null,
    statement_descriptor: record.statement_descriptor,
    statement_descriptor_suffix: record.statement_descriptor_suffix,
    status: record.status,
    transfer_data: null,
    transfer_group: record.transfer_group,
  }
}

/** What a browser may see of a PaymentIntent: nothing about the customer beyond this payment. */
export function publicPaymentIntent(store: Store, record: PaymentIntentRecord): Partial<Stripe.PaymentIntent> {
  const {
    application: _application,
    application_fee_amount: _fee,
    amount_capturable: _capturable,
    amount_received: _received,
    customer: _customer,
    customer_account: _account,
    latest_charge: _charge,
    metadata: _metadata,
    on_behalf_of: _behalf,
    payment_method_options: _options,
    payment_record: _record,
    review: _review,
    statement_descriptor: _descriptor,
    statement_descriptor_suffix: _suffix,
    transfer_data: _transfer,
    transfer_group: _group,
    ...shown
  } = serializePaymentIntent(store, record)
  return shown
}
