import { arrayLiteral } from '@/lib/platform/db/rows'
import type { RunSql, Statement } from '@/lib/platform/db/run-sql'
import { shortest } from './quantity'
import { monthOf, type CountedEvent } from './usage-event'

const column = <Row>(rows: readonly Row[], pick: (row: Row) => unknown): string => arrayLiteral(rows.map(pick))

/** Of source and id: names an event. */
export interface EventKey {
  source: string
  id: string
}
export const nameOf = ({ source, id }: EventKey): string => `${source}\n${id}`

type StoredRow = Omit<CountedEvent, 'time' | 'receivedAt'> & { time: string; receivedAt: string }

const storedColumns = `
  e.source, e.id, e.meter_code AS "meterCode", e.customer_id AS "customerId", e.type,
  (extract(epoch FROM e.time) * 1000)::bigint::text AS time, e.kind::text AS kind, e.quantity::text AS quantity,
  e.group_key AS "groupKey", e.unique_value AS "uniqueValue", e.supersedes_id AS "supersedesId",
  e.data::text AS "dataText", (extract(epoch FROM e.received_at) * 1000)::bigint::text AS "receivedAt"`

const eventOf = (row: StoredRow): CountedEvent => ({
  ...row,
  time: Number(row.time),
  quantity: shortest(row.quantity),
  receivedAt: Number(row.receivedAt),
})

const findKnown: Statement = {
  name: 'usage-find-known',
  text: `
    SELECT ${storedColumns}
    FROM unnest($1::text[], $2::text[]) AS k(source, id)
    CROSS JOIN LATERAL (
      SELECT * FROM usage_event u WHERE u.source = k.source AND u.id = k.id AND u.month = ANY($3::date[]) OFFSET 0
    ) AS e`,
}

/** The rows there are of events, in the given months. */
export async function findKnownEvents(
  run: RunSql,
  keys: readonly EventKey[],
  months: readonly string[],
): Promise<CountedEvent[]> {
  const values = [column(keys, (key) => key.source), column(keys, (key) => key.id), arrayLiteral(months)]
  return (await run<StoredRow>(findKnown, values)).map(eventOf)
}

const findAbout: Statement = {
  name: 'usage-find-about',
  text: `
    SELECT ${storedColumns}
    FROM unnest($1::text[], $2::text[]) AS k(source, id)
    CROSS JOIN LATERAL (
      SELECT * FROM usage_event u WHERE u.source = k.source AND u.id = k.id
      UNION ALL
      SELECT * FROM usage_event u WHERE u.source = k.source AND u.supersedes_id = k.id
      OFFSET 0
    ) AS e`,
}

/** Events that are to be reversed or corrected, from whatever month, and what supersedes them already. */
export async function findEventsAbout(run: RunSql, keys: readonly EventKey[]): Promise<CountedEvent[]> {
  if (keys.length === 0) return []
  const values = [column(keys, (key) => key.source), column(keys, (key) => key.id)]
  return (await run<StoredRow>(findAbout, values)).map(eventOf)
}

const ensurePartitions: Statement = {
  name: 'usage-ensure-partitions',
  text: `SELECT ensure_usage_partition(month)::text FROM unnest($1::date[]) AS wanted(month)`,
}

/** Makes the partitions of these months, where they are not there yet. */
export async function ensureMonths(run: RunSql, months: readonly string[]): Promise<void> {
  await run(ensurePartitions, [arrayLiteral(months)])
}

const insertEvents: Statement = {
  name: 'usage-insert-events',
  text: `
    WITH fresh AS (
      INSERT INTO usage_event (source, id, meter_code, month, customer_id, type, time, kind, quantity, group_key,
                               unique_value, supersedes_id, data, received_at)
      SELECT source, id, meter_code, month, customer_id, type, time, kind::"UsageEventKind", quantity, group_key,
             unique_value, supersedes_id, data, received_at
      FROM unnest($1::text[], $2::text[], $3::text[], $4::date[], $5::text[], $6::text[], $7::timestamptz[], $8::text[],
                  $9::numeric[], $10::text[], $11::text[], $12::text[], $13::jsonb[], $14::timestamptz[])
           AS each(source, id, meter_code, month, customer_id, type, time, kind, quantity, group_key, unique_value,
                   supersedes_id, data, received_at)
      ON CONFLICT DO NOTHING
      RETURNING 1
    )
    SELECT count(*)::text AS count FROM fresh`,
}

/** Writes them, and returns how many were not there before. */
export async function insertCountedEvents(run: RunSql, events: readonly CountedEvent[]): Promise<number> {
  const rows = await run<{ count: string }>(insertEvents, [
    column(events, (e) => e.source),
    column(events, (e) => e.id),
    column(events, (e) => e.meterCode),
    column(events, (e) => monthOf(e.time)),
    column(events, (e) => e.customerId),
    column(events, (e) => e.type),
    column(events, (e) => new Date(e.time).toISOString()),
    column(events, (e) => e.kind),
    column(events, (e) => e.quantity),
    column(events, (e) => e.groupKey),
    column(events, (e) => e.uniqueValue),
    column(events, (e) => e.supersedesId),
    column(events, (e) => e.dataText),
    column(events, (e) => new Date(e.receivedAt).toISOString()),
  ])
  return Number(rows[0]!.count)
}
