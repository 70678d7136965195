import { addDaysToDate, dateInZone, instantInZone } from '@/lib/engine/calendar'
import { entriesForRevenueRecognized } from '@/lib/engine/ledger'
import { BOOKS_TIME_ZONE } from '@/lib/engine/revenue'
import { postTransactions } from '@/lib/ledger/post-transactions'
import { inTransaction } from '@/lib/platform/db/client'
import { claimBooks, findFirstDay, findRecognizedThrough, saveRecognizedThrough, sumEarnedByDay } from './store'

/** Days that one transaction posts: a month that was missed is one statement over the lines. */
const DAYS_AT_ONCE = 31
/** For a month of a million lines on a busy machine; nobody waits for it. */
const TIMEOUT_MS = 10 * 60_000

/**
 * Posts what each day has earned that is over at `now` and not yet posted: one ledger transaction per day and currency,
 * dated at the day's last millisecond in the seller's zone. Does nothing on the other ticks of a day. Safe to run in many
 * places at once: one of them does it. Returns how many days were recognised.
 */
export async function recognizeRevenue({ now }: { now: Date }): Promise<number> {
  const yesterday = addDaysToDate(dateInZone({ at: now, timeZone: BOOKS_TIME_ZONE }), -1)
  let days = 0
  for (;;) {
    const through = await findRecognizedThrough()
    if (through && through >= yesterday) return days
    const done = await recognizeNext(yesterday)
    if (done === 0) return days
    days += done
  }
}

/** The next days, up to and including `last`. None if there is nothing to recognise, or another process is at it. */
async function recognizeNext(last: string): Promise<number> {
  return inTransaction(async (tx) => {
    const books = await claimBooks(tx)
    if (!books) return 0
    const { recognizedThrough } = books
    const from = recognizedThrough ? addDaysToDate(recognizedThrough, 1) : await findFirstDay(tx)
    if (!from || from > last) return 0
    const furthest = addDaysToDate(from, DAYS_AT_ONCE - 1)
    const through = furthest < last ? furthest : last
    for (const { day, currency, amount } of await sumEarnedByDay(tx, { from, through })) {
      const entries = entriesForRevenueRecognized({ currency, amount })
      await postTransactions(tx, endOfDay(day), [
        { kind: 'revenue.recognized', sourceId: `${day}:${currency}`, customerId: null, entries },
      ])
    }
    await saveRecognizedThrough(tx, through)
    return (Date.parse(through) - Date.parse(from)) / 86_400_000 + 1
  }, TIMEOUT_MS)
}

const endOfDay = (day: string) =>
  new Date(instantInZone({ text: `${addDaysToDate(day, 1)}T00:00`, timeZone: BOOKS_TIME_ZONE }).getTime() - 1)
