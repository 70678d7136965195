import { addDaysToDate, dateInZone, daysBetweenInZone } from './calendar'
import { roundHalfAwayFromZero } from './money'
import { rational } from './rational'

/** The books' day is the seller's: an instant belongs to its date in this zone (the database's `books_day` says the same). */
export const BOOKS_TIME_ZONE = 'Europe/Berlin'

export interface RevenuePeriod {
  /** Net minor units; negative for a credit. */
  amount: bigint
  from: Date
  to: Date
  timeZone: string
}

/** Calendar days that share the revenue: from's date up to, not including, to's date; at least one. */
function serviceDays({ from, to, timeZone }: RevenuePeriod): number {
  return Math.max(1, daysBetweenInZone({ from, to, timeZone }))
}

const cumulative = (amount: bigint, days: number, elapsed: number): bigint =>
  roundHalfAwayFromZero(rational(amount * BigInt(Math.min(Math.max(elapsed, 0), days)), BigInt(days)))

/**
 * What each day of a service period earns: the difference of two cumulative amounts, so the days add up to the whole
 * and no day is off by more than a cent. 10.00 over 3 days: 3.33, 3.34, 3.33 (cumulative 3.33, 6.67, 10.00).
 */
export function revenueSchedule(period: RevenuePeriod): { date: string; amount: bigint }[] {
  const days = serviceDays(period)
  const first = dateInZone({ at: period.from, timeZone: period.timeZone })
  return Array.from({ length: days }, (_, day) => ({
    date: addDaysToDate(first, day),
    amount: cumulative(period.amount, days, day + 1) - cumulative(period.amount, days, day),
  }))
}

/** The sum of the schedule's days that lie before `before`'s date: what has been earned when that day begins. */
export function revenueEarnedBefore({ before, ...period }: RevenuePeriod & { before: Date }): bigint {
  const elapsed = daysBetweenInZone({ from: period.from, to: before, timeZone: period.timeZone })
  return cumulative(period.amount, serviceDays(period), elapsed)
}

/**
 * What of a credit takes back revenue that was already earned when the day of `at` began; the rest was still deferred.
 * From cumulative totals of what is left of the line: earned and deferred never fall below zero, however many credits
 * share a line, and what is left goes on being earned evenly. None for a line without a period, which was never deferred.
 * 30.00 for 30 days, 10.00 credited after 9 days: earned 9.00 becomes 6.00, so 3.00 of it; 7.00 was deferred.
 */
export function earnedPartOfCredit({
  line: { netAmount, from, to },
  creditedBefore,
  credit,
  at,
  timeZone = BOOKS_TIME_ZONE,
}: {
  line: { netAmount: bigint; from?: Date | null; to?: Date | null }
  /** What earlier credits took of the line, and what this one takes. Positive for a charge. */
  creditedBefore: bigint
  credit: bigint
  at: Date
  timeZone?: string
}): bigint {
  // The ledger never deferred what has no period, so there is nothing to move.
  if (!from || !to || from >= to) return 0n
  const earned = (amount: bigint) => revenueEarnedBefore({ amount, from, to, timeZone, before: at })
  return earned(netAmount - creditedBefore) - earned(netAmount - creditedBefore - credit)
}
