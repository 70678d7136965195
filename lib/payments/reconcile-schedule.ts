const MINUTE = 60_000
const HOUR = 60 * MINUTE

/**
 * When to ask the processor what became of a payment, in milliseconds. `unanswered` is longer than all network retries
 * together, so that nobody is still waiting for the answer.
 */
export const RECONCILE_AFTER = {
  unanswered: 5 * MINUTE,
  unknown: 2 * MINUTE,
  processing: 6 * HOUR,
  awaitingCustomer: 24 * HOUR,
}

/**
 * Once a key is spent on a failure, and the processor still shows nothing after this long, a charge or refund is sent
 * with another key. Stripe calls a 500 indeterminate: what it began may yet come to light, so not at once.
 */
export const NEW_KEY_AFTER = 30 * MINUTE

/** A charge whose answer was lost may be sent again with its key for this long (Stripe keeps keys for at least 24 h). */
export const RESEND_WITHIN = 20 * HOUR
