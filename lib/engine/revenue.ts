import { addDaysToDate, dateInZone, daysBetweenInZone } from './calendar'
import { roundHalfAwayFromZero } from './money'
import { rational } from './rational'

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
