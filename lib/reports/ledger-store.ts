import { db } from '@/lib/platform/db/client'
import { Prisma } from '@/lib/platform/db/generated/client'

const { sql } = Prisma

/** Days of the books, both included: `2026-01-01` to `2026-03-31`. */
export interface Days {
  from: string
  through: string
}

const startOf = (day: string) => sql`(${day}::date::timestamp AT TIME ZONE 'Europe/Berlin')`
const endOf = (day: string) => sql`((${day}::date + 1)::timestamp AT TIME ZONE 'Europe/Berlin')`

export interface AccountBalance {
  account: string
  opening: bigint
  debit: bigint
  /** Positive. */
  credit: bigint
}

/** Per account what it held before the period and what moved in it. */
export function sumBalances({ currency, from, through }: Days & { currency: string }): Promise<AccountBalance[]> {
  return db.$queryRaw<AccountBalance[]>`
    SELECT e.account,
           coalesce(sum(e.amount) FILTER (WHERE t.occurred_at < ${startOf(from)}), 0)::bigint AS opening,
           coalesce(sum(e.amount) FILTER (WHERE t.occurred_at >= ${startOf(from)} AND e.amount > 0), 0)::bigint AS debit,
           coalesce(-sum(e.amount) FILTER (WHERE t.occurred_at >= ${startOf(from)} AND e.amount < 0), 0)::bigint AS credit
    FROM ledger_entry e JOIN ledger_transaction t ON t.id = e.transaction_id
    WHERE e.currency = ${currency} AND t.occurred_at < ${endOf(through)} GROUP BY e.account`
}

export interface EntryRow {
  transactionId: string
  position: number
  occurredAt: Date
  kind: string
  sourceId: string
  account: string
  amount: bigint
  currency: string
  customerId: string | null
  customerName: string | null
  /** The number of the invoice or credit note behind it. */
  document: string | null
  invoiceId: string | null
  paymentId: string | null
}

export interface EntryFilter extends Days {
  currency?: string
  accounts?: string[]
  customerId?: string
  /** A part of a document number or customer name, or an id. */
  search?: string
}

// A source id may say more behind a colon: the invoice and how much of it was recovered.
const documents = sql`
  FROM ledger_transaction t
  JOIN ledger_entry e ON e.transaction_id = t.id
  LEFT JOIN customer c ON c.id = t.customer_id
  LEFT JOIN invoice i ON i.id = split_part(t.source_id, ':', 1)
  LEFT JOIN credit_note n ON n.id = t.source_id
  LEFT JOIN refund r ON r.id = t.source_id
  LEFT JOIN dispute d ON d.id = split_part(t.source_id, ':', 1)
  LEFT JOIN payment p ON p.id = coalesce(r.payment_id, d.payment_id, t.source_id)
  LEFT JOIN invoice pi ON pi.id = p.invoice_id`

function matching({ from, through, currency, accounts, customerId, search }: EntryFilter): Prisma.Sql {
  const like = `%${(search ?? '').replace(/[\\%_]/g, (sign) => `\\${sign}`)}%`
  const conditions = [
    sql`t.occurred_at >= ${startOf(from)}`,
    sql`t.occurred_at < ${endOf(through)}`,
    ...(currency ? [sql`e.currency = ${currency}`] : []),
    ...(accounts?.length ? [sql`e.account = ANY(${accounts}::text[])`] : []),
    ...(customerId ? [sql`t.customer_id = ${customerId}`] : []),
    ...(search
      ? [
          sql`(c.name ILIKE ${like} OR coalesce(i.number, n.number, pi.number) ILIKE ${like} OR t.source_id = ${search} OR t.id = ${search})`,
        ]
      : []),
  ]
  return Prisma.join(conditions, ' AND ')
}

const columns = sql`
  t.id AS "transactionId", e.position, t.occurred_at AS "occurredAt", t.kind, t.source_id AS "sourceId", e.account, e.amount,
  e.currency, t.customer_id AS "customerId", c.name AS "customerName",
  coalesce(n.number, i.number, pi.number) AS document, coalesce(i.id, n.invoice_id) AS "invoiceId", p.id AS "paymentId"`

/** One page, the newest first. */
export function findEntryPage(
  filter: EntryFilter,
  { page, pageSize }: { page: number; pageSize: number },
): Promise<EntryRow[]> {
  return db.$queryRaw<EntryRow[]>`
    SELECT ${columns} ${documents} WHERE ${matching(filter)}
    ORDER BY t.occurred_at DESC, t.id DESC, e.position LIMIT ${pageSize} OFFSET ${(page - 1) * pageSize}`
}

/** How many there are, and their sum of debits and credits. */
export async function sumEntries(filter: EntryFilter): Promise<{ count: number; debit: bigint; credit: bigint }> {
  const rows = await db.$queryRaw<{ count: number; debit: bigint; credit: bigint }[]>`
    SELECT count(*)::int AS count, coalesce(sum(e.amount) FILTER (WHERE e.amount > 0), 0)::bigint AS debit,
           coalesce(-sum(e.amount) FILTER (WHERE e.amount < 0), 0)::bigint AS credit
    ${filter.search ? documents : sql`FROM ledger_transaction t JOIN ledger_entry e ON e.transaction_id = t.id`}
    WHERE ${matching(filter)}`
  return rows[0]!
}

