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

export type DunningFinalAction = 'cancel' | 'mark_uncollectible' | 'leave'
export type DunningStop = 'hard_decline' | 'action_required' | 'no_method' | 'exhausted'

export interface DunningPolicy {
  /** Days after finalisation, rising. */
  retryDays: readonly number[]
  /** Days from a refusal that no repetition can mend to the final action; 0 = at once. */
  giveUpDays: number
}

/** Where the collection of one invoice stands after a failed attempt. */
export interface DunningState {
  /** Failed attempts of the schedule: the customer's own tries and those made out of turn are not in it. */
  attempts: number
  /** The next attempt of the schedule. */
  nextAttemptAt: Date | null
  /** Why there is none. */
  stop: DunningStop | null
  /** When the final action is due. */
  giveUpAt: Date | null
}

export interface DunningStepInput {
  policy: DunningPolicy
  /** Null at the first failure. */
  before: DunningState | null
  /** `no_method`: there was nothing to charge. */
  failure: { code: string; declineCode?: string | null } | 'no_method'
  /** The customer tried it in person (a bank debit that was refused later). */
  onSession: boolean
  finalizedAt: Date
  /** When the attempt was made, and when it turned out to have failed: days later for a direct debit. */
  attemptedAt: Date
  failedAt: Date
}

/**
 * What follows a failed attempt. All instants count days of 24 hours, so that the hour of the first attempt is kept and
 * no time zone matters.
 *
 * - An attempt counts as one of the schedule if the schedule asked for it by then. The customer's own tries, a new card
 *   that is tried at once and a charge by staff before its turn leave the counter and the next planned attempt alone.
 * - A refusal that only another card or the customer can mend plans nothing; the final action follows `giveUpDays` after
 *   the first such refusal. A later soft refusal (of the new card) takes the schedule up again where it stopped.
 * - When the schedule is used up, the final action is due at once.
 *
 * Days 1, 3, 5, 7, finalised 1 May 10:00: soft refusals plan 2, 4, 6 and 8 May, and at the fifth, on 8 May, it is over.
 * A stolen card on 4 May: nothing planned, final action on 18 May. Its successor is refused softly on 10 May: next on 12 May.
 */
export function dunningStep(input: DunningStepInput): DunningState {
  const { policy, before, failure, onSession, finalizedAt, attemptedAt, failedAt } = input
  const planned = before?.nextAttemptAt ?? null
  const counts = !onSession && failure !== 'no_method' && (before ? planned !== null && attemptedAt >= planned : true)
  const attempts = (before?.attempts ?? 0) + (counts ? 1 : 0)
  const next: NextAttempt | { stop: 'no_method' } =
    failure === 'no_method'
      ? { stop: 'no_method' }
      : nextAttempt({ attemptsMade: attempts, failure, finalizedAt, failedAt, scheduleDays: policy.retryDays })
  if ('retryAt' in next) {
    const keeps = !counts && planned !== null && planned > failedAt
    return { attempts, nextAttemptAt: keeps ? planned : next.retryAt, stop: null, giveUpAt: null }
  }
  if (next.stop === 'exhausted') return { attempts, nextAttemptAt: null, stop: next.stop, giveUpAt: failedAt }
  const since = before?.stop && before.stop !== 'exhausted' ? before.giveUpAt : null
  const giveUpAt = since ?? new Date(failedAt.getTime() + policy.giveUpDays * DAY)
  return { attempts, nextAttemptAt: null, stop: next.stop, giveUpAt }
}

/**
 * Lifts a hold. What fell due meanwhile is tried now; the time to the final action goes on where it stood.
 * Held from 3 to 10 May with the final action planned for 18 May: it is due on 25 May.
 */
export function resumeDunning<State extends Pick<DunningState, 'nextAttemptAt' | 'giveUpAt'>>({
  state,
  pausedAt,
  now,
}: {
  state: State
  pausedAt: Date
  now: Date
}): { collectAt: Date | null; giveUpAt: Date | null } {
  const { nextAttemptAt, giveUpAt } = state
  return {
    collectAt: nextAttemptAt && nextAttemptAt < now ? now : nextAttemptAt,
    giveUpAt: giveUpAt && new Date(giveUpAt.getTime() + now.getTime() - pausedAt.getTime()),
  }
}
