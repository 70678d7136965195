/**
 * Declines after which Stripe itself no longer retries without a new payment method.
 * Source: docs.stripe.com/billing/revenue-recovery/smart-retries#non-retryable-decline-codes (`authentication_required`
 * stands there too; here it is a case of its own), and docs.stripe.com/declines/codes, whose advice for the last six is
 * not to try again or to use another card.
 */
export const HARD_DECLINE_CODES: ReadonlySet<string> = new Set([
  'incorrect_number',
  'lost_card',
  'pickup_card',
  'stolen_card',
  'revocation_of_authorization',
  'revocation_of_all_authorizations',
  'highest_risk_level',
  'transaction_not_allowed',
  'do_not_try_again',
  'fraudulent',
  'invalid_account',
  'restricted_card',
  'security_violation',
  'stop_payment_order',
])

/** Only the customer, present in the browser, can finish these (3-D Secure). */
const ACTION_REQUIRED_CODES: ReadonlySet<string> = new Set(['authentication_required', 'authentication_not_handled'])

/** Days after finalisation on which an unpaid invoice is tried again. */
export const DEFAULT_RETRY_DAYS: readonly number[] = [1, 3, 5, 7]

export interface NextAttemptInput {
  /** Automatic attempts made so far, the first at finalisation included: 1 after the first failure. */
  attemptsMade: number
  /** In the processor's words: an error code and, for a declined card, the bank's reason. */
  failure: { code: string; declineCode?: string | null }
  finalizedAt: Date
  failedAt: Date
  scheduleDays?: readonly number[]
}

export type NextAttempt = { retryAt: Date } | { stop: 'hard_decline' | 'exhausted' | 'action_required' }

const DAY = 86_400_000

/**
 * When to try an unpaid invoice again, or why not. Retries count from finalisation (a day is 24 hours); where that day
 * has passed already, as when a direct debit fails late, the distance to the step before counts from the failure.
 *
 * Finalised 1 May 10:00, first failure at once: 2 May 10:00, then 4, 6 and 8 May, then `exhausted`.
 * Finalised 1 May, direct debit failed on 6 May: the first retry is on 7 May.
 */
export function nextAttempt(input: NextAttemptInput): NextAttempt {
  const { attemptsMade, failure, finalizedAt, failedAt, scheduleDays = DEFAULT_RETRY_DAYS } = input
  const codes = [failure.code, failure.declineCode ?? '']
  if (codes.some((code) => ACTION_REQUIRED_CODES.has(code))) return { stop: 'action_required' }
  if (codes.some((code) => HARD_DECLINE_CODES.has(code))) return { stop: 'hard_decline' }
  const step = Math.max(attemptsMade, 1) - 1
  const days = scheduleDays[step]
  if (days === undefined) return { stop: 'exhausted' }
  const planned = finalizedAt.getTime() + days * DAY
  if (planned > failedAt.getTime()) return { retryAt: new Date(planned) }
  const distance = days - (scheduleDays[step - 1] ?? 0)
  return { retryAt: new Date(failedAt.getTime() + distance * DAY) }
}
