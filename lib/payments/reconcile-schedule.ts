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

/** A charge whose answer was lost may be sent again with its key for this long (Stripe keeps keys for at least 24 h). */
export const RESEND_WITHIN = 20 * HOUR
