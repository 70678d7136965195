import { SCREEN_LOCALE } from './money'

export interface DateFormat {
  /** IANA name. Always said: a date without a zone is a guess. */
  timeZone: string
  locale?: string
}

const asDate = (value: Date | string) => (typeof value === 'string' ? new Date(value) : value)

/** '22 Nov 2026' in the zone given. */
export function formatDate(value: Date | string, { timeZone, locale = SCREEN_LOCALE }: DateFormat): string {
  return new Intl.DateTimeFormat(locale, { day: 'numeric', month: 'short', year: 'numeric', timeZone }).format(
    asDate(value),
  )
}

/** '2026-11-22' in the zone given: for files that machines read. */
export function formatIsoDate(value: Date | string, timeZone: string): string {
  return new Intl.DateTimeFormat('en-CA', { dateStyle: 'short', timeZone }).format(asDate(value))
}

/** '22 Nov 2026, 14:05 CET'. */
export function formatDateTime(value: Date | string, { timeZone, locale = SCREEN_LOCALE }: DateFormat): string {
  return new Intl.DateTimeFormat(locale, {
    day: 'numeric',
    month: 'short',
    year: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
    timeZone,
    timeZoneName: 'short',
  }).format(asDate(value))
}

/**
 * A half-open period as people read it, with its last day included:
 * [1 Nov 00:00, 1 Dec 00:00) → '1 – 30 Nov 2026'. A period that ends in mid-day names that day.
 */
export function formatPeriod(
  start: Date | string,
  end: Date | string,
  { timeZone, locale = SCREEN_LOCALE }: DateFormat,
): string {
  const last = new Date(Math.max(asDate(end).getTime() - 1, asDate(start).getTime()))
  return (
    new Intl.DateTimeFormat(locale, { day: 'numeric', month: 'short', year: 'numeric', timeZone })
      .formatRange(asDate(start), last)
      // Node and browsers differ in the kind of space beside the dash; the same text must come out of both.
      .replace(/[\u2009\u202f\u00a0]/g, ' ')
  )
}
