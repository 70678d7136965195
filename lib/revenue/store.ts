import { account } from '@/lib/engine/ledger'
import { db, type Database } from '@/lib/platform/db/client'

const BOOKS = 'books'

/** The last day whose revenue is recognised, `2026-03-31`; null before the first. */
export async function findRecognizedThrough(): Promise<string | null> {
  const row = await db.books.findUnique({ where: { id: BOOKS } })
  return row?.recognizedThrough?.toISOString().slice(0, 10) ?? null
}

/** The date of the ledger's first transaction in the books' zone; null while there is none. */
export async function findFirstDay(tx: Database): Promise<string | null> {
  const rows = await tx.$queryRaw<{ day: string | null }[]>`
    SELECT books_day(min(occurred_at))::text AS day FROM ledger_transaction`
  return rows[0]!.day
}

/** Takes the books for this transaction; false while another process has them. */
export async function claimBooks(tx: Database): Promise<{ recognizedThrough: string | null } | null> {
  await tx.$executeRaw`INSERT INTO books (id) VALUES (${BOOKS}) ON CONFLICT DO NOTHING`
  const rows = await tx.$queryRaw<{ recognizedThrough: string | null }[]>`
    SELECT recognized_through::text AS "recognizedThrough" FROM books WHERE id = ${BOOKS} FOR UPDATE SKIP LOCKED`
  return rows[0] ?? null
}

export async function saveRecognizedThrough(tx: Database, day: string): Promise<void> {
  await tx.$executeRaw`UPDATE books SET recognized_through = ${day}::date WHERE id = ${BOOKS}`
}

export interface DayRevenue {
  day: string
  currency: string
  amount: bigint
}

/**
 * What each day from `from` through `through` earned, per currency: what the ledger holds as deferred when the day ends
 * less what is left to earn of all lines. By difference, so that nothing is earned twice, and what an earlier run
 * missed is earned with the next day.
 */
export async function sumEarnedByDay(
  tx: Database,
  { from, through }: { from: string; through: string },
): Promise<DayRevenue[]> {
  return tx.$queryRaw<DayRevenue[]>`
    WITH day AS (
      SELECT generate_series(${from}::date, ${through}::date, '1 day')::date AS day
    ), stretch AS MATERIALIZED (
      SELECT * FROM revenue_stretch WHERE first_day + days > ${from}::date + 1 AND since <= ${through}::date AND net <> 0
    ), left_to_earn AS (
      SELECT day, currency, sum(revenue_left(net::bigint, day - first_day + 1, days)) AS amount
      FROM day JOIN stretch ON since <= day AND (until IS NULL OR day < until) GROUP BY 1, 2
    ), held AS (
      SELECT currency, -sum(amount) AS amount FROM ledger_entry WHERE account = ${account.revenueDeferred} GROUP BY 1
    ), posted_later AS (
      SELECT books_day(t.occurred_at) AS day, e.currency, -sum(e.amount) AS amount
      FROM ledger_transaction t JOIN ledger_entry e ON e.transaction_id = t.id AND e.account = ${account.revenueDeferred}
      WHERE t.occurred_at >= (${from}::date + 1)::timestamp AT TIME ZONE 'Europe/Berlin' GROUP BY 1, 2
    ), due AS (
      SELECT day.day, held.currency,
             held.amount - coalesce((SELECT sum(p.amount) FROM posted_later p WHERE p.currency = held.currency AND p.day > day.day), 0)
               - coalesce(l.amount, 0) AS amount
      FROM day CROSS JOIN held LEFT JOIN left_to_earn l ON l.day = day.day AND l.currency = held.currency
    ), earned AS (
      SELECT day, currency, amount - coalesce(lag(amount) OVER (PARTITION BY currency ORDER BY day), 0) AS amount FROM due
    )
    SELECT day::text AS day, currency, amount::bigint AS amount FROM earned WHERE amount <> 0 ORDER BY day, currency`
}
