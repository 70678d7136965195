import { groupBy } from '@/lib/engine/group'
import { plainArray, textArray } from '@/lib/platform/db/arrays'
import { arrayLiteral } from '@/lib/platform/db/rows'
import type { RunSql, Statement } from '@/lib/platform/db/run-sql'
import type { EventKey } from './event-map'
import { shortest } from './quantity'
import { monthOf, type CountedEvent } from './usage-event'

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

// One scan of the index for all ids of a source: a stretch of those that are given.
const findKnown: Statement = {
  name: 'usage-find-known',
  text: `
    SELECT ${storedColumns}
    FROM unnest($1::text[], $2::int[], $3::int[]) AS k(source, first, last)
    CROSS JOIN LATERAL (
      SELECT * FROM usage_event u
      WHERE u.source = k.source AND u.id = ANY(($4::text[])[k.first:k.last]) AND u.month = ANY($5::date[]) OFFSET 0
    ) AS e`,
}

/** The rows there are of events, in the given months. */
export async function findKnownEvents(
  run: RunSql,
  keys: readonly EventKey[],
  months: readonly string[],
): Promise<CountedEvent[]> {
  const ids: EventKey[] = []
  const stretches = [...groupBy(keys, (key) => key.source)].map(([source, ofSource]) => {
    const first = ids.length + 1
    for (const key of ofSource) ids.push(key)
    return { source, first, last: ids.length }
  })
  const values = [
    textArray(stretches, ({ source }) => source),
    plainArray(stretches, ({ first }) => first),
    plainArray(stretches, ({ last }) => last),
    textArray(ids, ({ id }) => id),
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
    FROM ROWS FROM (
      jsonb_array_elements($1::jsonb),
      unnest($2::text[], $3::text[], $4::text[], $5::date[], $6::text[], $7::text[], $8::float8[], $9::numeric[],
             $10::text[], $11::float8[]${types})
    ) AS each(data, source, id, meter_code, month, customer_id, type, time, quantity, group_key, received_at${more})`,
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
    `[${events.map((e) => e.dataText).join(',')}]`,
    textArray(events, (e) => e.source),
    textArray(events, (e) => e.id),
    textArray(events, (e) => e.meterCode),
    plainArray(events, (e) => monthOf(e.time)),
    textArray(events, (e) => e.customerId),
    textArray(events, (e) => e.type),
    plainArray(events, (e) => e.time),
    plainArray(events, (e) => e.quantity),
    textArray(events, (e) => e.groupKey),
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
