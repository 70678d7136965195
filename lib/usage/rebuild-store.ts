import { db, type Transaction } from '@/lib/platform/db/client'
import { arrayLiteral } from '@/lib/platform/db/rows'
import type { Pair } from './counter-store'
import { COUNTS, IN_ORDER } from './total-store'

/** What a total says that its events do not. Null = no such row. */
export interface Difference {
  customerId: string
  meterCode: string
  /** Its start. */
  hour: Date
  groupKey: string
  was: string | null
  is: string | null
}

/** The next pairs of customer and meter, in order, after the given one. */
export async function findPairs(
  { customerId, meterCode }: { customerId?: string; meterCode?: string },
  after: Pair | undefined,
  limit: number,
): Promise<Pair[]> {
  return db.$queryRaw<Pair[]>`
    SELECT customer_id AS "customerId", meter_code AS "meterCode" FROM usage_counter
    WHERE (${customerId ?? null}::text IS NULL OR customer_id = ${customerId ?? null})
      AND (${meterCode ?? null}::text IS NULL OR meter_code = ${meterCode ?? null})
      AND (customer_id, meter_code) > (${after?.customerId ?? ''}, ${after?.meterCode ?? ''})
    ORDER BY customer_id, meter_code LIMIT ${limit}`
}

const PAIRS = (sql: string) => sql.replaceAll('PAIRS', 'unnest($1::text[], $2::text[]) AS p(customer_id, meter_code)')

// Months whose events are archived have no partition: their totals stay as they are.
const MONTHS = `months AS (
  SELECT to_date(substr(c.relname, 13), 'YYYY_MM')::timestamp AT TIME ZONE 'UTC' AS starts
  FROM pg_inherits i JOIN pg_class c ON c.oid = i.inhrelid WHERE i.inhparent = 'usage_event'::regclass)`

const KEPT = (hour: string) => `EXISTS (SELECT FROM months WHERE starts = date_trunc('month', ${hour}, 'UTC'))`

const EVENTS = `counting AS (
  SELECT e.*, date_trunc('hour', e.time, 'UTC') AS hour, m.aggregation IN ('MAX', 'LAST', 'TIME_WEIGHTED') AS is_level,
         lead(e.time) OVER (PARTITION BY e.customer_id, e.meter_code, date_trunc('hour', e.time, 'UTC'), e.group_key
                            ORDER BY ${IN_ORDER}) AS next_at
  FROM PAIRS JOIN usage_event e USING (customer_id, meter_code) JOIN meter m ON m.code = e.meter_code
  WHERE ${COUNTS})`

const findBuckets = PAIRS(`
  WITH ${MONTHS}, ${EVENTS}, fresh AS (
    SELECT customer_id, meter_code, hour, group_key,
      concat_ws(' ', trim_scale(sum(quantity)), count(*)) || CASE WHEN bool_or(is_level) THEN concat(
        ' ', trim_scale(max(quantity)), ' ', trim_scale(max(quantity) FILTER (WHERE next_at IS NULL)), ' ',
        extract(epoch FROM min(time)), ' ', extract(epoch FROM max(time)), ' ',
        trim_scale(sum(quantity * (extract(epoch FROM coalesce(next_at, hour + interval '1 hour') - time) * 1000))))
        ELSE '' END AS said
    FROM counting GROUP BY 1, 2, 3, 4
  ), kept AS (
    SELECT customer_id, meter_code, hour, group_key,
      concat_ws(' ', trim_scale(quantity), events) || CASE WHEN first_at IS NULL THEN '' ELSE concat(
        ' ', trim_scale(highest), ' ', trim_scale(last), ' ', extract(epoch FROM first_at), ' ',
        extract(epoch FROM last_at), ' ', trim_scale(area)) END AS said
    FROM PAIRS JOIN usage_bucket b USING (customer_id, meter_code)
    WHERE ${KEPT('b.hour')} AND (events <> 0 OR quantity <> 0)
  )
  SELECT customer_id AS "customerId", meter_code AS "meterCode", hour, group_key AS "groupKey",
         kept.said AS was, fresh.said AS is
  FROM fresh FULL JOIN kept USING (customer_id, meter_code, hour, group_key)
  WHERE fresh.said IS DISTINCT FROM kept.said ORDER BY 1, 2, 3, 4`)

