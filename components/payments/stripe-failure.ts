import type { StripeError } from '@stripe/stripe-js'
import { texts } from '@/components/texts/en'

export interface PaymentProblem {
  title: string
  text: string
  /** The answer was lost: the payment may have gone through, so ask the server before saying anything. */
  unsure: boolean
  /** The fields themselves say what is wrong: no banner is needed. */
  inFields: boolean
}

/** What a refusal of Stripe's library means to the customer: what happened, that nothing was charged, what to do. */
export function explainStripeError(error: StripeError): PaymentProblem {
  const t = texts.payments.problems
  const reason = error.decline_code ?? error.code ?? ''
  const inFields = error.type === 'validation_error'
  if (error.type === 'api_connection_error' || error.type === 'api_error') {
    return { ...t.unsure, unsure: true, inFields: false }
  }
  if (reason === 'payment_intent_authentication_failure' || reason === 'setup_intent_authentication_failure') {
    return { ...t.authentication, unsure: false, inFields }
  }
  const known = t.codes[reason]
  return {
    title: known?.title ?? (error.type === 'card_error' ? t.declined.title : t.other.title),
    text: known?.text ?? (error.type === 'card_error' ? t.declined.text : t.other.text),
    unsure: false,
    inFields,
  }
}
