import { arrayLiteral } from '@/lib/platform/db/rows'
import type { RunSql, Statement } from '@/lib/platform/db/run-sql'
import type { CounterChange, FlowChange, HourKey, LevelChange, UniqueChange } from './changes'

const iso = (time: number): string => new Date(time).toISOString()
const column = <Row>(rows: readonly Row[], pick: (row: Row) => unknown): string => arrayLiteral(rows.map(pick))

// A new counter is stale until somebody asks for it, so its other columns mean nothing. In the row that is offered,
// period_start and last_at are the first and last instant of what changes, and no first instant says "read again".
const changeCounters: Statement = {
  name: 'usage-change-counters',
  text: `
    INSERT INTO usage_counter AS c (customer_id, meter_code, quantity, period_start, last_at, touched_at, stale)
    SELECT customer_id, meter_code, quantity, first_at, last_at, touched_at, true
    FROM unnest($1::text[], $2::text[], $3::numeric[], $4::timestamptz[], $5::timestamptz[], $6::timestamptz[])
         AS change(customer_id, meter_code, quantity, first_at, last_at, touched_at)
    ORDER BY customer_id COLLATE "C", meter_code COLLATE "C"
    ON CONFLICT (customer_id, meter_code) DO UPDATE SET
      quantity = c.quantity + CASE WHEN excluded.period_start >= c.period_start THEN excluded.quantity ELSE 0 END,
      stale = c.stale OR excluded.period_start IS NULL
        OR (excluded.period_start < c.period_start AND excluded.last_at >= c.period_start),
      last_at = greatest(c.last_at, excluded.last_at),
      touched_at = greatest(c.touched_at, excluded.touched_at)`,
}

/** Takes the lock of each customer and meter, in order, and brings their counters up to date or marks them stale. */
export async function applyCounterChanges(run: RunSql, changes: readonly CounterChange[]): Promise<void> {
  await run(changeCounters, [
    column(changes, (c) => c.customerId),
    column(changes, (c) => c.meterCode),
    column(changes, (c) => c.quantity),
    column(changes, (c) => (c.isStale ? null : iso(c.firstAt))),
    column(changes, (c) => iso(c.lastAt)),
    column(changes, (c) => iso(c.touchedAt)),
  ])
}

const changeFlows: Statement = {
  name: 'usage-change-flows',
  text: `
    INSERT INTO usage_bucket AS b (customer_id, meter_code, hour, group_key, quantity, events)
    SELECT * FROM unnest($1::text[], $2::text[], $3::timestamptz[], $4::text[], $5::numeric[], $6::bigint[])
    ON CONFLICT (customer_id, meter_code, hour, group_key) DO UPDATE SET
      quantity = b.quantity + excluded.quantity, events = b.events + excluded.events`,
}

export async function applyFlowChanges(run: RunSql, changes: readonly FlowChange[]): Promise<void> {
  if (changes.length === 0) return
  await run(changeFlows, [
    column(changes, (c) => c.customerId),
    column(changes, (c) => c.meterCode),
    column(changes, (c) => iso(c.hour)),
    column(changes, (c) => c.groupKey),
    column(changes, (c) => c.quantity),
    column(changes, (c) => c.events),
  ])
}

// What comes after all that the hour holds joins it; whatever comes in between leaves the row as it is, and is not
// returned: that hour is read from its events again.
const changeLevels: Statement = {
  name: 'usage-change-levels',
  text: `
    INSERT INTO usage_bucket AS b
      (customer_id, meter_code, hour, group_key, quantity, events, highest, last, first_at, last_at, area)
    SELECT * FROM unnest($1::text[], $2::text[], $3::timestamptz[], $4::text[], $5::numeric[], $6::bigint[], $7::numeric[],
                         $8::numeric[], $9::timestamptz[], $10::timestamptz[], $11::numeric[])
    ON CONFLICT (customer_id, meter_code, hour, group_key) DO UPDATE SET
      quantity = b.quantity + excluded.quantity, events = b.events + excluded.events,
      highest = greatest(b.highest, excluded.highest), last = excluded.last, last_at = excluded.last_at,
      area = b.area + excluded.area
        - b.last * (extract(epoch FROM b.hour + interval '1 hour' - excluded.first_at) * 1000)
    WHERE excluded.first_at > b.last_at
    RETURNING customer_id AS "customerId", meter_code AS "meterCode",
      (extract(epoch FROM hour) * 1000)::bigint::text AS hour, group_key AS "groupKey"`,
}

