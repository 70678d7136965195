import { db } from '@/lib/platform/db/client'
import { Prisma } from '@/lib/platform/db/generated/client'

const { sql } = Prisma

/** Distinct lengths of the rhythms that are sold, in months: what MRR has to be divided by. */
export async function findPriceMonths(currency: string): Promise<number[]> {
  const rows = await db.$queryRaw<{ months: number }[]>`
    SELECT DISTINCT (CASE interval WHEN 'YEAR' THEN 12 ELSE 1 END) * interval_count AS months
    FROM price WHERE currency = ${currency} ORDER BY months`
  return rows.map(({ months }) => months)
}

/**
 * The stretches in which a customer paid for something, with their MRR in units of 1 ÷ `scale` of a minor unit: a whole
 * number where `scale` is a common multiple of all rhythms, so that SQL adds up exactly. The contract's segments, cut to
 * the subscription's life and to its billed phases; what was never paid for at all does not count.
 */
const spans = ({ currency, scale }: { currency: string; scale: bigint }) => sql`
  phase AS (
    SELECT subscription_id, kind, starts_at,
           lead(starts_at) OVER (PARTITION BY subscription_id ORDER BY starts_at) AS ends_at
    FROM subscription_phase
  ), span AS (
    SELECT s.id AS subscription_id, s.customer_id, p.plan_id,
           p.unit_amount * i.quantity *
             (${scale}::bigint / ((CASE p.interval WHEN 'YEAR' THEN 12 ELSE 1 END) * p.interval_count)) AS amount,
           greatest(i.valid_from, ph.starts_at) AS since,
           least(i.valid_to, ph.ends_at, s.ended_at) AS until
    FROM subscription s
    JOIN subscription_item i ON i.subscription_id = s.id
    JOIN price p ON p.id = i.price_id AND p.currency = ${currency}
    JOIN phase ph ON ph.subscription_id = s.id AND ph.kind = 'BILLED'
    WHERE s.status NOT IN ('INCOMPLETE', 'INCOMPLETE_EXPIRED')
  ), event AS (
    SELECT customer_id, plan_id, since AS at, amount FROM span WHERE until IS NULL OR since < until
    UNION ALL
    SELECT customer_id, plan_id, until, -amount FROM span WHERE since < until
  )`

/**
 * Per customer and bucket, MRR before and after. Bucket 0 is all that was before the first bound, bucket k the half-open
 * [bound k, bound k + 1). Only buckets in which something of the customer changed have a row.
 */
const steps = (bounds: Date[]) => sql`
  by_customer AS (
    SELECT customer_id, width_bucket(at, ${bounds}::timestamptz[]) AS bucket, sum(amount) AS delta
    FROM event WHERE at < ${bounds.at(-1)!} GROUP BY 1, 2
  ), step AS (
    SELECT customer_id, bucket, delta, sum(delta) OVER life AS after, sum(delta) OVER life - delta AS before,
           min(bucket) OVER (PARTITION BY customer_id) AS first_bucket
    FROM by_customer WINDOW life AS (PARTITION BY customer_id ORDER BY bucket)
  ), movement AS (
    SELECT *, CASE
      WHEN bucket = 0 THEN 'opening'
      WHEN before = 0 AND first_bucket < bucket THEN 'reactivation'
      WHEN before = 0 THEN 'new'
      WHEN after = 0 THEN 'churn'
      WHEN after > before THEN 'expansion'
      ELSE 'contraction' END AS kind
    FROM step WHERE delta <> 0 OR bucket = 0
  )`

export type MovementKind = 'new' | 'expansion' | 'contraction' | 'churn' | 'reactivation'

interface MrrQuery {
  currency: string
  scale: bigint
  /** At least two, rising. */
  bounds: Date[]
}

/** What moved MRR in each bucket, by kind; `opening` is the MRR at the first bound, with the customers that made it. */
export function sumMovements({ bounds, ...query }: MrrQuery) {
  return db.$queryRaw<{ bucket: number; kind: MovementKind | 'opening'; amount: bigint; customers: number }[]>`
    WITH ${spans(query)}, ${steps(bounds)}
    SELECT bucket, kind, sum(after - before)::bigint AS amount, count(*) FILTER (WHERE kind <> 'opening' OR after > 0)::int AS customers
    FROM movement GROUP BY bucket, kind ORDER BY bucket, kind`
}

