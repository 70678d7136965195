import { addDaysToDate } from '@/lib/engine/calendar'
import { sumLeftToEarn } from './ledger-store'

export interface DeferredMonth {
  /** `2026-03` */
  month: string
  earned: bigint
  /** What is left to earn when it ends. */
  left: bigint
}

const MONTHS = 24

/**
 * What is billed and still to be earned after `day`, and in which months it will be, if nothing is billed or credited any
 * more. The first month is the rest of the present one. Months after the last that earns something are left out.
 */
export async function readDeferredRevenue({
  currency,
  day,
}: {
  currency: string
  day: string
}): Promise<{ deferred: bigint; months: DeferredMonth[] }> {
  const ends = Array.from({ length: MONTHS }, (_, index) => endOfMonth(day, index)).filter((end) => end > day)
  const rows = await sumLeftToEarn({ currency, day, ends: [day, ...ends] })
  const deferred = rows[0]?.left ?? 0n
  const months = rows.slice(1).map(({ end, left }, index) => ({
    month: end.slice(0, 7),
    earned: rows[index]!.left - left,
    left,
  }))
  const last = months.findLastIndex(({ earned }) => earned !== 0n)
  return { deferred, months: months.slice(0, last + 1) }
}

function endOfMonth(day: string, monthsOn: number): string {
  const [year, month] = day.split('-').map(Number) as [number, number]
  const index = year * 12 + month + monthsOn
  const firstOfNext = `${Math.floor(index / 12)}-${String((index % 12) + 1).padStart(2, '0')}-01`
  return addDaysToDate(firstOfNext, -1)
}
