import { groupBy } from '@/lib/engine/group'
import { jsonArray, plainArray, textArray } from '@/lib/platform/db/arrays'
import { arrayLiteral } from '@/lib/platform/db/rows'
import type { RunSql, Statement } from '@/lib/platform/db/run-sql'
import { shortest } from './quantity'
import { monthOf, type CountedEvent } from './usage-event'

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

// One scan of the index for all ids of a source, which is given as an array in its text form.
const findKnown: Statement = {
  name: 'usage-find-known',
  text: `
    SELECT ${storedColumns}
    FROM unnest($1::text[], $2::text[]) AS k(source, ids)
    CROSS JOIN LATERAL (
      SELECT * FROM usage_event u WHERE u.source = k.source AND u.id = ANY(k.ids::text[]) AND u.month = ANY($3::date[]) OFFSET 0
    ) AS e`,
}

/** The rows there are of events, in the given months. */
export async function findKnownEvents(
  run: RunSql,
  keys: readonly EventKey[],
  months: readonly string[],
): Promise<CountedEvent[]> {
  const bySource = [...groupBy(keys, (key) => key.source)]
  const values = [
    textArray(bySource, ([source]) => source),
    textArray(bySource, ([, events]) => textArray(events, (event) => event.id)),
    arrayLiteral(months),
  ]
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
  const values = [textArray(keys, (key) => key.source), textArray(keys, (key) => key.id)]
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

// Whatever is the same for all rows of a batch is said once; times are milliseconds since 1970, which float8 holds exactly.
const insertEvents = (name: string, more: string, values: string, types: string): Statement => ({
  name,
  text: `
    INSERT INTO usage_event (source, id, meter_code, month, customer_id, type, time, quantity, group_key, data, received_at${more})
    SELECT source, id, meter_code, month, customer_id, type, to_timestamp(time / 1000), quantity, group_key, data,
           to_timestamp(received_at / 1000)${values}
    FROM unnest($1::text[], $2::text[], $3::text[], $4::date[], $5::text[], $6::text[], $7::float8[], $8::numeric[],
                $9::text[], $10::jsonb[], $11::float8[]${types})
         AS each(source, id, meter_code, month, customer_id, type, time, quantity, group_key, data, received_at${more})`,
})

const insertPlain = insertEvents('usage-insert-plain', '', '', '')
const insertAny = insertEvents(
  'usage-insert-any',
  ', kind, unique_value, supersedes_id',
  ', kind::"UsageEventKind", unique_value, supersedes_id',
  ', $12::text[], $13::text[], $14::text[]',
)

/** Writes rows that are not there yet. Fails with a unique violation if one is. */
export async function insertCountedEvents(run: RunSql, events: readonly CountedEvent[]): Promise<void> {
  const values = [
    textArray(events, (e) => e.source),
    textArray(events, (e) => e.id),
    textArray(events, (e) => e.meterCode),
    plainArray(events, (e) => monthOf(e.time)),
    textArray(events, (e) => e.customerId),
    textArray(events, (e) => e.type),
    plainArray(events, (e) => e.time),
    plainArray(events, (e) => e.quantity),
    textArray(events, (e) => e.groupKey),
    jsonArray(events, (e) => e.dataText),
    plainArray(events, (e) => e.receivedAt),
  ]
  if (events.every((event) => event.kind === 'USAGE' && event.uniqueValue === null)) {
    await run(insertPlain, values)
    return
  }
  await run(insertAny, [
    ...values,
    textArray(events, (e) => e.kind),
    textArray(events, (e) => e.uniqueValue),
    textArray(events, (e) => e.supersedesId),
  ])
}