/** By how much each plan's MRR changed in each bucket; bucket 0 is its MRR at the first bound. */
export function sumPlanChanges({ bounds, ...query }: MrrQuery) {
  return db.$queryRaw<{ planId: string; bucket: number; amount: bigint }[]>`
    WITH ${spans(query)}
    SELECT plan_id AS "planId", width_bucket(at, ${bounds}::timestamptz[]) AS bucket, sum(amount)::bigint AS amount
    FROM event WHERE at < ${bounds.at(-1)!} GROUP BY 1, 2 ORDER BY 1, 2`
}

export interface StoredMovement {
  /** From 1: which of the buckets. */
  bucket: number
  customerId: string
  name: string
  kind: MovementKind
  before: bigint
  after: bigint
}

/** The customers behind the movements, the newest bucket first, in it the largest change first. */
export async function findMovements({
  bounds,
  kinds,
  page,
  pageSize,
  ...query
}: MrrQuery & { kinds: readonly MovementKind[]; page: number; pageSize: number }): Promise<{
  rows: StoredMovement[]
  total: number
}> {
  const rows = await db.$queryRaw<(StoredMovement & { total: number })[]>`
    WITH ${spans(query)}, ${steps(bounds)}
    SELECT bucket, c.id AS "customerId", c.name, kind, before::bigint, after::bigint, count(*) OVER ()::int AS total
    FROM movement JOIN customer c ON c.id = movement.customer_id
    WHERE bucket > 0 AND kind = ANY(${[...kinds]}::text[])
    ORDER BY bucket DESC, abs(after - before) DESC, c.id LIMIT ${pageSize} OFFSET ${(page - 1) * pageSize}`
  return { rows: rows.map(({ total: _total, ...row }) => row), total: rows[0]?.total ?? 0 }
}

/** Per month of a customer's first MRR (the cohort), by how many the customers with MRR changed in each later month. */
export function sumCohortChanges({ bounds, ...query }: MrrQuery) {
  return db.$queryRaw<{ cohort: number; bucket: number; change: number }[]>`
    WITH ${spans(query)}, ${steps(bounds)}
    SELECT first_bucket AS cohort, bucket, sum((after > 0)::int - (before > 0)::int)::int AS change
    FROM step GROUP BY 1, 2 ORDER BY 1, 2`
}

/** One customer's MRR at an instant, in units of 1 ÷ `scale` of a minor unit. */
export async function sumCustomerMrr({
  customerId,
  at,
  ...query
}: {
  customerId: string
  currency: string
  scale: bigint
  at: Date
}): Promise<bigint> {
  const rows = await db.$queryRaw<{ amount: bigint }[]>`
    WITH ${spans(query)}
    SELECT coalesce(sum(amount), 0)::bigint AS amount FROM span
    WHERE customer_id = ${customerId} AND since <= ${at} AND (until IS NULL OR until > ${at})`
  return rows[0]!.amount
}

/** What a customer paid, less refunds, and what they still owe. A refund that failed is no longer in `amount_refunded`. */
export async function sumCustomerMoney({ customerId, currency }: { customerId: string; currency: string }) {
  const rows = await db.$queryRaw<{ paid: bigint; open: bigint }[]>`
    SELECT (SELECT coalesce(sum(amount - amount_refunded), 0)::bigint FROM payment
            WHERE customer_id = ${customerId} AND currency = ${currency} AND status = 'SUCCEEDED') AS paid,
           (SELECT coalesce(sum(total - amount_paid - amount_credited), 0)::bigint FROM invoice
            WHERE customer_id = ${customerId} AND currency = ${currency} AND status = 'OPEN') AS open`
  return rows[0]!
}

export function countSubscriptions(currency: string) {
  return db.$queryRaw<{ status: string; count: number }[]>`
    SELECT status::text, count(*)::int AS count FROM subscription WHERE currency = ${currency} GROUP BY status`
}

export async function countCustomers({
  from,
  to,
}: {
  from: Date
  to: Date
}): Promise<{ total: number; added: number }> {
  const rows = await db.$queryRaw<{ total: number; added: number }[]>`
    SELECT count(*)::int AS total, count(*) FILTER (WHERE created_at >= ${from} AND created_at < ${to})::int AS added
    FROM customer`
  return rows[0]!
}

/**
 * Money earned per plan and bucket, without tax: lines of invoices by the day they were paid in full, less the lines of
 * credit notes by the day they were issued. Minor units. `plan` is null for what belongs to no plan.
 */
