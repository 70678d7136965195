import { dateInZone, instantInZone } from '@/lib/engine/calendar'
import { db, type Database } from '@/lib/platform/db/client'
import { dailyUsage } from './daily-usage'
import { customersWithUsage, totalsOf, type UsageTotal } from './read-totals'

export interface UsageSeries {
  /** By local day (`2026-11-22`) or month (`2026-11`). */
  points: (UsageTotal & { at: string })[]
  /** Of the whole stretch: of a level its highest, latest or average, which the points do not add up to. */
  total: UsageTotal
}

export interface SeriesWanted {
  customerId: string
  meterCode: string
  from: Date
  to: Date
  timeZone: string
  by: 'day' | 'month'
}

/** A meter's use in [from, to), point by point and as a whole, for charts and their tables. */
export async function usageSeries(wanted: SeriesWanted, tx: Database = db): Promise<UsageSeries> {
  const { customerId, meterCode, from, to, by } = wanted
  const [[total], points] = await Promise.all([
    totalsOf(tx, [{ customerId, meterCode, from, to }]),
    by === 'day'
      ? dailyUsage(wanted, tx).then((days) => days.map(({ date, ...used }) => ({ at: date, ...used })))
      : monthlyUsage(wanted, tx),
  ])
  return { total: total!, points }
}

async function monthlyUsage({ customerId, meterCode, from, to, timeZone }: SeriesWanted, tx: Database) {
  const months: { at: string; from: Date; to: Date }[] = []
  for (let at = dateInZone({ at: from, timeZone }).slice(0, 7); ; at = monthAfter(at)) {
    const [start, end] = [at, monthAfter(at)].map((month) => instantInZone({ text: `${month}-01`, timeZone }))
    if (start! >= to) break
    months.push({ at, from: start! < from ? from : start!, to: end! < to ? end! : to })
  }
  const totals = await totalsOf(
    tx,
    months.map((month) => ({ customerId, meterCode, from: month.from, to: month.to })),
  )
  return months.map(({ at }, index) => ({ at, ...totals[index]! }))
}

/** '2026-12' → '2027-01'. */
function monthAfter(month: string): string {
  const [year, number] = month.split('-').map(Number)
  return number === 12 ? `${year! + 1}-01` : `${year!}-${String(number! + 1).padStart(2, '0')}`
}

/** Whether anything was ever counted for a customer. */
export async function hasUsage(customerId: string): Promise<boolean> {
  return (await customersWithUsage(db, [customerId])).has(customerId)
}
