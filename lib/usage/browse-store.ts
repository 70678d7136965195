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

/** Where a page ends: `at` is when the event was used, or arrived, whichever the list goes by. */
export interface EventPosition {
  at: Date
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

const matches = ({ meterCode, type, source }: EventFilter): Prisma.Sql[] => [
  ...(meterCode ? [Prisma.sql`e.meter_code = ${meterCode}`] : []),
  ...(type ? [Prisma.sql`e.type = ${type}`] : []),
  ...(source ? [Prisma.sql`e.source = ${source}`] : []),
]

/** Used in [from, to), and before where the last page ended. */
function usedIn({ from, to, after }: EventFilter): Prisma.Sql[] {
  return [
    Prisma.sql`e.time >= ${from} AND e.time < ${to}`,
    Prisma.sql`e.month >= ${monthOf(from)} AND e.month <= ${monthOf(after && after.at < to ? after.at : to)}`,
    ...(after
      ? [
          Prisma.sql`(e.time, e.source, e.id, e.meter_code)
            < (${after.at}::timestamptz, ${after.source}, ${after.id}, ${after.meterCode})`,
        ]
      : []),
  ]
}

const BY_TIME = Prisma.sql`e.time DESC, e.source DESC, e.id DESC, e.meter_code DESC`
const BY_ARRIVAL = Prisma.sql`e.received_at DESC, e.source DESC, e.id DESC, e.meter_code DESC`

const customersNamed = (customer: string) =>
  Prisma.sql`SELECT id FROM customer WHERE id = ${customer} OR name ILIKE ${likeText(customer)} LIMIT 200`

/** Months outside the stretch are not looked at; each customer and meter is read by its index, no further than a page. */
const eventsOfCustomer = (filter: EventFilter, customer: string): Prisma.Sql => Prisma.sql`
  SELECT e.* FROM usage_counter p CROSS JOIN LATERAL (
    SELECT * FROM usage_event e
    WHERE e.customer_id = p.customer_id AND ${Prisma.join([...usedIn(filter), ...matches(filter)], ' AND ')}
      AND e.meter_code = p.meter_code
    ORDER BY ${BY_TIME} LIMIT ${filter.limit}
  ) AS e
  WHERE p.customer_id = ANY(ARRAY(${customersNamed(customer)}))`

/** The sources are few: they are stepped through, so that an id alone is looked up by the primary key. */
const eventsWithId = (filter: EventFilter, id: string): Prisma.Sql => Prisma.sql`
  SELECT * FROM usage_event e
  WHERE e.id = ${id} AND ${Prisma.join([...usedIn(filter), ...matches(filter)], ' AND ')}
    ${
      filter.source
        ? Prisma.empty
        : Prisma.sql`AND e.source = ANY(ARRAY(
            WITH RECURSIVE s(source) AS (
              SELECT min(source) FROM usage_event
              UNION ALL SELECT (SELECT min(source) FROM usage_event u WHERE u.source > s.source) FROM s
              WHERE s.source IS NOT NULL)
            SELECT source FROM s WHERE source IS NOT NULL))`
    }
    ${filter.customer ? Prisma.sql`AND e.customer_id = ANY(ARRAY(${customersNamed(filter.customer)}))` : Prisma.empty}`

/** A page of the events of customers, or with an id, in the order of their time: indexes find them. */
export function namedEventsQuery(filter: EventFilter): Prisma.Sql {
  const { id, customer = '', limit } = filter
  return Prisma.sql`
    SELECT ${columns}
    FROM (
      SELECT * FROM (${id ? eventsWithId(filter, id) : eventsOfCustomer(filter, customer)}) AS e
      ORDER BY ${BY_TIME} LIMIT ${limit}
    ) AS e
    JOIN meter m ON m.code = e.meter_code LEFT JOIN customer c ON c.id = e.customer_id
    ORDER BY ${BY_TIME}`
}

export async function findNamedEvents(filter: EventFilter): Promise<BrowsedEvent[]> {
  return db.$queryRaw<BrowsedEvent[]>(namedEventsQuery(filter))
}

/** What arrived in [from, to) before a position, the newest first: an index has them in this order. */
const arrived = ({ from, to, after }: EventFilter, limit: Prisma.Sql): Prisma.Sql => Prisma.sql`
  SELECT * FROM usage_event e
  WHERE e.received_at >= ${from} AND e.received_at < ${to}
    ${
      after
        ? Prisma.sql`AND e.received_at <= ${after.at} AND (e.received_at, e.source, e.id, e.meter_code)
            < (${after.at}::timestamptz, ${after.source}, ${after.id}, ${after.meterCode})`
        : Prisma.empty
    }
  ORDER BY ${BY_ARRIVAL} ${limit}`

/** Of the next `within` events that arrived, those that match. */
export function arrivedEventsQuery(filter: EventFilter, within: number): Prisma.Sql {
  const conditions = matches(filter)
  return Prisma.sql`
    SELECT ${columns}
    FROM (
      SELECT * FROM (${arrived(filter, Prisma.sql`LIMIT ${within}`)}) AS e
      ${conditions.length > 0 ? Prisma.sql`WHERE ${Prisma.join(conditions, ' AND ')}` : Prisma.empty}
      ORDER BY ${BY_ARRIVAL} LIMIT ${filter.limit}
    ) AS e
    JOIN meter m ON m.code = e.meter_code LEFT JOIN customer c ON c.id = e.customer_id
    ORDER BY ${BY_ARRIVAL}`
}

export async function findArrivedEvents(filter: EventFilter, within: number): Promise<BrowsedEvent[]> {
  return db.$queryRaw<BrowsedEvent[]>(arrivedEventsQuery(filter, within))
}

/** The last of the next `within` events that arrived; null = there are fewer. */
export async function findArrivalAfter(filter: EventFilter, within: number): Promise<EventPosition | null> {
  const rows = await db.$queryRaw<EventPosition[]>`
    SELECT e.received_at AS at, e.source, e.id, e.meter_code AS "meterCode"
    FROM (${arrived(filter, Prisma.sql`OFFSET ${within - 1} LIMIT 1`)}) AS e`
  return rows[0] ?? null
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