export function sumNetRevenue({ currency, bounds }: { currency: string; bounds: Date[] }) {
  const [from, to] = [bounds[0]!, bounds.at(-1)!]
  return db.$queryRaw<{ plan: string | null; bucket: number; amount: bigint }[]>`
    WITH earned AS (
      SELECT l.plan_code AS plan, i.paid_at AS at, l.amount
      FROM invoice i JOIN invoice_line l ON l.invoice_id = i.id
      WHERE i.currency = ${currency} AND i.status = 'PAID' AND i.paid_at >= ${from} AND i.paid_at < ${to}
      UNION ALL
      SELECT l.plan_code, n.issued_at, -c.amount
      FROM credit_note n JOIN credit_note_line c ON c.credit_note_id = n.id
      JOIN invoice_line l ON l.id = c.invoice_line_id JOIN invoice i ON i.id = n.invoice_id
      WHERE n.currency = ${currency} AND i.status = 'PAID' AND n.issued_at >= ${from} AND n.issued_at < ${to}
    )
    SELECT plan, width_bucket(at, ${bounds}::timestamptz[]) AS bucket, sum(amount)::bigint AS amount
    FROM earned GROUP BY 1, 2 ORDER BY 1, 2`
}

/** Invoices with an automatic charge that failed in the range, and how many of them are paid by now. */
export async function sumRecovery({ currency, from, to }: { currency: string; from: Date; to: Date }) {
  const rows = await db.$queryRaw<
    { failed: number; recovered: number; failedAmount: bigint; recoveredAmount: bigint }[]
  >`
    SELECT count(*)::int AS failed, count(*) FILTER (WHERE status = 'PAID')::int AS recovered,
           coalesce(sum(total), 0)::bigint AS "failedAmount",
           coalesce(sum(total) FILTER (WHERE status = 'PAID'), 0)::bigint AS "recoveredAmount"
    FROM invoice WHERE currency = ${currency} AND id IN (
      SELECT invoice_id FROM payment WHERE status = 'FAILED' AND attempt > 0
        AND coalesce(settled_at, created_at) >= ${from} AND coalesce(settled_at, created_at) < ${to})`
  return rows[0]!
}

/** Overdue invoices by age: 0 = less than 8 days past due, 1 = less than 31, 2 = less than 61, 3 = older. */
export function sumOverdue({ currency, now, dueBefore }: { currency: string; now: Date; dueBefore: Date }) {
  return db.$queryRaw<{ age: number; count: number; amount: bigint }[]>`
    SELECT width_bucket(extract(epoch FROM ${now}::timestamptz - due_at) / 86400, ARRAY[8, 31, 61]::numeric[]) AS age,
           count(*)::int AS count, sum(total - amount_paid - amount_credited)::bigint AS amount
    FROM invoice WHERE currency = ${currency} AND status = 'OPEN' AND due_at < ${dueBefore} GROUP BY 1 ORDER BY 1`
}

export interface AttentionCounts {
  pastDue: number
  overdue: number
  failedEvents: number
  disputes: number
  unknownPayments: number
  failedRefunds: number
  failedEmails: number
}

/** What somebody should look at, counted over everything. */
export async function countAttention({ dueBefore }: { dueBefore: Date }): Promise<AttentionCounts> {
  const rows = await db.$queryRaw<AttentionCounts[]>`
    SELECT (SELECT count(*)::int FROM subscription WHERE status IN ('PAST_DUE', 'UNPAID')) AS "pastDue",
           (SELECT count(*)::int FROM invoice WHERE status = 'OPEN' AND due_at < ${dueBefore}) AS overdue,
           (SELECT count(*)::int FROM inbound_event WHERE status = 'FAILED') AS "failedEvents",
           (SELECT count(DISTINCT payment_id)::int FROM dispute WHERE status = 'OPEN') AS disputes,
           (SELECT count(*)::int FROM payment WHERE status = 'UNKNOWN') AS "unknownPayments",
           (SELECT count(*)::int FROM refund WHERE status = 'FAILED') AS "failedRefunds",
           (SELECT count(*)::int FROM notification WHERE status = 'FAILED') AS "failedEmails"`
  return rows[0]!
}

export async function findCurrencies(): Promise<string[]> {
  const rows = await db.$queryRaw<{ currency: string }[]>`SELECT DISTINCT currency FROM price ORDER BY currency`
  return rows.map(({ currency }) => currency)
}

export function findPlanNames() {
  return db.plan.findMany({ orderBy: { rank: 'asc' }, select: { id: true, code: true, name: true } })
}
