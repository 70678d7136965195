import { STAFF_TIME_ZONE } from '@/components/admin/time-zone'
import { listCurrencies } from '@/lib/reports/read-dashboard'
import { readRange, reportRange, type ReportRange } from '@/lib/reports/report-range'

type SearchParams = Record<string, string | string[] | undefined>

const first = (value: string | string[] | undefined) => (Array.isArray(value) ? value[0] : value)

/** Range, interval and currency of a report as the URL says them; what it does not say is the usual. */
export async function readReportQuery(
  params: SearchParams,
  now: Date,
): Promise<{ range: ReportRange; currency: string; currencies: string[] }> {
  const currencies = await listCurrencies()
  const wanted = first(params.currency)
  return {
    currencies,
    currency: currencies.find((currency) => currency === wanted) ?? currencies[0] ?? 'EUR',
    range: reportRange({
      ...readRange({ range: first(params.range), interval: first(params.interval) }),
      now,
      timeZone: STAFF_TIME_ZONE,
    }),
  }
}
