import { arrayLiteral } from '@/lib/platform/db/rows'
import type { RunSql, Statement } from '@/lib/platform/db/run-sql'
import { COUNTS } from './total-store'

/** A stretch of time [from, to) of a customer's meter. */
export interface Window {
  customerId: string
  meterCode: string
  from: Date
  to: Date
  /** What a time-weighted level is divided by: the full period's milliseconds; the window's own if not said. */
  periodMs?: number
  /** For a limit: a flow that never resets from its beginning, and of a level what it stands at in the end. */
  isLimit?: boolean
}

export interface WindowRow {
  /** Which window, from 0. */
  index: number
  /** Null = all groups together: of a unique count, whose groups do not add up. */
  groupKey: string | null
  quantity: string
}

const MONTH = (instant: string) => `date_trunc('month', ${instant} AT TIME ZONE 'UTC')::date`
const MS = (interval: string) => `(extract(epoch FROM ${interval}) * 1000)`

/**
 * Whole hours come from the totals, what the window cuts off an hour from its events. A level is a row of steps: what it
 * stood at before (unless it starts anew with each period), then one step per event or hour; each holds until the next.
 * OFFSET 0 keeps the planner from joining all customers at once.
 */
const readWindows: Statement = {
  name: 'usage-read-windows',
  text: `
    WITH w AS MATERIALIZED (
      SELECT *, date_trunc('hour', t0, 'UTC') AS hour_of_t0, date_trunc('hour', t1, 'UTC') AS h1,
             date_trunc('hour', t0 + interval '59 minutes 59.999 seconds', 'UTC') AS h0
      FROM (
        SELECT t.i, t.customer_id, t.meter_code, t.t1, t.period_ms, m.reset = 'NEVER' AS carries,
               CASE WHEN t.is_limit AND m.reset = 'NEVER' AND m.aggregation IN ('SUM', 'COUNT', 'UNIQUE')
                    THEN 'epoch' ELSE t.t0 END AS t0,
               CASE WHEN t.is_limit AND m.aggregation IN ('MAX', 'TIME_WEIGHTED')
                    THEN 'LAST' ELSE m.aggregation::text END AS aggregation
        FROM unnest($1::int[], $2::text[], $3::text[], $4::timestamptz[], $5::timestamptz[], $6::numeric[], $7::boolean[])
             AS t(i, customer_id, meter_code, t0, t1, period_ms, is_limit)
        JOIN meter m ON m.code = t.meter_code
        WHERE t.t0 < t.t1
      ) AS meant
    ), cuts AS (
      SELECT i, t0 AS a, least(h0, t1) AS b FROM w WHERE t0 < least(h0, t1)
      UNION ALL SELECT i, h1, t1 FROM w WHERE h1 < t1 AND h1 >= h0
    ), cut_events AS MATERIALIZED (
      SELECT w.i, w.aggregation, e.group_key, e.quantity, e.unique_value, e.time, e.received_at, e.source, e.id
      FROM cuts JOIN w USING (i) CROSS JOIN LATERAL (
        SELECT * FROM usage_event e
        WHERE e.customer_id = w.customer_id AND e.meter_code = w.meter_code AND e.month = ${MONTH('cuts.a')}
          AND e.time >= cuts.a AND e.time < cuts.b AND ${COUNTS}
        OFFSET 0) AS e
    ), flows AS (
      SELECT i, group_key, sum(quantity) AS quantity FROM (
        SELECT w.i, b.group_key, CASE w.aggregation WHEN 'SUM' THEN b.quantity ELSE b.events END AS quantity
        FROM w CROSS JOIN LATERAL (
          SELECT * FROM usage_bucket b
          WHERE b.customer_id = w.customer_id AND b.meter_code = w.meter_code AND b.hour >= w.h0 AND b.hour < w.h1
          OFFSET 0) AS b
        WHERE w.aggregation IN ('SUM', 'COUNT')
        UNION ALL SELECT i, group_key, quantity FROM cut_events WHERE aggregation IN ('SUM', 'COUNT')
      ) AS part GROUP BY i, group_key
    ), uniques AS (
      SELECT w.i, u.group_key, u.value
      FROM w CROSS JOIN LATERAL (
        SELECT * FROM usage_unique u
        WHERE u.customer_id = w.customer_id AND u.meter_code = w.meter_code AND u.hour >= w.h0 AND u.hour < w.h1
          AND u.events > 0
        OFFSET 0) AS u
      WHERE w.aggregation = 'UNIQUE'
      UNION SELECT i, group_key, unique_value FROM cut_events WHERE aggregation = 'UNIQUE'
    ), l AS MATERIALIZED (
      SELECT * FROM w WHERE aggregation IN ('MAX', 'LAST', 'TIME_WEIGHTED')
    ), before AS (
      SELECT l.i, last_bucket.group_key, last_bucket.last, last_bucket.at, NULL::timestamptz AS received_at,
             NULL AS source, NULL AS id
      FROM l CROSS JOIN LATERAL (
        WITH RECURSIVE groups(group_key) AS (
          SELECT min(group_key) FROM usage_bucket
          WHERE customer_id = l.customer_id AND meter_code = l.meter_code AND first_at IS NOT NULL
          UNION ALL
          SELECT (SELECT min(group_key) FROM usage_bucket
                  WHERE customer_id = l.customer_id AND meter_code = l.meter_code AND first_at IS NOT NULL
                    AND group_key > groups.group_key)
          FROM groups WHERE groups.group_key IS NOT NULL
        )
        SELECT groups.group_key, b.last, b.last_at AS at FROM groups CROSS JOIN LATERAL (
          SELECT last, last_at FROM usage_bucket
          WHERE customer_id = l.customer_id AND meter_code = l.meter_code AND group_key = groups.group_key
            AND first_at IS NOT NULL AND hour < l.hour_of_t0
          ORDER BY hour DESC LIMIT 1) AS b
        OFFSET 0) AS last_bucket
      WHERE l.carries
      UNION ALL
      SELECT l.i, e.group_key, e.quantity, e.time, e.received_at, e.source, e.id
      FROM l CROSS JOIN LATERAL (
        SELECT * FROM usage_event e
        WHERE e.customer_id = l.customer_id AND e.meter_code = l.meter_code AND e.month = ${MONTH('l.hour_of_t0')}
          AND e.time >= l.hour_of_t0 AND e.time < l.t0 AND ${COUNTS}
        OFFSET 0) AS e
      WHERE l.carries AND l.hour_of_t0 < l.t0
    ), steps AS (
      SELECT DISTINCT ON (b.i, b.group_key) b.i, b.group_key, b.last, b.last AS highest, 0::numeric AS area,
             l.t0 AS starts, l.t0 AS ends, NULL::timestamptz AS received_at, NULL AS source, NULL AS id
      FROM before b JOIN l USING (i)
      ORDER BY b.i, b.group_key, b.at DESC, b.received_at DESC NULLS LAST, b.source COLLATE "C" DESC, b.id COLLATE "C" DESC
    ), all_steps AS (
      SELECT * FROM steps
      UNION ALL
      SELECT l.i, b.group_key, b.last, b.highest, b.area, b.first_at, b.hour + interval '1 hour', NULL, NULL, NULL
      FROM l CROSS JOIN LATERAL (
        SELECT * FROM usage_bucket b
        WHERE b.customer_id = l.customer_id AND b.meter_code = l.meter_code AND b.hour >= l.h0 AND b.hour < l.h1
          AND b.first_at IS NOT NULL
        OFFSET 0) AS b
      UNION ALL
      SELECT i, group_key, quantity, quantity, 0, time, time, received_at, source, id
      FROM cut_events WHERE aggregation IN ('MAX', 'LAST', 'TIME_WEIGHTED')
    ), ordered AS (
      SELECT *, lead(starts) OVER (
        PARTITION BY i, group_key
        ORDER BY starts, received_at NULLS FIRST, source COLLATE "C", id COLLATE "C") AS next_starts
      FROM all_steps
    ), levels AS (
      SELECT o.i, o.group_key,
             CASE min(l.aggregation)
               WHEN 'MAX' THEN max(o.highest)
               WHEN 'LAST' THEN max(o.last) FILTER (WHERE o.next_starts IS NULL)
               ELSE round(sum(o.area + o.last * ${MS('coalesce(o.next_starts, l.t1) - o.ends')}) / min(l.period_ms), 12)
             END AS quantity
      FROM ordered o JOIN l USING (i) GROUP BY o.i, o.group_key
    )
    SELECT i AS index, group_key AS "groupKey", quantity::text AS quantity FROM (
      SELECT * FROM flows
      UNION ALL SELECT i, group_key, count(*) FROM uniques GROUP BY i, group_key
      UNION ALL SELECT i, NULL, count(DISTINCT value) FROM uniques GROUP BY i
      UNION ALL SELECT * FROM levels
    ) AS total WHERE quantity <> 0 ORDER BY i, group_key COLLATE "C" NULLS FIRST`,
}

/** One read for any number of windows; groups at zero are left out. */
export async function findWindowTotals(run: RunSql, windows: readonly Window[]): Promise<WindowRow[]> {
  const column = (pick: (window: Window) => unknown): string => arrayLiteral(windows.map(pick))
  const rows = await run<WindowRow>(readWindows, [
    arrayLiteral(windows.map((_, index) => index)),
    column((w) => w.customerId),
    column((w) => w.meterCode),
    column((w) => w.from),
    column((w) => w.to),
    column((w) => w.periodMs ?? w.to.getTime() - w.from.getTime()),
    column((w) => w.isLimit ?? false),
  ])
  return rows
}
