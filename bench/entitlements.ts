import type { BenchContext, BenchResult, BenchStack } from './lib/benchmark'
import { connect } from './lib/connect'
import { CUSTOMERS, plantEntitlementWorld, type EntitlementWorld } from './lib/entitlement-world'
import { HttpConnection, postBytes } from './lib/http-connection'
import { measure, type Measured } from './lib/measure'

// May this be used? Over HTTP on the intake host, at 16 clients, with N events of 100,000 customers present; the same with
// a hundredth of the events, because what a check costs must not grow with them. Then the same use consumed. The floor reads the
// same facts by bare SQL, one prepared statement per check, without HTTP, keys, rates or JSON.

export const defaultN = 10_000_000

const CLIENTS = 16
const CHECKS = 20_000
const CONSUMPTIONS = 3_000
const WARM = 4_000

export async function run({ n, createDatabase, createStack, say }: BenchContext): Promise<BenchResult> {
  const few = await checksWith(Math.max(CUSTOMERS, Math.ceil(n / 100)), 'few')
  const many = await checksWith(n, 'many')

  const { plantedSeconds, floor, check, consume, peakMemoryMb } = many
  return {
    name: 'entitlements',
    n,
    ...check,
    floorPerSecond: floor.ratePerSecond,
    ratio: ratioOf(check, floor),
    peakMemoryMb,
    clients: CLIENTS,
    customers: CUSTOMERS,
    plantedSeconds,
    floor,
    consume,
    fewEvents: { ...few.check, ratio: ratioOf(few.check, few.floor), consume: few.consume },
  }

  async function checksWith(events: number, name: string) {
    const databaseUrl = await createDatabase(name)
    const client = await connect(databaseUrl)
    const world = await plantEntitlementWorld(client, events)
    await client.query('CHECKPOINT')
    say(`${name.padEnd(5)} ${events} events of ${CUSTOMERS} customers planted in ${world.plantedSeconds} s`)
    const floor = await measureFloor(databaseUrl)
    say(`      floor    ${floor.ratePerSecond}/s, p99 ${floor.p99Ms} ms`)
    // Without the sandbox's clock, as in production.
    const stack = await createStack(databaseUrl, { SANDBOX_URL: '' })
    await stack.start('intake')
    await ask(stack, world, WARM, (index) => ({ meter: 'api_calls', customer: customerOf(index) }))
    const check = await ask(stack, world, CHECKS, (index) => ({
      meter: index % 2 ? 'sms' : 'api_calls',
      quantity: 1 + (index % 5),
      customer: customerOf(index),
    }))
    say(`      checks   ${check.ratePerSecond}/s, p50 ${check.p50Ms} ms, p99 ${check.p99Ms} ms`)
    const consumption = (prefix: string) => (index: number) => ({
      meter: 'sms',
      mode: 'consume',
      id: `${prefix}${index}`,
      source: 'bench',
      customer: customerOf(index),
    })
    await ask(stack, world, WARM / 8, consumption('warm'))
    const consume = await ask(stack, world, CONSUMPTIONS, consumption('c'))
    say(`      consumes ${consume.ratePerSecond}/s, p50 ${consume.p50Ms} ms, p99 ${consume.p99Ms} ms`)
    const { rows } = await client.query<{ count: string }>(
      `SELECT count(*) FROM usage_event WHERE source = 'bench' AND id LIKE 'c%'`,
    )
    if (Number(rows[0]!.count) !== CONSUMPTIONS)
      throw new Error(`${CONSUMPTIONS} were consumed, ${rows[0]!.count} counted.`)
    const peakMemoryMb = stack.peakMemoryMb('intake')
    await stack.stop()
    await client.end()
    return { plantedSeconds: world.plantedSeconds, floor, check, consume, peakMemoryMb }
  }
}

/** Spread over all customers, in no order. */
const customerOf = (index: number): string => `cus_${(index * 7919) % CUSTOMERS}`

async function ask(
  { intakeUrl }: BenchStack,
  { secret }: EntitlementWorld,
  n: number,
  bodyOf: (index: number) => object,
): Promise<Measured> {
  const requests = Array.from({ length: n }, (_, index) =>
    postBytes(
      `${intakeUrl}/api/v1/entitlements/check`,
      { authorization: `Bearer ${secret}` },
      JSON.stringify(bodyOf(index)),
    ),
  )
  const connections = await Promise.all(Array.from({ length: CLIENTS }, () => HttpConnection.open(intakeUrl)))
  const measured = await measure({
    n,
    concurrency: CLIENTS,
    work: async (index, lane) => {
      const status = await connections[lane]!.send(requests[index]!)
      if (status !== 200) throw new Error(`The intake answered ${status}.`)
    },
  })
  for (const connection of connections) connection.close()
  return measured
}

const FACTS = `
  SELECT s.status, s.suspended_at, s.current_period_start, s.current_period_end, i.quantity, a.included, a.hard,
         u.quantity AS used, u.stale, u.period_start, h.held, k.amount, o.value
  FROM customer c
  LEFT JOIN subscription s ON s.customer_id = c.id
  LEFT JOIN subscription_item i ON i.subscription_id = s.id AND i.valid_from <= now() AND (i.valid_to IS NULL OR i.valid_to > now())
  LEFT JOIN price p ON p.id = i.price_id
  LEFT JOIN allowance a ON a.plan_id = p.plan_id AND a.meter_code = $2
  LEFT JOIN usage_counter u ON u.customer_id = c.id AND u.meter_code = $2
  LEFT JOIN LATERAL (SELECT sum(r.quantity) AS held FROM usage_reservation r
    WHERE r.customer_id = c.id AND r.meter_code = $2 AND r.state = 'HELD' AND r.expires_at > now()) h ON true
  LEFT JOIN spend_cap k ON k.customer_id = c.id
  LEFT JOIN entitlement_override o ON o.customer_id = c.id AND o.removed_at IS NULL
  WHERE c.id = $1`

async function measureFloor(databaseUrl: string): Promise<Measured> {
  const clients = await Promise.all(Array.from({ length: CLIENTS }, () => connect(databaseUrl)))
  const read = async (index: number, lane: number) => {
    const values = [customerOf(index), index % 2 ? 'sms' : 'api_calls']
    const { rows } = await clients[lane]!.query({ name: 'facts', text: FACTS, values })
    if (rows.length !== 1) throw new Error(`${rows.length} rows of facts.`)
  }
  await measure({ n: WARM, concurrency: CLIENTS, work: read })
  const measured = await measure({ n: CHECKS, concurrency: CLIENTS, work: read })
  await Promise.all(clients.map((client) => client.end()))
  return measured
}

const ratioOf = (measured: Measured, floor: Measured): number =>
  Math.round((measured.ratePerSecond / floor.ratePerSecond) * 100) / 100
