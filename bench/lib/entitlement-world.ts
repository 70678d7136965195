import type { Client } from 'pg'
import { newSecret } from '@/lib/api/secret'
import { features, meters, plans } from '@/lib/catalog/default-catalog'
import { overagePrices } from '@/lib/catalog/default-overage'

export const CUSTOMERS = 100_000
/** Whole hours in which they used something: totals are kept by the hour. */
const HOURS = 10

export interface EntitlementWorld {
  /** Of a key that may ask and consume for everyone. */
  secret: string
  plantedSeconds: number
}

/**
 * The catalogue, customers on Professional in the middle of a month, and `events` of theirs with the totals and counters
 * that intake would have kept: calls and messages by turns, the same number for each customer. By one statement per table,
 * with the events' indexes made afterwards.
 */
export async function plantEntitlementWorld(client: Client, events: number): Promise<EntitlementWorld> {
  const begun = performance.now()
  await plantCatalogue(client)
  await client.query(`SET maintenance_work_mem = '512MB'`)
  for (const statement of CUSTOMER_STATEMENTS) await client.query(statement, [CUSTOMERS])
  await client.query('ALTER TABLE usage_event DROP CONSTRAINT usage_event_pkey')
  await client.query('DROP INDEX usage_event_customer_id_meter_code_time_idx')
  await client.query(`
    CREATE TEMP TABLE hours AS
    SELECT h, date_trunc('hour', now()) - interval '1 hour' - h * interval '33 hours' AS at FROM generate_series(0, ${HOURS - 1}) AS h`)
  await client.query(
    `SELECT ensure_usage_partition(month) FROM (SELECT DISTINCT date_trunc('month', at AT TIME ZONE 'UTC')::date AS month FROM hours
       UNION SELECT date_trunc('month', now() AT TIME ZONE 'UTC')::date) AS months`,
  )
  const each = Math.ceil(events / CUSTOMERS)
  await client.query(
    `INSERT INTO usage_event (source, id, meter_code, month, customer_id, type, time, quantity, data, received_at)
     SELECT 'planted', lpad(i::text, 10, '0'), CASE k % 2 WHEN 0 THEN 'api_calls' ELSE 'sms' END,
            date_trunc('month', at AT TIME ZONE 'UTC')::date, 'cus_' || i % $2,
            CASE k % 2 WHEN 0 THEN 'api.called' ELSE 'sms.sent' END, at + k * interval '1 second', 1, '{"quantity": 1}', now()
     FROM generate_series(0, $1::int - 1) AS i CROSS JOIN LATERAL (SELECT i / $2::int AS k) AS of
     JOIN hours ON h = k % ${HOURS}`,
    [each * CUSTOMERS, CUSTOMERS],
  )
  await client.query(`CREATE TEMP TABLE uses AS
    SELECT h, at, CASE k % 2 WHEN 0 THEN 'api_calls' ELSE 'sms' END AS meter, count(*) AS events
    FROM generate_series(0, ${each - 1}) AS k JOIN hours ON h = k % ${HOURS} GROUP BY 1, 2, 3`)
  await client.query(
    `INSERT INTO usage_bucket (customer_id, meter_code, hour, quantity, events)
     SELECT 'cus_' || i, meter, at, events, events FROM generate_series(0, $1::int - 1) AS i, uses`,
    [CUSTOMERS],
  )
  await client.query(
    `INSERT INTO usage_counter (customer_id, meter_code, period_start, quantity, last_at, stale, touched_at)
     SELECT 'cus_' || i, meter, s.current_period_start, used, last_at, false, last_at
     FROM generate_series(0, $1::int - 1) AS i JOIN subscription s ON s.id = 'sub_' || i,
          (SELECT meter, sum(events) AS used, max(at) AS last_at FROM uses GROUP BY meter) AS used`,
    [CUSTOMERS],
  )
  await client.query('ALTER TABLE usage_event ADD PRIMARY KEY (source, id, meter_code, month)')
  await client.query(
    'CREATE INDEX usage_event_customer_id_meter_code_time_idx ON usage_event (customer_id, meter_code, time)',
  )
  const { secret, prefix, hash } = newSecret()
  await client.query(
    `INSERT INTO api_key (id, name, prefix, secret_hash, scopes, created_by, created_at)
     VALUES ('key_bench', 'Benchmark', $1, $2, '{entitlements:read,entitlements:write}', 'bench', now())`,
    [prefix, hash],
  )
  await client.query('VACUUM ANALYZE')
  return { secret, plantedSeconds: Math.round((performance.now() - begun) / 1000) }
}