/** Returns the hours that took it in. */
export async function applyLevelChanges(run: RunSql, changes: readonly LevelChange[]): Promise<HourKey[]> {
  if (changes.length === 0) return []
  const rows = await run<Omit<HourKey, 'hour'> & { hour: string }>(changeLevels, [
    column(changes, (c) => c.customerId),
    column(changes, (c) => c.meterCode),
    column(changes, (c) => iso(c.hour)),
    column(changes, (c) => c.groupKey),
    column(changes, (c) => c.quantity),
    column(changes, (c) => c.events),
    column(changes, (c) => c.highest),
    column(changes, (c) => c.last),
    column(changes, (c) => iso(c.firstAt)),
    column(changes, (c) => iso(c.lastAt)),
    column(changes, (c) => c.area),
  ])
  return rows.map((row) => ({ ...row, hour: Number(row.hour) }))
}

const changeUniques: Statement = {
  name: 'usage-change-uniques',
  text: `
    INSERT INTO usage_unique AS u (customer_id, meter_code, hour, group_key, value, events)
    SELECT * FROM unnest($1::text[], $2::text[], $3::timestamptz[], $4::text[], $5::text[], $6::bigint[])
    ON CONFLICT (customer_id, meter_code, hour, group_key, value) DO UPDATE SET events = u.events + excluded.events`,
}

export async function applyUniqueChanges(run: RunSql, changes: readonly UniqueChange[]): Promise<void> {
  if (changes.length === 0) return
  await run(changeUniques, [
    column(changes, (c) => c.customerId),
    column(changes, (c) => c.meterCode),
    column(changes, (c) => iso(c.hour)),
    column(changes, (c) => c.groupKey),
    column(changes, (c) => c.value),
    column(changes, (c) => c.events),
  ])
}

const dropHours: Statement = {
  name: 'usage-drop-hours',
  text: `
    DELETE FROM usage_bucket b
    USING unnest($1::text[], $2::text[], $3::timestamptz[], $4::text[]) AS w(customer_id, meter_code, hour, group_key)
    WHERE b.customer_id = w.customer_id AND b.meter_code = w.meter_code AND b.hour = w.hour AND b.group_key = w.group_key`,
}

/** A condition on `e`: it counts, as it reverses nothing and nothing superseded it. */
export const COUNTS = `e.kind <> 'REVERSAL' AND NOT EXISTS (
  SELECT FROM usage_event s WHERE s.source = e.source AND s.supersedes_id = e.id AND s.meter_code = e.meter_code
    AND s.month = e.month)`

/** The order in which events of one instant came. */
export const IN_ORDER = `e.time, e.received_at, e.source COLLATE "C", e.id COLLATE "C"`

/**
 * The rows of `usage_bucket` as events make them, of the hours in `w` (customer_id, meter_code, hour, group_key). What only
 * levels have is null for flows.
 */
const bucketsOf = (w: string) => `
  SELECT customer_id, meter_code, hour, group_key, sum(quantity) AS quantity, count(*) AS events,
         max(quantity) FILTER (WHERE is_level) AS highest, max(quantity) FILTER (WHERE is_level AND next_at IS NULL) AS last,
         min(time) FILTER (WHERE is_level) AS first_at, max(time) FILTER (WHERE is_level) AS last_at,
         sum(quantity * (extract(epoch FROM coalesce(next_at, hour + interval '1 hour') - time) * 1000))
           FILTER (WHERE is_level) AS area
  FROM ${w} AS w(customer_id, meter_code, hour, group_key)
  JOIN (SELECT code, aggregation IN ('MAX', 'LAST', 'TIME_WEIGHTED') AS is_level FROM meter) AS m ON m.code = meter_code
  CROSS JOIN LATERAL (
    SELECT e.quantity, e.time, lead(e.time) OVER (ORDER BY ${IN_ORDER}) AS next_at
    FROM usage_event e
    WHERE e.customer_id = w.customer_id AND e.meter_code = w.meter_code AND e.group_key = w.group_key
      AND e.month = date_trunc('month', w.hour AT TIME ZONE 'UTC')::date
      AND e.time >= w.hour AND e.time < w.hour + interval '1 hour' AND ${COUNTS}
    OFFSET 0
  ) AS counting
  GROUP BY customer_id, meter_code, hour, group_key`

const readHours: Statement = {
  name: 'usage-read-hours',
  text: `
    INSERT INTO usage_bucket
      (customer_id, meter_code, hour, group_key, quantity, events, highest, last, first_at, last_at, area)
    ${bucketsOf('unnest($1::text[], $2::text[], $3::timestamptz[], $4::text[])')}`,
}

/** Reads these hours from their events again. */
export async function rereadHours(run: RunSql, hours: readonly HourKey[]): Promise<void> {
  if (hours.length === 0) return
  const values = [
    column(hours, (h) => h.customerId),
    column(hours, (h) => h.meterCode),
    column(hours, (h) => iso(h.hour)),
    column(hours, (h) => h.groupKey),
  ]
  await run(dropHours, values)
  await run(readHours, values)
}
