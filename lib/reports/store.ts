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
 * the subscription's life and to its billed phases; what was never paid for at all does not count. `priced_span` is the
 * prices; `span` is what discounts of more than one period leave of them, and of that what is not VAT inside the price
 * (`netMonthlyRecurring` in lib/engine/metrics.ts, rounded to the unit where a share does not come out even). VAT inside is
 * that with which the period was billed, of later periods the last one's. Begins a WITH RECURSIVE.
 */
const spans = ({ currency, scale, customerId }: { currency: string; scale: bigint; customerId?: string }) => sql`
  phase AS (
    SELECT subscription_id, kind, starts_at,
           lead(starts_at) OVER (PARTITION BY subscription_id ORDER BY starts_at) AS ends_at
    FROM subscription_phase
  ), priced_span AS (
    SELECT s.id AS subscription_id, s.customer_id, i.id AS segment_id, p.plan_id, p.tax_behavior = 'INCLUSIVE' AS is_inclusive,
           (CASE p.interval WHEN 'YEAR' THEN 12 ELSE 1 END) * p.interval_count AS months,
           p.unit_amount * i.quantity *
             (${scale}::bigint / ((CASE p.interval WHEN 'YEAR' THEN 12 ELSE 1 END) * p.interval_count)) AS amount,
           greatest(i.valid_from, ph.starts_at) AS since,
           least(i.valid_to, ph.ends_at, s.ended_at) AS until
    FROM subscription s
    JOIN subscription_item i ON i.subscription_id = s.id
    JOIN price p ON p.id = i.price_id AND p.currency = ${currency}
    JOIN phase ph ON ph.subscription_id = s.id AND ph.kind = 'BILLED'
    WHERE s.status NOT IN ('INCOMPLETE', 'INCOMPLETE_EXPIRED')
      ${customerId === undefined ? Prisma.empty : sql`AND s.customer_id = ${customerId}`}
  ), recurring_discount AS (
    SELECT d.id, d.subscription_id, d.percent_off::numeric AS percent_off, d.amount_off, d.redeemed_at,
           ARRAY(SELECT id FROM plan WHERE code = ANY (d.plan_codes)) AS plan_ids, cardinality(d.plan_codes) = 0 AS is_for_all,
           began.starts_at AS since, least(used_up.ends_at, taken_away.ends_at) AS until
    FROM discount d
    JOIN billing_cycle began ON began.subscription_id = d.subscription_id AND began.index = d.from_cycle_index
    LEFT JOIN LATERAL (
      SELECT c.ends_at FROM billing_cycle c
      JOIN LATERAL (SELECT kind FROM subscription_phase
                    WHERE subscription_id = c.subscription_id AND starts_at <= c.starts_at ORDER BY starts_at DESC LIMIT 1
      ) ph ON ph.kind = 'BILLED'
      WHERE c.subscription_id = d.subscription_id AND c.index >= d.from_cycle_index
      ORDER BY c.index OFFSET d.cycles - 1 LIMIT 1
    ) used_up ON d.cycles IS NOT NULL
    LEFT JOIN billing_cycle taken_away ON taken_away.subscription_id = d.subscription_id AND taken_away.index = d.end_cycle_index - 1
    WHERE d.released_at IS NULL AND (d.cycles IS NULL OR d.cycles > 1)
      AND (d.end_cycle_index IS NULL OR d.end_cycle_index > d.from_cycle_index)
      ${customerId === undefined ? Prisma.empty : sql`AND d.customer_id = ${customerId}`}
  ), cut AS (
    SELECT subscription_id, since AS at FROM recurring_discount
    UNION SELECT subscription_id, until FROM recurring_discount
    UNION SELECT g.subscription_id, g.since FROM priced_span g WHERE g.subscription_id IN (SELECT subscription_id FROM recurring_discount)
    UNION SELECT g.subscription_id, g.until FROM priced_span g WHERE g.subscription_id IN (SELECT subscription_id FROM recurring_discount)
  ), stretch AS (
    SELECT subscription_id, at AS since, lead(at) OVER (PARTITION BY subscription_id ORDER BY at) AS until
    FROM cut WHERE at IS NOT NULL
  ), deduction AS (
    SELECT t.subscription_id, t.since, d.percent_off, d.amount_off, d.plan_ids, d.is_for_all,
           row_number() OVER (PARTITION BY t.subscription_id, t.since ORDER BY d.redeemed_at, d.id) AS position
    FROM stretch t JOIN recurring_discount d
      ON d.subscription_id = t.subscription_id AND d.since <= t.since AND (d.until IS NULL OR d.until > t.since)
  ), reduced AS (
    SELECT t.subscription_id, t.since, t.until, g.customer_id, g.segment_id, g.plan_id, g.is_inclusive, g.months,
           g.amount::numeric AS rest, 0::bigint AS taken
    FROM stretch t JOIN priced_span g
      ON g.subscription_id = t.subscription_id AND g.since <= t.since AND (g.until IS NULL OR g.until > t.since)
    UNION ALL
    SELECT r.subscription_id, r.since, r.until, r.customer_id, r.segment_id, r.plan_id, r.is_inclusive, r.months,
           r.rest - CASE
             WHEN NOT (d.is_for_all OR r.plan_id = ANY (d.plan_ids)) THEN 0
             WHEN d.percent_off IS NOT NULL THEN r.rest * d.percent_off / 100
             ELSE r.rest * least(1, d.amount_off * ${scale}::numeric / r.months /
               nullif(sum(r.rest) FILTER (WHERE d.is_for_all OR r.plan_id = ANY (d.plan_ids))
                        OVER (PARTITION BY r.subscription_id, r.since), 0)) END,
           r.taken + 1
    FROM reduced r JOIN deduction d
      ON d.subscription_id = r.subscription_id AND d.since = r.since AND d.position = r.taken + 1
  ), net_span AS (
    SELECT * FROM reduced r
    WHERE NOT EXISTS (SELECT FROM deduction d
                      WHERE d.subscription_id = r.subscription_id AND d.since = r.since AND d.position = r.taken + 1)
  ), vat AS (
    SELECT subscription_id, rate, CASE WHEN row_number() OVER life > 1 THEN since ELSE '-infinity' END AS since,
           lead(since) OVER life AS until
    FROM (
      SELECT DISTINCT ON (l.subscription_id, l.period_from) l.subscription_id, l.period_from AS since, l.tax_rate::numeric AS rate
      FROM invoice_line l JOIN subscription_item i ON i.id = l.segment_id
      -- The first condition is asked once: where no price has VAT inside, no line is looked at.
      WHERE EXISTS (SELECT FROM priced_span WHERE is_inclusive)
        AND l.subscription_id IN (SELECT subscription_id FROM priced_span WHERE is_inclusive)
        AND l.kind = 'CHARGE' AND NOT l.released
      ORDER BY l.subscription_id, l.period_from, l.invoice_id DESC
    ) AS billed
    WINDOW life AS (PARTITION BY subscription_id ORDER BY since)
  ), span AS (
    SELECT customer_id, plan_id, since, until, amount FROM priced_span
    WHERE NOT is_inclusive AND subscription_id NOT IN (SELECT subscription_id FROM recurring_discount)
    UNION ALL
    SELECT customer_id, plan_id, since, until, round(rest)::bigint FROM net_span WHERE NOT is_inclusive
    UNION ALL
    ${withoutVat(sql`
      SELECT subscription_id, customer_id, plan_id, since, until, amount FROM priced_span
      WHERE is_inclusive AND subscription_id NOT IN (SELECT subscription_id FROM recurring_discount)
      UNION ALL
      SELECT subscription_id, customer_id, plan_id, since, until, rest FROM net_span WHERE is_inclusive`)}
  ), event AS (
    SELECT customer_id, plan_id, since AS at, amount FROM span WHERE until IS NULL OR since < until
    UNION ALL
    SELECT customer_id, plan_id, until, -amount FROM span WHERE since < until
  )`

