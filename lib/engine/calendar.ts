import { Temporal } from 'temporal-polyfill'
import { EngineError } from './errors'
import { instantOf, wallClockOf } from './zone-offsets'

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

const DAY = 86_400_000

interface WallClock {
  year: number
  /** From 0. */
  month: number
  day: number
  /** Milliseconds since midnight. */
  time: number
}

function wallClock(at: Date, timeZone: string): WallClock {
  const local = wallClockOf(at.getTime(), timeZone)
  const date = new Date(local)
  return {
    year: date.getUTCFullYear(),
    month: date.getUTCMonth(),
    day: date.getUTCDate(),
    time: local - Math.floor(local / DAY) * DAY,
  }
}

/** The same day and time some months later, or the month's last day where it is shorter; as `instantOf` takes it. */
function addMonths({ year, month, day, time }: WallClock, months: number): number {
  const lastDay = new Date(Date.UTC(year, month + months + 1, 0)).getUTCDate()
  return Date.UTC(year, month + months, Math.min(day, lastDay)) + time
}

/** A quarter has 3, a year 12. Throws `interval_count_invalid`. */
export function monthsPerCycle({ interval, intervalCount }: Pick<CycleSchedule, 'interval' | 'intervalCount'>): number {
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
  readonly #timeZone: string
  readonly #anchor: WallClock
  readonly #starts = new Map<number, number>()

  /** Throws `interval_count_invalid`. */
  constructor(schedule: CycleSchedule) {
    this.#months = monthsPerCycle(schedule)
    this.#timeZone = schedule.timeZone
    this.#anchor = wallClock(schedule.anchor, schedule.timeZone)
    this.#starts.set(0, schedule.anchor.getTime())
  }

  #startOf(index: number): number {
    let start = this.#starts.get(index)
    if (start === undefined) {
      start = instantOf(addMonths(this.#anchor, this.#months * index), this.#timeZone)
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
    const elapsed = (at.getUTCFullYear() - this.#anchor.year) * 12 + at.getUTCMonth() - this.#anchor.month
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

/**
 * The first boundary of a schedule's periods that is not before `at`. Monthly from 31 January, at 1 March: 31 March; at the
 * very instant of a boundary: that one.
 */
export function boundaryFrom({ at, ...schedule }: CycleSchedule & { at: Date }): Date {
  const { start, end } = cyclePeriod({ ...schedule, index: cycleIndexAt({ ...schedule, at }) })
  return start.getTime() === at.getTime() ? start : end
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
  const dayOf = (at: Date) => Math.floor(wallClockOf(at.getTime(), timeZone) / DAY)
  return dayOf(to) - dayOf(from)
}

/** The calendar date of an instant in the zone, `YYYY-MM-DD`. */
export function dateInZone({ at, timeZone }: { at: Date; timeZone: string }): string {
  return new Date(wallClockOf(at.getTime(), timeZone)).toISOString().slice(0, 10)
}

/** `YYYY-MM-DD` plus a number of days. */
export function addDaysToDate(date: string, days: number): string {
  return Temporal.PlainDate.from(date).add({ days }).toString()
}

/**
 * A date (midnight), a wall-clock time in the zone, or an instant with an offset of its own: `2026-03-29`,
 * `2026-03-29T12:00`, `2026-03-29T12:00Z`. Throws `time_invalid`.
 */
export function instantInZone({ text, timeZone }: { text: string; timeZone: string }): Date {
  try {
    if (/(Z|[+-]\d\d:\d\d)$/.test(text)) return new Date(Temporal.Instant.from(text).epochMilliseconds)
    return toDate(Temporal.PlainDateTime.from(text, { overflow: 'reject' }).toZonedDateTime(timeZone))
  } catch {
    throw new EngineError('time_invalid', `There is no such date or time: ${text.slice(0, 40)}`)
  }
}