const findUniques = PAIRS(`
  WITH ${MONTHS}, ${EVENTS}, fresh AS (
    SELECT customer_id, meter_code, hour, group_key, unique_value AS value, count(*) AS events
    FROM counting WHERE unique_value IS NOT NULL GROUP BY 1, 2, 3, 4, 5
  ), kept AS (
    SELECT u.* FROM PAIRS JOIN usage_unique u USING (customer_id, meter_code) WHERE ${KEPT('u.hour')} AND u.events <> 0
  )
  SELECT customer_id AS "customerId", meter_code AS "meterCode", hour, group_key AS "groupKey",
         value || ' ' || kept.events AS was, value || ' ' || fresh.events AS is
  FROM fresh FULL JOIN kept USING (customer_id, meter_code, hour, group_key, value)
  WHERE fresh.events IS DISTINCT FROM kept.events ORDER BY 1, 2, 3, 4`)

/** Where totals and events differ. The counters have to be locked for an answer that holds. */
export async function findDifferences(
  tx: Transaction,
  pairs: readonly Pair[],
): Promise<{ buckets: Difference[]; uniques: Difference[] }> {
  const values = [arrayLiteral(pairs.map((pair) => pair.customerId)), arrayLiteral(pairs.map((pair) => pair.meterCode))]
  return {
    buckets: await tx.$queryRawUnsafe<Difference[]>(findBuckets, ...values),
    uniques: await tx.$queryRawUnsafe<Difference[]>(findUniques, ...values),
  }
}

/** Reads the different values of these hours from their events again. */
export async function rereadUniques(tx: Transaction, hours: readonly Difference[]): Promise<void> {
  const keys = [
    arrayLiteral(hours.map((hour) => hour.customerId)),
    arrayLiteral(hours.map((hour) => hour.meterCode)),
    arrayLiteral(hours.map((hour) => hour.hour)),
    arrayLiteral(hours.map((hour) => hour.groupKey)),
  ]
  const wanted = `unnest($1::text[], $2::text[], $3::timestamptz[], $4::text[]) AS w(customer_id, meter_code, hour, group_key)`
  await tx.$executeRawUnsafe(
    `DELETE FROM usage_unique u USING ${wanted}
     WHERE u.customer_id = w.customer_id AND u.meter_code = w.meter_code AND u.hour = w.hour AND u.group_key = w.group_key`,
    ...keys,
  )
  await tx.$executeRawUnsafe(
    `INSERT INTO usage_unique (customer_id, meter_code, hour, group_key, value, events)
     SELECT w.customer_id, w.meter_code, w.hour, w.group_key, e.unique_value, count(*)
     FROM (SELECT DISTINCT * FROM ${wanted}) AS w
     JOIN usage_event e ON e.customer_id = w.customer_id AND e.meter_code = w.meter_code AND e.group_key = w.group_key
       AND e.month = date_trunc('month', w.hour AT TIME ZONE 'UTC')::date
       AND e.time >= w.hour AND e.time < w.hour + interval '1 hour'
     WHERE e.unique_value IS NOT NULL AND ${COUNTS}
     GROUP BY 1, 2, 3, 4, 5`,
    ...keys,
  )
}

/** The next who asks reads them from the totals. */
export async function markStale(tx: Transaction, pairs: readonly Pair[]): Promise<void> {
  await tx.$executeRaw`
    UPDATE usage_counter SET stale = true WHERE (customer_id, meter_code) IN (
      SELECT * FROM unnest(${arrayLiteral(pairs.map((pair) => pair.customerId))}::text[],
                           ${arrayLiteral(pairs.map((pair) => pair.meterCode))}::text[]))`
}
