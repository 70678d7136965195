import { formatDate } from '@/components/format/date-time'
import { SCREEN_LOCALE } from '@/components/format/money'
import { texts } from '@/components/texts/en'

/** How an axis names a day, a week or a month: '12 Nov', '12 Nov', 'Nov 2026'. */
export function bucketLabel(start: Date, interval: string, timeZone: string): string {
  const parts: Intl.DateTimeFormatOptions =
    interval === 'month' ? { month: 'short', year: 'numeric' } : { day: 'numeric', month: 'short' }
  return new Intl.DateTimeFormat(SCREEN_LOCALE, { ...parts, timeZone }).format(start)
}

/** The same for a row of a table: '12 Nov 2026', 'Week of 9 Nov 2026', 'Nov 2026'. */
export function bucketName(start: Date, interval: string, timeZone: string): string {
  if (interval === 'month') return bucketLabel(start, interval, timeZone)
  const date = formatDate(start, { timeZone })
  return interval === 'week' ? texts.admin.range.week(date) : date
}