const CUSTOMER_STATEMENTS = [
  `INSERT INTO customer (id, name, email, created_at)
   SELECT 'cus_' || i, 'Customer ' || i, 'a@example.com', now() - interval '15 days' FROM generate_series(0, $1::int - 1) AS i`,
  `INSERT INTO subscription (id, customer_id, status, currency, time_zone, started_at, current_period_start,
                             current_period_end, renews_at, created_at)
   SELECT 'sub_' || i, 'cus_' || i, 'ACTIVE', 'EUR', 'Europe/Berlin', start, start, start + interval '1 month',
          start + interval '1 month', start
   FROM generate_series(0, $1::int - 1) AS i, (SELECT date_trunc('second', now() - interval '15 days') AS start) AS at`,
  `INSERT INTO subscription_phase (subscription_id, kind, starts_at, anchor, interval)
   SELECT id, 'BILLED', started_at, started_at, 'MONTH' FROM subscription WHERE $1::int > 0`,
  `INSERT INTO subscription_item (id, item_id, subscription_id, price_id, valid_from)
   SELECT 'seg_' || id, 'item_' || id, id, 'price_professional_MONTH', started_at FROM subscription WHERE $1::int > 0`,
]

async function plantCatalogue(client: Client): Promise<void> {
  for (const [position, { code, name }] of features.entries())
    await client.query('INSERT INTO feature (code, name, position) VALUES ($1, $2, $3)', [code, name, position])
  for (const [position, meter] of meters.entries()) {
    const { code, name, unit, aggregation, eventName } = meter
    const group = 'groupByProperty' in meter ? meter.groupByProperty : null
    const reset = 'reset' in meter ? meter.reset : 'PER_CYCLE'
    await client.query(
      `INSERT INTO meter (code, name, unit, aggregation, event_name, group_by_property, reset, position)
       VALUES ($1, $2, $3, $4::"MeterAggregation", $5, $6, $7::"MeterReset", $8)`,
      [code, name, unit, aggregation, eventName, group, reset, position],
    )
  }
  for (const { code, name, rank, prices, features: given, allowances } of plans) {
    await client.query(`INSERT INTO plan (id, code, name, description, rank) VALUES ($1, $1, $2, '', $3)`, [
      code,
      name,
      rank,
    ])
    for (const { interval, currency, unitAmount } of prices)
      await client.query(
        `INSERT INTO price (id, plan_id, interval, currency, unit_amount, created_at) VALUES ($1, $2, $3::"Interval", $4, $5, now())`,
        [`price_${code}_${interval}`, code, interval, currency, unitAmount],
      )
    for (const [feature, value] of Object.entries(given))
      await client.query('INSERT INTO plan_feature VALUES ($1, $2, $3)', [code, feature, value])
    for (const [meter, { included, hard }] of Object.entries(allowances))
      await client.query('INSERT INTO allowance (plan_id, meter_code, included, hard) VALUES ($1, $2, $3, $4)', [
        code,
        meter,
        included,
        hard,
      ])
  }
  for (const { plan, meter, model } of overagePrices)
    await client.query(
      `INSERT INTO overage_price (id, plan_id, meter_code, currency, model, valid_from) VALUES ($1, $2, $3, 'EUR', $4, now() - interval '1 year')`,
      [`ovp_${plan}_${meter}`, plan, meter, JSON.stringify(model)],
    )
}
