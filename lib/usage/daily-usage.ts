import { addDaysInZone, dateInZone, startOfDayInZone } from '@/lib/engine/calendar'
import { db, type Database } from '@/lib/platform/db/client'
import { totalsOf, type UsageTotal } from './read-totals'

export interface DailyUsage extends UsageTotal {
  /** The local day, `2026-11-22`. */
  date: string
}

/**
 * A meter's use of each local day that [from, to) touches, for charts: the first and the last day as far as they belong to it.
 * A time-weighted level is the day's average; a level that carries on shows every day, also without events.
 */
export async function dailyUsage(
  {
    customerId,
    meterCode,
    from,
    to,
    timeZone,
  }: { customerId: string; meterCode: string; from: Date; to: Date; timeZone: string },
  tx: Database = db,
): Promise<DailyUsage[]> {
  const days: { date: string; from: Date; to: Date }[] = []
  for (let day = startOfDayInZone({ at: from, timeZone }); day < to;) {
    const next = startOfDayInZone({ at: addDaysInZone({ at: day, days: 1, timeZone }), timeZone })
    days.push({ date: dateInZone({ at: day, timeZone }), from: day < from ? from : day, to: next < to ? next : to })
    day = next
  }
  const totals = await totalsOf(
    tx,
    days.map((day) => ({ customerId, meterCode, from: day.from, to: day.to })),
  )
  return days.map(({ date }, index) => ({ date, ...totals[index]! }))
}
