import type { BooksView } from '@/components/admin/books/period-form'
import { dateInZone } from '@/lib/engine/calendar'
import { BOOKS_TIME_ZONE } from '@/lib/engine/revenue'
import { booksPresets, readBooksPeriod } from '@/lib/reports/books-period'
import { listLedgerCurrencies } from '@/lib/reports/read-ledger'
import type { SearchParams } from '../_lists/list-query'

const first = (value: string | string[] | undefined) => (Array.isArray(value) ? value[0] : value)

/** Period and currency of a report of the books as the URL says them; what it does not say is the usual. */
export async function readBooksQuery(params: SearchParams, now: Date): Promise<BooksView & { today: string }> {
  const today = dateInZone({ at: now, timeZone: BOOKS_TIME_ZONE })
  const currencies = await listLedgerCurrencies()
  const usual = currencies.includes('EUR') ? 'EUR' : (currencies[0] ?? 'EUR')
  return {
    ...readBooksPeriod({ from: first(params.from), through: first(params.to), today }),
    currency: currencies.find((each) => each === first(params.currency)) ?? usual,
    currencies,
    presets: booksPresets(today),
    today,
  }
}

/** The same for the address of another view. */
export const booksParams = ({ from, through, currency }: { from: string; through: string; currency: string }) => ({
  from,
  to: through,
  currency,
})
