import type { MrrReport } from '@/lib/reports/read-mrr'
import type { ReportRange } from '@/lib/reports/report-range'

/** What each island of the dashboard is given. */
export interface ReportProps {
  range: ReportRange
  currency: string
  now: Date
  /** Whether this role may see the rows behind movements. */
  showRows: boolean
  mrr: Promise<MrrReport>
}

/** A page of rows for the same range. */
export function rangeHref(path: string, { range, currency }: ReportProps, more: Record<string, string> = {}): string {
  const params = new URLSearchParams({ range: range.name, interval: range.interval, currency, ...more })
  return `${path}?${params.toString()}`
}

/** The instants of a range as a filter of a list. */
export function instants(name: string, { range }: ReportProps): string {
  return new URLSearchParams({
    [`${name}From`]: range.from.toISOString(),
    [`${name}To`]: range.to.toISOString(),
  }).toString()
}
