import type { Stripe } from 'stripe'
import type { AttemptError } from '../../state/records'
import type { Store } from '../../state/store'
import { documentation } from '../errors'
import { serializePaymentMethod } from './payment-method'

/** `last_payment_error` and `last_setup_error`: what went wrong, with the payment method that it went wrong with. */
export function serializeAttemptError(store: Store, error: AttemptError): Stripe.PaymentIntent.LastPaymentError {
  const { payment_method: id, payment_method_type: _type, ...shown } = error
  const method = id === undefined ? undefined : store.get('payment_method', id)
  return {
    ...shown,
    doc_url: documentation(error.code),
    ...(method ? { payment_method: serializePaymentMethod(method) } : {}),
  }
}