/** The next ones in order of time after the one given: any number of them, without ever holding all. */
export function findEntriesAfter(filter: EntryFilter, after: EntryRow | null, limit: number): Promise<EntryRow[]> {
  const beyond = after
    ? sql`AND t.occurred_at >= ${after.occurredAt} AND (t.occurred_at, t.id, e.position) > (${after.occurredAt}, ${after.transactionId}, ${after.position})`
    : Prisma.empty
  return db.$queryRaw<EntryRow[]>`
    SELECT ${columns} ${documents} WHERE ${matching(filter)} ${beyond}
    ORDER BY t.occurred_at, t.id, e.position LIMIT ${limit}`
}

export interface EntryPlace {
  at: Date
  transactionId: string
  position: number
}

/** Strictly beyond an entry, the newest first; `backwards`: the nearest before it first. */
export function findEntrySlice(
  filter: EntryFilter,
  { from, backwards, take }: { from: EntryPlace | null; backwards: boolean; take: number },
): Promise<EntryRow[]> {
  const place = from && sql`(${from.at}, ${from.transactionId}, ${from.position})`
  const beyond = !from
    ? Prisma.empty
    : backwards
      ? sql`AND t.occurred_at >= ${from.at} AND (t.occurred_at, t.id, e.position) > ${place}`
      : sql`AND t.occurred_at <= ${from.at} AND (t.occurred_at, t.id, e.position) < ${place}`
  const order = backwards ? sql`t.occurred_at, t.id, e.position` : sql`t.occurred_at DESC, t.id DESC, e.position DESC`
  return db.$queryRaw<EntryRow[]>`
    SELECT ${columns} ${documents} WHERE ${matching(filter)} ${beyond} ORDER BY ${order} LIMIT ${take}`
}

export async function findAccounts(): Promise<string[]> {
  const rows = await db.$queryRaw<{ account: string }[]>`SELECT DISTINCT account FROM ledger_entry ORDER BY account`
  return rows.map(({ account }) => account)
}

export async function findLedgerCurrencies(): Promise<string[]> {
  const rows = await db.$queryRaw<{ currency: string }[]>`SELECT DISTINCT currency FROM ledger_entry ORDER BY currency`
  return rows.map(({ currency }) => currency)
}

/** What of the lines as they stand on `day` is left to earn when each of the days ends. */
export function sumLeftToEarn({ currency, day, ends }: { currency: string; day: string; ends: string[] }) {
  return db.$queryRaw<{ end: string; left: bigint }[]>`
    WITH stretch AS MATERIALIZED (
      SELECT net::bigint AS net, first_day, days FROM revenue_stretch
      WHERE first_day + days > ${day}::date + 1 AND currency = ${currency} AND net <> 0
        AND since <= ${day}::date AND (until IS NULL OR ${day}::date < until)
    )
    SELECT d.day::text AS "end", coalesce(sum(revenue_left(s.net, d.day - s.first_day + 1, s.days)), 0)::bigint AS "left"
    FROM unnest(${ends}::date[]) AS d(day) LEFT JOIN stretch s ON s.first_day + s.days > d.day + 1 GROUP BY d.day ORDER BY d.day`
}

export interface VatRow {
  country: string
  rate: string
  category: string
  taxable: bigint
  tax: bigint
  documents: number
}

/** VAT of the documents of a period, by country and rate: invoices by finalisation, less voids and credit notes by their own date. */
export function sumVat({ currency, from, through }: Days & { currency: string }): Promise<VatRow[]> {
  return db.$queryRaw<VatRow[]>`
    SELECT country, rate, category, sum(taxable)::bigint AS taxable, sum(tax)::bigint AS tax, count(DISTINCT id)::int AS documents
    FROM (
      SELECT i.id, x.country, x.rate, x.category, x.taxable, x.tax FROM invoice i JOIN invoice_tax x ON x.invoice_id = i.id
        WHERE i.currency = ${currency} AND i.finalized_at >= ${startOf(from)} AND i.finalized_at < ${endOf(through)}
      UNION ALL SELECT i.id, x.country, x.rate, x.category, -x.taxable, -x.tax FROM invoice i JOIN invoice_tax x ON x.invoice_id = i.id
        WHERE i.currency = ${currency} AND i.voided_at >= ${startOf(from)} AND i.voided_at < ${endOf(through)} AND i.status = 'VOID'
      UNION ALL SELECT n.id, l.tax_country, l.tax_rate, l.tax_category, -l.amount, -l.tax_amount
        FROM credit_note n JOIN credit_note_line l ON l.credit_note_id = n.id
        WHERE n.currency = ${currency} AND n.issued_at >= ${startOf(from)} AND n.issued_at < ${endOf(through)}
    ) AS d GROUP BY 1, 2, 3 ORDER BY 1, 2, 3`
}

/** VAT corrected for claims given up (negative), and owed again as they were paid, by country. */
export function sumBadDebtVat({ currency, from, through }: Days & { currency: string }) {
  return db.$queryRaw<{ country: string; tax: bigint }[]>`
    SELECT substr(e.account, 5) AS country, -sum(e.amount)::bigint AS tax
    FROM ledger_transaction t JOIN ledger_entry e ON e.transaction_id = t.id
    WHERE t.kind IN ('invoice.uncollectible', 'bad_debt.recovered') AND e.account LIKE 'vat.%' AND e.currency = ${currency}
      AND t.occurred_at >= ${startOf(from)} AND t.occurred_at < ${endOf(through)} GROUP BY 1 ORDER BY 1`
}
