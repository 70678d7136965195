import { addDaysToDate } from '@/lib/engine/calendar'
import type { Days } from './ledger-store'

const DATE = /^20\d\d-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$/

/** What the address bar says, made valid: without both days it is the present month up to today. */
export function readBooksPeriod({ from, through, today }: { from?: string; through?: string; today: string }): Days {
  const valid = [from, through].every(
    (day) => day && DATE.test(day) && addDaysToDate(`${day.slice(0, 7)}-01`, Number(day.slice(8)) - 1) === day,
  )
  return valid && from! <= through!
    ? { from: from!, through: through! }
    : { from: `${today.slice(0, 7)}-01`, through: today }
}

/** Months, quarters and years around today; the present ones end today. */
export function booksPresets(today: string): ({ id: string } & Days)[] {
  const [year, month] = [Number(today.slice(0, 4)), Number(today.slice(5, 7))]
  const start = (months: number) => {
    const index = year * 12 + months - 1
    return `${Math.floor(index / 12)}-${String((index % 12) + 1).padStart(2, '0')}-01`
  }
  const quarter = month - ((month - 1) % 3)
  const whole = (id: string, first: number, months: number) => ({
    id,
    from: start(first),
    through: addDaysToDate(start(first + months), -1),
  })
  return [
    { id: 'month', from: start(month), through: today },
    whole('lastMonth', month - 1, 1),
    { id: 'quarter', from: start(quarter), through: today },
    whole('lastQuarter', quarter - 3, 3),
    { id: 'year', from: start(1), through: today },
    whole('lastYear', -11, 12),
  ]
}
