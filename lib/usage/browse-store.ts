import { db } from '@/lib/platform/db/client'
import { Prisma } from '@/lib/platform/db/generated/client'

/** An event as one meter counts it, with whose it is. */
export interface BrowsedEvent {
  source: string
  id: string
  meterCode: string
  meterName: string
  unit: string
  customerId: string
  customerName: string
  type: string
  time: Date
  receivedAt: Date
  kind: 'USAGE' | 'REVERSAL' | 'CORRECTION'
  /** An exact decimal. */
  quantity: string
  groupKey: string
  uniqueValue: string | null
  supersedesId: string | null
  /** Another event took its place: it does not count. */
  isSuperseded: boolean
}

/** Where a page ends: the events are in the order of time, the newest first. */
export interface EventPosition {
  time: Date
  source: string
  id: string
  meterCode: string
}

export interface EventFilter {
  /** [from, to). */
  from: Date
  to: Date
  /** A customer's id, or a part of their name. */
  customer?: string | undefined
  meterCode?: string | undefined
  type?: string | undefined
  source?: string | undefined
  id?: string | undefined
  after?: EventPosition | undefined
  limit: number
}

const columns = Prisma.sql`
  e.source, e.id, e.meter_code AS "meterCode", m.name AS "meterName", m.unit, e.customer_id AS "customerId",
  c.name AS "customerName", e.type, e.time, e.received_at AS "receivedAt", e.kind::text AS kind,
  trim_scale(e.quantity)::text AS quantity, e.group_key AS "groupKey", e.unique_value AS "uniqueValue",
  e.supersedes_id AS "supersedesId",
  EXISTS (SELECT FROM usage_event s WHERE s.source = e.source AND s.supersedes_id = e.id AND s.meter_code = e.meter_code
            AND s.month = e.month) AS "isSuperseded"`

const monthOf = (at: Date) => Prisma.sql`date_trunc('month', ${at}::timestamptz AT TIME ZONE 'UTC')::date`
const likeText = (text: string) => `%${text.replace(/[\\%_]/g, '\\$&')}%`

/**
 * A page of events. Months outside the stretch are not looked at; of a customer, or by id, an index finds them. The sources
 * are few: they are stepped through, so that an id alone is looked up by the primary key.
 */
export async function findEvents(filter: EventFilter): Promise<BrowsedEvent[]> {
  const { from, to, customer, meterCode, type, source, id, after, limit } = filter
  const conditions = [
    Prisma.sql`e.time >= ${from} AND e.time < ${to}`,
    Prisma.sql`e.month >= ${monthOf(from)} AND e.month <= ${monthOf(after && after.time < to ? after.time : to)}`,
    ...(customer
      ? [
          Prisma.sql`e.customer_id = ANY(ARRAY(
            SELECT id FROM customer WHERE id = ${customer} OR name ILIKE ${likeText(customer)} LIMIT 200))`,
        ]
      : []),
    ...(meterCode ? [Prisma.sql`e.meter_code = ${meterCode}`] : []),
    ...(type ? [Prisma.sql`e.type = ${type}`] : []),
    ...(source ? [Prisma.sql`e.source = ${source}`] : []),
    ...(id
      ? [
          Prisma.sql`e.id = ${id}`,
          ...(source
            ? []
            : [
                Prisma.sql`e.source = ANY(ARRAY(
                  WITH RECURSIVE s(source) AS (
                    SELECT min(source) FROM usage_event
                    UNION ALL SELECT (SELECT min(source) FROM usage_event u WHERE u.source > s.source) FROM s
                    WHERE s.source IS NOT NULL)
                  SELECT source FROM s WHERE source IS NOT NULL))`,
              ]),
        ]
      : []),
    ...(after
      ? [
          Prisma.sql`(e.time, e.source, e.id, e.meter_code)
            < (${after.time}::timestamptz, ${after.source}, ${after.id}, ${after.meterCode})`,
        ]
      : []),
  ]
  return db.$queryRaw<BrowsedEvent[]>`
    SELECT ${columns}
    FROM (
      SELECT * FROM usage_event e WHERE ${Prisma.join(conditions, ' AND ')}
      ORDER BY e.time DESC, e.source DESC, e.id DESC, e.meter_code DESC LIMIT ${limit}
    ) AS e
    JOIN meter m ON m.code = e.meter_code LEFT JOIN customer c ON c.id = e.customer_id
    ORDER BY e.time DESC, e.source DESC, e.id DESC, e.meter_code DESC`
}

/** All rows of an event, one per meter; with its data. */
export async function findEventRows(source: string, id: string): Promise<(BrowsedEvent & { data: unknown })[]> {
  return db.$queryRaw<(BrowsedEvent & { data: unknown })[]>`
    SELECT ${columns}, e.data
    FROM usage_event e JOIN meter m ON m.code = e.meter_code LEFT JOIN customer c ON c.id = e.customer_id
    WHERE e.source = ${source} AND e.id = ${id} ORDER BY m.position, e.month`
}

/** What supersedes an event: by which event, and how. */
export async function findSuperseding(
  source: string,
  id: string,
): Promise<{ id: string; kind: 'REVERSAL' | 'CORRECTION'; receivedAt: Date }[]> {
  return db.$queryRaw<{ id: string; kind: 'REVERSAL' | 'CORRECTION'; receivedAt: Date }[]>`
    SELECT DISTINCT id, kind::text AS kind, received_at AS "receivedAt" FROM usage_event
    WHERE source = ${source} AND supersedes_id = ${id}`
}
