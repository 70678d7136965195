import { db } from '@/lib/platform/db/client'
import { Prisma } from '@/lib/platform/db/generated/client'

/** A customer who used a meter, ever. */
export interface Consumer {
  customerId: string
  customerName: string
  meterCode: string
  /** When its newest event arrived. */
  touchedAt: Date
}

export interface ConsumerSearch {
  /** A part of a customer's name or email. */
  query?: string | undefined
  meterCodes: readonly string[]
  customerId?: string | undefined
  sort: 'customer' | 'touchedAt'
  direction: 'asc' | 'desc'
  page: number
  pageSize: number
}

const likeText = (text: string) => `%${text.replace(/[\\%_]/g, '\\$&')}%`

export async function searchConsumers(search: ConsumerSearch): Promise<{ rows: Consumer[]; total: number }> {
  const { query, meterCodes, customerId, sort, direction, page, pageSize } = search
  const conditions = [
    Prisma.sql`true`,
    ...(query ? [Prisma.sql`(c.name ILIKE ${likeText(query)} OR c.email ILIKE ${likeText(query)})`] : []),
    ...(meterCodes.length > 0 ? [Prisma.sql`u.meter_code = ANY(${[...meterCodes]}::text[])`] : []),
    ...(customerId ? [Prisma.sql`u.customer_id = ${customerId}`] : []),
  ]
  const where = Prisma.join(conditions, ' AND ')
  const order = Prisma.raw(
    `${sort === 'customer' ? 'c.name' : 'u.touched_at'} ${direction === 'asc' ? 'ASC' : 'DESC'}, c.name, m.position`,
  )
  const [rows, counted] = await Promise.all([
    db.$queryRaw<Consumer[]>`
      SELECT u.customer_id AS "customerId", c.name AS "customerName", u.meter_code AS "meterCode", u.touched_at AS "touchedAt"
      FROM usage_counter u JOIN customer c ON c.id = u.customer_id JOIN meter m ON m.code = u.meter_code
      WHERE ${where} ORDER BY ${order} LIMIT ${pageSize} OFFSET ${(page - 1) * pageSize}`,
    db.$queryRaw<{ count: number }[]>`
      SELECT count(*)::int AS count
      FROM usage_counter u JOIN customer c ON c.id = u.customer_id JOIN meter m ON m.code = u.meter_code WHERE ${where}`,
  ])
  return { rows, total: counted[0]!.count }
}

/**
 * Who may be near a limit: by what their counters say, which may be old, so those that are not up to date come along. What
 * is exact has to be read for them.
 */
export async function findNearLimits(limit: number): Promise<Consumer[]> {
  return db.$queryRaw<Consumer[]>`
    SELECT u.customer_id AS "customerId", c.name AS "customerName", u.meter_code AS "meterCode", u.touched_at AS "touchedAt"
    FROM usage_counter u
    JOIN customer c ON c.id = u.customer_id
    JOIN meter m ON m.code = u.meter_code
    CROSS JOIN LATERAL (
      SELECT sum(a.included * i.quantity * CASE WHEN m.aggregation IN ('SUM', 'COUNT', 'UNIQUE') AND m.reset = 'PER_CYCLE'
               THEN p.interval_count * CASE p.interval WHEN 'YEAR' THEN 12 ELSE 1 END ELSE 1 END) AS included
      FROM subscription s
      JOIN subscription_item i ON i.subscription_id = s.id AND i.valid_to IS NULL
      JOIN price p ON p.id = i.price_id
      JOIN allowance a ON a.plan_id = p.plan_id AND a.meter_code = u.meter_code
      WHERE s.customer_id = u.customer_id AND s.status IN ('TRIALING', 'ACTIVE', 'PAST_DUE')
      HAVING bool_and(a.included IS NOT NULL)
    ) AS limits
    WHERE limits.included > 0 AND (u.stale OR u.quantity >= limits.included * 0.8)
    ORDER BY u.stale, u.quantity / limits.included DESC LIMIT ${limit}`
}

/** Who used a meter most since `from`: ranked by the hourly totals, so that of a level its highest value counts. */
export async function findTopConsumers(meterCode: string, from: Date, limit: number): Promise<Consumer[]> {
  return db.$queryRaw<Consumer[]>`
    SELECT ranked.customer_id AS "customerId", c.name AS "customerName", ${meterCode} AS "meterCode", ranked.touched AS "touchedAt"
    FROM (
      SELECT customer_id, sum(used) AS used, max(touched) AS touched FROM (
        SELECT b.customer_id, coalesce(max(b.highest), 0) + sum(b.quantity) + sum(b.events) * 1e-6 AS used, max(b.hour) AS touched
        FROM usage_bucket b WHERE b.meter_code = ${meterCode} AND b.hour >= ${from} GROUP BY b.customer_id, b.group_key
      ) AS by_group GROUP BY customer_id ORDER BY used DESC LIMIT ${limit}
    ) AS ranked JOIN customer c ON c.id = ranked.customer_id ORDER BY ranked.used DESC`
}
