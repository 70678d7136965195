import type { Client } from 'pg'
import { newSecret } from '@/lib/api/secret'
import { meters } from '@/lib/catalog/default-catalog'

export const CUSTOMERS = 1000
const BUILDINGS = 3
const DAY = 86_400_000

export interface UsageWorld {
  /** Of a key that may report for everyone. */
  secret: string
}

/** The catalogue's meters, customers, a key of staff, and the partitions. */
export async function plantUsageWorld(client: Client): Promise<UsageWorld> {
  for (const meter of meters) {
    const { code, name, unit, aggregation, eventName } = meter
    await client.query(
      `INSERT INTO meter (code, name, unit, aggregation, event_name, group_by_property, reset)
       VALUES ($1, $2, $3, $4::"MeterAggregation", $5, $6, $7::"MeterReset")`,
      [
        ...[code, name, unit, aggregation, eventName],
        'groupByProperty' in meter ? meter.groupByProperty : null,
        'reset' in meter ? meter.reset : 'PER_CYCLE',
      ],
    )
  }
  await client.query(
    `INSERT INTO customer (id, name, email, created_at)
     SELECT 'cus_' || i, 'Customer ' || i, 'a@example.com', now() FROM generate_series(0, $1::int - 1) AS i`,
    [CUSTOMERS],
  )
  for (const days of [0, 31, 62]) {
    await client.query(
      `SELECT ensure_usage_partition(date_trunc('month', now() AT TIME ZONE 'UTC' - $1 * interval '1 day')::date)`,
      [days],
    )
  }
  const { secret, prefix, hash } = newSecret()
  await client.query(
    `INSERT INTO api_key (id, name, prefix, secret_hash, scopes, created_by, created_at)
     VALUES ('key_bench', 'Benchmark', $1, $2, '{usage:write}', 'bench', now())`,
    [prefix, hash],
  )
  return { secret }
}

export interface SampleUsage {
  event: object
  /** source, id, meter, month, customer, type, time, quantity, group, data. */
  row: string[]
}

/** Which events: `minutes` of them up to an instant, with ids of their own. */
interface Stretch {
  n: number
  until: number
  minutes: number
  prefix: string
}

/** Events as they come, in order but for one in a hundred that is late; half of them calls, one in a hundred sent twice. */
export function usageEvents(stretch: Stretch): SampleUsage[] {
  return Array.from({ length: stretch.n }, (_, index) => sampleOf(index % 100 === 99 ? index - 1 : index, stretch))
}

function sampleOf(index: number, { n, until, minutes, prefix }: Stretch): SampleUsage {
  const meter = index % 10 < 5 ? meters[3] : meters[index % 10 < 7 ? 5 : [0, 1, 4][index % 3]!]!
  const customer = `cus_${(index * 7919) % CUSTOMERS}`
  const late = index % 100 === 50 ? 2 * DAY : 0
  const time = new Date(until - Math.floor((1 - index / n) * minutes * 60_000) - late).toISOString()
  const quantity = meter.aggregation === 'SUM' ? String(1 + (index % 7)) : `${100 + (index % 50)}.5`
  const building = `bld_${index % BUILDINGS}`
  const data = { quantity, building_id: building, region: 'eu-central-1', endpoint: '/v2/buildings/{id}/tickets' }
  const id = `${prefix}-${String(index).padStart(9, '0')}`
  const source = 'concierge/production'
  const type = meter.eventName
  const group = 'groupByProperty' in meter ? building : ''
  return {
    event: { id, source, type, subject: customer, time, data },
    row: [
      source,
      id,
      meter.code,
      `${time.slice(0, 7)}-01`,
      customer,
      type,
      time,
      quantity,
      group,
      JSON.stringify(data),
    ],
  }
}

/** A customer whose events are spread evenly over 30 days, with their totals; returns the cycle, which cuts hours at both ends. */
export async function plantCycle(
  client: Client,
  { customerId, events }: { customerId: string; events: number },
): Promise<{ from: Date; to: Date }> {
  const from = new Date(Math.floor(Date.now() / DAY - 40) * DAY + 10 * 3_600_000 + 807_000)
  const to = new Date(from.getTime() + 30 * DAY)
  for (const at of [from, to])
    await client.query(`SELECT ensure_usage_partition($1::date)`, [`${at.toISOString().slice(0, 7)}-01`])
  await client.query(
    `INSERT INTO usage_event (source, id, meter_code, month, customer_id, type, time, quantity, received_at)
     SELECT $1, i, 'api_calls', date_trunc('month', at AT TIME ZONE 'UTC')::date, $1, 'api.called', at, 1, at
     FROM generate_series(0, $2::int - 1) AS i,
          LATERAL (SELECT $3::timestamptz + i * (interval '30 days' / $2::int) AS at) AS t`,
    [customerId, events, from],
  )
  await client.query(
    `INSERT INTO usage_bucket (customer_id, meter_code, hour, quantity, events)
     SELECT customer_id, meter_code, date_trunc('hour', time), sum(quantity), count(*) FROM usage_event
     WHERE customer_id = $1 GROUP BY 1, 2, 3`,
    [customerId],
  )
  await client.query('ANALYZE usage_event, usage_bucket')
  return { from, to }
}

/** Each id once, and totals that are those of the events. A benchmark of something wrong is worth nothing. */
export async function assertCounted(client: Client, events: readonly SampleUsage[]): Promise<void> {
  const different = new Set(events.map(({ row }) => row[1])).size
  const { rows } = await client.query<{ kept: string; counted: string; sent: string; summed: string }>(`
    SELECT (SELECT count(*) FROM usage_event WHERE id NOT LIKE 'warm%') AS kept,
           (SELECT count(*) FROM usage_event) AS sent, (SELECT sum(events) FROM usage_bucket) AS counted,
           (SELECT sum(quantity) FROM usage_event) - (SELECT sum(quantity) FROM usage_bucket) AS summed`)
  const { kept, counted, sent, summed } = rows[0]!
  if (Number(kept) !== different || counted !== sent || Number(summed) !== 0)
    throw new Error(
      `${different} events were sent, ${kept} kept; of ${sent}, ${counted} are in the totals (${summed}).`,
    )
}
