import { addDaysInZone, cyclePeriod, dateInZone, startOfDayInZone, type Period } from '@/lib/engine/calendar'

export const RANGES = ['30d', '90d', '12m', '24m'] as const
export type RangeName = (typeof RANGES)[number]

export const REPORT_INTERVALS = ['day', 'week', 'month'] as const
export type ReportInterval = (typeof REPORT_INTERVALS)[number]

/** Intervals that make a readable chart of a range, the usual one first. */
export const INTERVALS_OF: Record<RangeName, readonly [ReportInterval, ...ReportInterval[]]> = {
  '30d': ['day', 'week'],
  '90d': ['week', 'day', 'month'],
  '12m': ['month', 'week'],
  '24m': ['month'],
}

export interface ReportRange {
  name: RangeName
  interval: ReportInterval
  from: Date
  /** Exclusive: one millisecond after the present, so that what happens now is in. */
  to: Date
  /** Half-open and without gaps from `from` to `to`; the last one is cut off by the present. */
  buckets: Period[]
}

/** What the address bar says, made valid: an unknown range is twelve months, an unfit interval the range's usual one. */
export function readRange({ range, interval }: { range?: string; interval?: string }): {
  name: RangeName
  interval: ReportInterval
} {
  const name = RANGES.find((candidate) => candidate === range) ?? '12m'
  return { name, interval: INTERVALS_OF[name].find((candidate) => candidate === interval) ?? INTERVALS_OF[name][0] }
}

/**
 * A range of days or months that ends with the present one, cut into calendar days, weeks (from Monday) or months of the
 * zone. 12 months by month on 22 Nov 2026 in Berlin: from 1 Dec 2025 00:00 (23:00Z the day before), twelve buckets.
 */
export function reportRange({
  name,
  interval,
  now,
  timeZone,
}: {
  name: RangeName
  interval: ReportInterval
  now: Date
  timeZone: string
}): ReportRange {
  const to = new Date(now.getTime() + 1)
  const from = alignedStart({ at: firstInstant({ name, now, timeZone }), interval, timeZone })
  const buckets: Period[] = []
  for (let start = from; start < to;) {
    const next = endOfBucket({ start, interval, timeZone })
    buckets.push({ start, end: next < to ? next : to })
    start = next
  }
  return { name, interval, from, to, buckets }
}

function firstInstant({ name, now, timeZone }: { name: RangeName; now: Date; timeZone: string }): Date {
  const today = startOfDayInZone({ at: now, timeZone })
  if (name === '30d') return addDaysInZone({ at: today, days: -29, timeZone })
  if (name === '90d') return addDaysInZone({ at: today, days: -89, timeZone })
  const months = name === '12m' ? 11 : 23
  const anchor = startOfMonth({ at: now, timeZone })
  return cyclePeriod({ anchor, interval: 'MONTH', intervalCount: 1, timeZone, index: -months }).start
}

function alignedStart({ at, interval, timeZone }: { at: Date; interval: ReportInterval; timeZone: string }): Date {
  if (interval === 'day') return startOfDayInZone({ at, timeZone })
  return interval === 'week' ? startOfWeek({ at, timeZone }) : startOfMonth({ at, timeZone })
}

function endOfBucket({ start, interval, timeZone }: { start: Date; interval: ReportInterval; timeZone: string }): Date {
  if (interval === 'month')
    return cyclePeriod({ anchor: start, interval: 'MONTH', intervalCount: 1, timeZone, index: 0 }).end
  return addDaysInZone({ at: start, days: interval === 'day' ? 1 : 7, timeZone })
}

function startOfMonth({ at, timeZone }: { at: Date; timeZone: string }): Date {
  const dayOfMonth = Number(dateInZone({ at, timeZone }).slice(8))
  return addDaysInZone({ at: startOfDayInZone({ at, timeZone }), days: 1 - dayOfMonth, timeZone })
}

function startOfWeek({ at, timeZone }: { at: Date; timeZone: string }): Date {
  const sinceMonday = (new Date(`${dateInZone({ at, timeZone })}T00:00:00Z`).getUTCDay() + 6) % 7
  return addDaysInZone({ at: startOfDayInZone({ at, timeZone }), days: -sinceMonday, timeZone })
}
