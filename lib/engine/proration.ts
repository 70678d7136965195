import { daysBetweenInZone, type Period } from './calendar'
import { EngineError } from './errors'
import { multiply, rational, type Rational } from './rational'

export type Granularity = 'second' | 'day'

export interface PeriodShare {
  /** Whole seconds or calendar days of the part. */
  used: bigint
  /** The same of the full anchored period: never of what happens to be left of it. */
  whole: bigint
}

export interface PeriodShareInput {
  period: Period
  from: Date
  to: Date
  granularity: Granularity
  /** IANA zone whose midnights bound the days. */
  timeZone: string
}

const wholeSeconds = (at: Date): bigint => BigInt(Math.floor(at.getTime() / 1000))

/**
 * How much of a period lies in `[from, to)`. Shares of adjoining parts add up: every instant is first cut to its second,
 * or to its calendar day in the zone (the day of a change belongs to what comes after).
 *
 * 16 January 12:00 to 1 February of January, UTC: 1,339,200 of 2,678,400 seconds; or 16 of 31 days.
 * Throws `proration_outside_period`.
 */
export function periodShare({ period, from, to, granularity, timeZone }: PeriodShareInput): PeriodShare {
  if (from > to || from < period.start || to > period.end || period.start >= period.end) {
    throw new EngineError('proration_outside_period', 'The part does not lie within its period.', {
      from: from.toISOString(),
      to: to.toISOString(),
      start: period.start.toISOString(),
      end: period.end.toISOString(),
    })
  }
  if (granularity === 'second') {
    return {
      used: wholeSeconds(to) - wholeSeconds(from),
      whole: wholeSeconds(period.end) - wholeSeconds(period.start),
    }
  }
  return {
    used: BigInt(daysBetweenInZone({ from, to, timeZone })),
    whole: BigInt(daysBetweenInZone({ from: period.start, to: period.end, timeZone })),
  }
}

/**
 * `amount × used ÷ whole period`, exact and not yet rounded. 29.00 for the half of January above: 1450 minor units.
 */
export function prorate({ amount, ...part }: PeriodShareInput & { amount: bigint }): Rational {
  const { used, whole } = periodShare(part)
  return multiply(rational(amount), rational(used, whole))
}
