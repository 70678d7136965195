import { plainArray, textArray } from '@/lib/platform/db/arrays'
import type { RunSql, Statement } from '@/lib/platform/db/run-sql'
import type { CounterChange, FlowChange, HourKey, LevelChange, UniqueChange } from './changes'

// Times are milliseconds since 1970, which float8 holds exactly.
const AT = (time: string) => `to_timestamp(${time} / 1000)`

// A new counter is stale until somebody asks for it, so its other columns mean nothing. In the row that is offered,
// period_start and last_at are the first and last instant of what changes, and no first instant says "read again".
// Where nothing of it matters, the row is locked and not written; so touched_at is rounded up to ten seconds.
const changeCounters: Statement = {
  name: 'usage-change-counters',
  text: `
    INSERT INTO usage_counter AS c (customer_id, meter_code, quantity, period_start, last_at, touched_at, stale)
    SELECT customer_id, meter_code, quantity, ${AT('first_at')}, ${AT('last_at')},
           ${AT('touched_at')}, true
    FROM unnest($1::text[], $2::text[], $3::numeric[], $4::float8[], $5::float8[], $6::float8[])
         AS change(customer_id, meter_code, quantity, first_at, last_at, touched_at)
    ORDER BY customer_id COLLATE "C", meter_code COLLATE "C"
    ON CONFLICT (customer_id, meter_code) DO UPDATE SET
      quantity = c.quantity + CASE WHEN excluded.period_start >= c.period_start THEN excluded.quantity ELSE 0 END,
      stale = c.stale OR excluded.period_start IS NULL
        OR (excluded.period_start < c.period_start AND excluded.last_at >= c.period_start),
      touched_at = greatest(c.touched_at, excluded.touched_at)
    WHERE NOT c.stale OR c.touched_at < excluded.touched_at`,
}

/** Takes the lock of each customer and meter, in order, and brings their counters up to date or marks them stale. */
export async function applyCounterChanges(run: RunSql, changes: readonly CounterChange[]): Promise<void> {
  await run(changeCounters, [
    textArray(changes, (c) => c.customerId),
    textArray(changes, (c) => c.meterCode),
    plainArray(changes, (c) => c.quantity),
    plainArray(changes, (c) => (c.isStale ? null : c.firstAt)),
    plainArray(changes, (c) => c.lastAt),
    plainArray(changes, (c) => Math.ceil(c.touchedAt / 10_000) * 10_000),
  ])
}

const changeFlows: Statement = {
  name: 'usage-change-flows',
  text: `
    INSERT INTO usage_bucket AS b (customer_id, meter_code, hour, group_key, quantity, events)
    SELECT customer_id, meter_code, ${AT('hour')}, group_key, quantity, events
    FROM unnest($1::text[], $2::text[], $3::float8[], $4::text[], $5::numeric[], $6::bigint[])
         AS change(customer_id, meter_code, hour, group_key, quantity, events)
    ON CONFLICT (customer_id, meter_code, hour, group_key) DO UPDATE SET
      quantity = b.quantity + excluded.quantity, events = b.events + excluded.events`,
}

export async function applyFlowChanges(run: RunSql, changes: readonly FlowChange[]): Promise<void> {
  if (changes.length === 0) return
  await run(changeFlows, [
    textArray(changes, (c) => c.customerId),
    textArray(changes, (c) => c.meterCode),
    plainArray(changes, (c) => c.hour),
    textArray(changes, (c) => c.groupKey),
    plainArray(changes, (c) => c.quantity),
    plainArray(changes, (c) => c.events),
  ])
}