/** Stretches whose price has VAT inside, cut where its rate changes, without it. */
const withoutVat = (inclusive: Prisma.Sql) => sql`
    SELECT p.customer_id, p.plan_id, greatest(p.since, v.since) AS since, least(p.until, v.until) AS until,
           round(p.amount * 100 / (100 + coalesce(v.rate, 0)))::bigint AS amount
    FROM (${inclusive}) AS p
    LEFT JOIN vat v ON v.subscription_id = p.subscription_id
      AND (v.until IS NULL OR v.until > p.since) AND (p.until IS NULL OR p.until > v.since)`

/**
 * Per customer and bucket, MRR before and after. Bucket 0 is all that was before the first bound, bucket k the half-open
 * [bound k, bound k + 1). Only buckets in which something of the customer changed have a row.
 */
const steps = (bounds: Date[]) => sql`
  by_customer AS (
    SELECT customer_id, width_bucket(at, ${bounds}::timestamptz[]) AS bucket, sum(amount) AS delta,
           bool_or(amount > 0) AS is_paying
    FROM event WHERE at < ${bounds.at(-1)!} GROUP BY 1, 2
  ), step AS (
    SELECT customer_id, bucket, delta, sum(delta) OVER life AS after, sum(delta) OVER life - delta AS before,
           min(bucket) FILTER (WHERE is_paying) OVER (PARTITION BY customer_id) AS first_bucket
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
    WITH RECURSIVE ${spans(query)}, ${steps(bounds)}
    SELECT bucket, kind, sum(after - before)::bigint AS amount, count(*) FILTER (WHERE kind <> 'opening' OR after > 0)::int AS customers
    FROM movement GROUP BY bucket, kind ORDER BY bucket, kind`
}

