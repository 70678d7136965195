import { taxTerritory } from './tax-territory'
import { EU_MEMBER_STATES } from './rates'

/** UNKNOWN = VIES did not answer, which never means invalid; NONE = the customer gave no id. */
export type VatIdStatus = 'VALID' | 'INVALID' | 'UNKNOWN' | 'NONE'

/** What VIES said; UNAVAILABLE is no answer, and says nothing about the id. */
export type VatIdOutcome = 'VALID' | 'INVALID' | 'UNAVAILABLE'

export interface VatIdState {
  status: VatIdStatus
  /** When VIES last answered about this id. */
  checkedAt: Date | null
  /** When to ask (again); null = never by itself. */
  checkAt: Date | null
  /** How often in a row it did not answer. */
  failures: number
}

export interface VatIdPolicy {
  /** A confirmed id is asked about again after so many days. */
  recheckDays: number
  /** A confirmation counts no longer than this without a new answer. */
  trustDays: number
}

const MINUTE = 60_000
const DAY = 24 * 60 * MINUTE
const FIRST_RETRY = 5 * MINUTE
const LONGEST_RETRY = 12 * 60 * MINUTE

/**
 * What is known of a VAT id after VIES was asked at `now`. No answer never changes VALID to INVALID: the last confirmation
 * stands for `trustDays` since it was given, then the id is UNKNOWN. Retries after 5, 10, 20 … minutes, at most 12 hours.
 *
 * Confirmed on 1 January, trusted for 120 days: unanswered on 30 April it is VALID, from 1 May it is UNKNOWN.
 */
export function afterVatIdCheck(
  state: VatIdState,
  { outcome, now, policy }: { outcome: VatIdOutcome; now: Date; policy: VatIdPolicy },
): VatIdState {
  if (outcome === 'VALID') {
    const checkAt = new Date(now.getTime() + policy.recheckDays * DAY)
    return { status: 'VALID', checkedAt: now, checkAt, failures: 0 }
  }
  if (outcome === 'INVALID') return { status: 'INVALID', checkedAt: now, checkAt: null, failures: 0 }
  const trustedUntil = (state.checkedAt?.getTime() ?? -Infinity) + policy.trustDays * DAY
  const stands = state.status === 'INVALID' || (state.status === 'VALID' && now.getTime() < trustedUntil)
  const pause = Math.min(FIRST_RETRY * 2 ** state.failures, LONGEST_RETRY)
  // A retry is never later than the end of the trust: from then on the id is not known.
  const retryAt = now.getTime() + pause
  const checkAt = new Date(state.status === 'VALID' && stands ? Math.min(retryAt, trustedUntil) : retryAt)
  return {
    status: stands ? state.status : 'UNKNOWN',
    checkedAt: state.checkedAt,
    checkAt,
    failures: state.failures + 1,
  }
}

/** The state whose tax office registered an id: `EL094259216` → GR, `XI…` → GB; null without a prefix. */
export function vatIdCountry(vatId: string | null | undefined): string | null {
  const prefix = /^\s*([A-Za-z]{2})/.exec(vatId ?? '')?.[1]
  return prefix ? taxTerritory({ country: prefix }).country : null
}

/** Whether VIES can say anything about an id: those of member states, and Northern Ireland's (for goods). */
export function isInVies(vatId: string): boolean {
  return EU_MEMBER_STATES.has(vatIdCountry(vatId) ?? '') || /^XI/i.test(vatId)
}