// What comes after all that the hour holds joins it; whatever comes in between leaves the row as it is, and is not
// returned: that hour is read from its events again.
const changeLevels: Statement = {
  name: 'usage-change-levels',
  text: `
    INSERT INTO usage_bucket AS b
      (customer_id, meter_code, hour, group_key, quantity, events, highest, last, first_at, last_at, area)
    SELECT customer_id, meter_code, ${AT('hour')}, group_key, quantity, events, highest, last, ${AT('first_at')},
           ${AT('last_at')}, area
    FROM unnest($1::text[], $2::text[], $3::float8[], $4::text[], $5::numeric[], $6::bigint[], $7::numeric[],
                $8::numeric[], $9::float8[], $10::float8[], $11::numeric[])
         AS change(customer_id, meter_code, hour, group_key, quantity, events, highest, last, first_at, last_at, area)
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
    textArray(changes, (c) => c.customerId),
    textArray(changes, (c) => c.meterCode),
    plainArray(changes, (c) => c.hour),
    textArray(changes, (c) => c.groupKey),
    plainArray(changes, (c) => c.quantity),
    plainArray(changes, (c) => c.events),
    plainArray(changes, (c) => c.highest),
    plainArray(changes, (c) => c.last),
    plainArray(changes, (c) => c.firstAt),
    plainArray(changes, (c) => c.lastAt),
    plainArray(changes, (c) => c.area),
  ])
  return rows.map((row) => ({ ...row, hour: Number(row.hour) }))
}

const changeUniques: Statement = {
  name: 'usage-change-uniques',
  text: `
    INSERT INTO usage_unique AS u (customer_id, meter_code, hour, group_key, value, events)
    SELECT customer_id, meter_code, ${AT('hour')}, group_key, value, events
    FROM unnest($1::text[], $2::text[], $3::float8[], $4::text[], $5::text[], $6::bigint[])
         AS change(customer_id, meter_code, hour, group_key, value, events)
    ON CONFLICT (customer_id, meter_code, hour, group_key, value) DO UPDATE SET events = u.events + excluded.events`,
}

export async function applyUniqueChanges(run: RunSql, changes: readonly UniqueChange[]): Promise<void> {
  if (changes.length === 0) return
  await run(changeUniques, [
    textArray(changes, (c) => c.customerId),
    textArray(changes, (c) => c.meterCode),
    plainArray(changes, (c) => c.hour),
    textArray(changes, (c) => c.groupKey),
    textArray(changes, (c) => c.value),
    plainArray(changes, (c) => c.events),
  ])
}

const HOURS = `(
  SELECT customer_id, meter_code, ${AT('hour')} AS hour, group_key
  FROM unnest($1::text[], $2::text[], $3::float8[], $4::text[]) AS h(customer_id, meter_code, hour, group_key))`

const dropHours: Statement = {
  name: 'usage-drop-hours',
  text: `
    DELETE FROM usage_bucket b
    USING ${HOURS} AS w
    WHERE b.customer_id = w.customer_id AND b.meter_code = w.meter_code AND b.hour = w.hour AND b.group_key = w.group_key`,
}

/** A condition on `e`: it counts, as it reverses nothing and nothing superseded it. */
export const COUNTS = `e.kind <> 'REVERSAL' AND NOT EXISTS (
  SELECT FROM usage_event s WHERE s.source = e.source AND s.supersedes_id = e.id AND s.meter_code = e.meter_code
    AND s.month = e.month)`

/** The order in which events of one instant came. */
export const IN_ORDER = `e.time, e.received_at, e.source COLLATE "C", e.id COLLATE "C"`

/** What only levels have is null for flows. */
const readHours: Statement = {
  name: 'usage-read-hours',
  text: `
  INSERT INTO usage_bucket
    (customer_id, meter_code, hour, group_key, quantity, events, highest, last, first_at, last_at, area)
  SELECT customer_id, meter_code, hour, group_key, sum(quantity) AS quantity, count(*) AS events,
         max(quantity) FILTER (WHERE is_level) AS highest, max(quantity) FILTER (WHERE is_level AND next_at IS NULL) AS last,
         min(time) FILTER (WHERE is_level) AS first_at, max(time) FILTER (WHERE is_level) AS last_at,
         sum(quantity * (extract(epoch FROM coalesce(next_at, hour + interval '1 hour') - time) * 1000))
           FILTER (WHERE is_level) AS area
  FROM ${HOURS} AS w
  JOIN (SELECT code, aggregation IN ('MAX', 'LAST', 'TIME_WEIGHTED') AS is_level FROM meter) AS m ON m.code = meter_code
  CROSS JOIN LATERAL (
    SELECT e.quantity, e.time, lead(e.time) OVER (ORDER BY ${IN_ORDER}) AS next_at
    FROM usage_event e
    WHERE e.customer_id = w.customer_id AND e.meter_code = w.meter_code AND e.group_key = w.group_key
      AND e.month = date_trunc('month', w.hour AT TIME ZONE 'UTC')::date
      AND e.time >= w.hour AND e.time < w.hour + interval '1 hour' AND ${COUNTS}
    OFFSET 0
  ) AS counting
  GROUP BY customer_id, meter_code, hour, group_key`,
}

/** Reads these hours from their events again. */
export async function rereadHours(run: RunSql, hours: readonly HourKey[]): Promise<void> {
  if (hours.length === 0) return
  const values = [
    textArray(hours, (h) => h.customerId),
    textArray(hours, (h) => h.meterCode),
    plainArray(hours, (h) => h.hour),
    textArray(hours, (h) => h.groupKey),
  ]
  await run(dropHours, values)
  await run(readHours, values)
}