/** By how much each plan's MRR changed in each bucket; bucket 0 is its MRR at the first bound. */
export function sumPlanChanges({ bounds, ...query }: MrrQuery) {
  return db.$queryRaw<{ planId: string; bucket: number; amount: bigint }[]>`
    WITH RECURSIVE ${spans(query)}
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
    WITH RECURSIVE ${spans(query)}, ${steps(bounds)}
    SELECT bucket, c.id AS "customerId", c.name, kind, before::bigint, after::bigint, count(*) OVER ()::int AS total
    FROM movement JOIN customer c ON c.id = movement.customer_id
    WHERE bucket > 0 AND kind = ANY(${[...kinds]}::text[])
    ORDER BY bucket DESC, abs(after - before) DESC, c.id LIMIT ${pageSize} OFFSET ${(page - 1) * pageSize}`
  return { rows: rows.map(({ total: _total, ...row }) => row), total: rows[0]?.total ?? 0 }
}

/** Per month of a customer's first MRR (the cohort), by how many the customers with MRR changed in each later month. */
export function sumCohortChanges({ bounds, ...query }: MrrQuery) {
  return db.$queryRaw<{ cohort: number; bucket: number; change: number }[]>`
    WITH RECURSIVE ${spans(query)}, ${steps(bounds)}
    SELECT first_bucket AS cohort, bucket, sum((after > 0)::int - (before > 0)::int)::int AS change
    FROM step WHERE first_bucket IS NOT NULL GROUP BY 1, 2 ORDER BY 1, 2`
}

/** One customer's MRR at an instant, and what it would be without discounts, in units of 1 ÷ `scale` of a minor unit. */
export async function sumCustomerMrr({
  customerId,
  at,
  ...query
}: {
  customerId: string
  currency: string
  scale: bigint
  at: Date
}): Promise<{ net: bigint; gross: bigint }> {
  const rows = await db.$queryRaw<{ net: bigint; gross: bigint }[]>`
    WITH RECURSIVE ${spans({ ...query, customerId })}, gross_span AS (
      SELECT customer_id, plan_id, since, until, amount FROM priced_span WHERE NOT is_inclusive
      UNION ALL ${withoutVat(sql`SELECT * FROM priced_span WHERE is_inclusive`)}
    )
    SELECT (SELECT coalesce(sum(amount), 0)::bigint FROM span
            WHERE since <= ${at} AND (until IS NULL OR until > ${at})) AS net,
           (SELECT coalesce(sum(amount), 0)::bigint FROM gross_span
            WHERE since <= ${at} AND (until IS NULL OR until > ${at})) AS gross`
  return rows[0]!
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
