import { Temporal } from 'temporal-polyfill'
import { EngineError } from './errors'

export type Interval = 'MONTH' | 'YEAR'

/** Half-open: `start` belongs to it, `end` to the next one. */
export interface Period {
  start: Date
  end: Date
}

export interface CycleSchedule {
  /** The instant every period is counted from. */
  anchor: Date
  interval: Interval
  /** 1 = every interval, 3 with MONTH = quarterly. */
  intervalCount: number
  /** IANA zone of the customer: wall-clock time and month lengths are taken there. */
  timeZone: string
}

function zoned(at: Date, timeZone: string): Temporal.ZonedDateTime {
  return Temporal.Instant.fromEpochMilliseconds(at.getTime()).toZonedDateTimeISO(timeZone)
}

const toDate = (value: Temporal.ZonedDateTime): Date => new Date(value.epochMilliseconds)

function monthsPerCycle({ interval, intervalCount }: CycleSchedule): number {
  if (!Number.isInteger(intervalCount) || intervalCount < 1) {
    throw new EngineError('interval_count_invalid', 'An interval count is a whole number from 1.', { intervalCount })
  }
  return interval === 'YEAR' ? 12 * intervalCount : intervalCount
}

/**
 * The starts of a schedule's periods, each computed once. Long lives ask for the same few starts again and again, and
 * time zone arithmetic is what costs in a renewal.
 */
export class CycleClock {
  readonly #months: number
  readonly #anchor: Temporal.ZonedDateTime
  readonly #starts = new Map<number, number>()

  /** Throws `interval_count_invalid`. */
  constructor(schedule: CycleSchedule) {
    this.#months = monthsPerCycle(schedule)
    this.#anchor = zoned(schedule.anchor, schedule.timeZone)
    this.#starts.set(0, schedule.anchor.getTime())
  }

  #startOf(index: number): number {
    let start = this.#starts.get(index)
    if (start === undefined) {
      start = this.#anchor.add({ months: this.#months * index }).epochMilliseconds
      this.#starts.set(index, start)
    }
    return start
  }

  /** See `cyclePeriod`. */
  period(index: number): Period {
    return { start: new Date(this.#startOf(index)), end: new Date(this.#startOf(index + 1)) }
  }

  /** See `cycleIndexAt`. */
  indexAt(at: Date): number {
    // A guess from the UTC month is off by one at most; the exact starts decide.
    const elapsed = (at.getUTCFullYear() - this.#anchor.year) * 12 + at.getUTCMonth() + 1 - this.#anchor.month
    let index = Math.floor(elapsed / this.#months)
    while (this.#startOf(index) > at.getTime()) index -= 1
    while (this.#startOf(index + 1) <= at.getTime()) index += 1
    return index
  }
}

/**
 * Period `index` of a schedule: anchor + index × interval, each end computed from the anchor (never from the previous
 * period), clamped to the month's length, at the anchor's wall-clock time in the zone.
 *
 * Anchor 31 Jan 2025 09:00 Berlin, monthly: period 0 ends 28 Feb 09:00 (08:00Z), period 1 ends 31 Mar 09:00, which is
 * 07:00Z because summer time began. A wall-clock time skipped by DST moves forward, a doubled one is the first of both.
 */
export function cyclePeriod({ index, ...schedule }: CycleSchedule & { index: number }): Period {
  return new CycleClock(schedule).period(index)
}

/** The index of the period that contains `at`; negative before the anchor. */
export function cycleIndexAt({ at, ...schedule }: CycleSchedule & { at: Date }): number {
  return new CycleClock(schedule).indexAt(at)
}

/** The same wall-clock time `days` later in the zone: across DST a day has 23 or 25 hours. */
export function addDaysInZone({ at, days, timeZone }: { at: Date; days: number; timeZone: string }): Date {
  return toDate(zoned(at, timeZone).add({ days }))
}

/** Midnight of the instant's calendar day in the zone, or the first instant of the day where DST skips midnight. */
export function startOfDayInZone({ at, timeZone }: { at: Date; timeZone: string }): Date {
  return toDate(zoned(at, timeZone).startOfDay())
}

/** Calendar days from one instant's date to the other's in the zone: 23:59 to 00:01 the next night is 1. */
export function daysBetweenInZone({ from, to, timeZone }: { from: Date; to: Date; timeZone: string }): number {
  return zoned(from, timeZone).toPlainDate().until(zoned(to, timeZone).toPlainDate(), { largestUnit: 'day' }).days
}

/** The calendar date of an instant in the zone, `YYYY-MM-DD`. */
export function dateInZone({ at, timeZone }: { at: Date; timeZone: string }): string {
  return zoned(at, timeZone).toPlainDate().toString()
}

/** `YYYY-MM-DD` plus a number of days. */
export function addDaysToDate(date: string, days: number): string {
  return Temporal.PlainDate.from(date).add({ days }).toString()
}
