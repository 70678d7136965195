import Stripe from 'stripe'
import {
  ProcessorKeySpentError,
  ProcessorRejectedError,
  ProcessorUnknownError,
  type PaymentFailure,
} from '@/lib/payments/processor'

/**
 * Sorts what the SDK throws (https://docs.stripe.com/error-handling): a time-out, lost connection, 5xx, 409 or 429 leaves
 * the outcome unknown (the same idempotency key may be sent again). So does a key of ours that Stripe does not accept:
 * a mistake in our settings must not end a payment or refund for good. Anything else was refused and did nothing.
 */
export function translateError(error: unknown): Error {
  if (error instanceof Stripe.errors.StripeError) {
    const { statusCode, code, type, message } = error
    const unknown =
      error instanceof Stripe.errors.StripeConnectionError ||
      error instanceof Stripe.errors.StripeAPIError ||
      error instanceof Stripe.errors.StripeRateLimitError ||
      error instanceof Stripe.errors.StripeAuthenticationError ||
      error instanceof Stripe.errors.StripePermissionError ||
      statusCode === 409 ||
      statusCode === 429 ||
      (statusCode !== undefined && statusCode >= 500)
    // The SDK has sent it again with its key by then: a failure that is replayed is all this key will ever give.
    if (unknown && error.headers?.['idempotent-replayed'] === 'true')
      return new ProcessorKeySpentError(`Stripe failed and remembers it: ${message}`, { cause: error })
    if (unknown) return new ProcessorUnknownError(`Stripe gave no definite answer: ${message}`, { cause: error })
    return new ProcessorRejectedError(code ?? type, message, { cause: error })
  }
  return error instanceof Error ? error : new Error(String(error))
}

/** Runs a call and translates what it throws. */
export async function calling<T>(call: () => Promise<T>): Promise<T> {
  try {
    return await call()
  } catch (error) {
    throw translateError(error)
  }
}

interface StripeFailure {
  code?: string | null
  decline_code?: string | null
  message?: string | null
}

export function toFailure(failure: StripeFailure): PaymentFailure {
  return {
    code: failure.code ?? 'payment_failed',
    declineCode: failure.decline_code ?? null,
    message: failure.message ?? 'The payment was refused.',
  }
}
