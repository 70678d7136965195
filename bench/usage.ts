import { type Client } from 'pg'
import type { BenchContext, BenchResult, BenchStack } from './lib/benchmark'
import { HttpConnection, postBytes } from './lib/http-connection'
import { measure, rounded, type Measured } from './lib/measure'
import { connect } from './lib/connect'
import {
  assertCounted,
  CUSTOMERS,
  plantCycle,
  plantUsageWorld,
  usageEvents,
  type SampleUsage,
  type UsageWorld,
} from './lib/usage-world'

// Usage intake over HTTP on the intake host: batches of 1,000 events and single ones, of six meters and 1,000 customers, one
// in a hundred sent twice and one in a hundred late. The floor writes the same rows by bare multi-row INSERT with conflict
// check into the same table with the same indexes: no HTTP, no JSON, no totals.

export const defaultN = 300_000

const BATCH = 1000
const MINUTE = 60_000
const inFlight = 48
const singlesInFlight = 64
const floorConnections = 4

export async function run({ n, createDatabase, createStack, say }: BenchContext): Promise<BenchResult> {
  const now = Date.now()
  // First the warming up, then the batches, then the single ones: one after the other, as time goes.
  const events = usageEvents({ n: Math.ceil(n / BATCH) * BATCH, until: now - 5 * MINUTE, minutes: 60, prefix: 'batch' })
  const singles = usageEvents({ n: Math.ceil(n / 20), until: now, minutes: 5, prefix: 'single' })

  const floor = await measureFloor(await createDatabase('floor'), events)
  say(`floor    ${floor.ratePerSecond} events/s`)

  const databaseUrl = await createDatabase('intake')
  const world = await withClient(databaseUrl, plantUsageWorld)
  // Without the sandbox's clock, as in production.
  const stack = await createStack(databaseUrl, { SANDBOX_URL: '' })
  await stack.start('intake')
  await warm(stack, world, now)
  const batch = await measureBatches(stack, world, events)
  say(`batches  ${batch.ratePerSecond} events/s, a request of ${BATCH}: p50 ${batch.p50Ms} ms, p99 ${batch.p99Ms} ms`)
  const single = await measureSingles(stack, world, singles)
  say(`singles  ${single.ratePerSecond} events/s, p50 ${single.p50Ms} ms, p99 ${single.p99Ms} ms`)
  const peakMemoryMb = stack.peakMemoryMb('intake')
  await withClient(databaseUrl, (client) => assertCounted(client, [...events, ...singles]))
  await stack.stop()
  const rating = await measureRating(databaseUrl, stack)
  say(`rating   a cycle of ${rating.map(({ events, ms }) => `${events} events: ${ms} ms`).join(', of ')}`)

  return {
    name: 'usage',
    n,
    ...batch,
    floorPerSecond: floor.ratePerSecond,
    ratio: Math.round((batch.ratePerSecond / floor.ratePerSecond) * 100) / 100,
    peakMemoryMb,
    batchSize: BATCH,
    inFlight,
    customers: CUSTOMERS,
    single,
    singlesInFlight,
    rating,
  }
}

/** What it costs to read a cycle's use for an invoice, by how many events the customer had in it. */
async function measureRating(databaseUrl: string, { env }: BenchStack): Promise<{ events: number; ms: number }[]> {
  Object.assign(process.env, env, { DATABASE_URL: databaseUrl })
  const { totalsOf } = await import('@/lib/usage/read-totals')
  const { db } = await import('@/lib/platform/db/client')
  const results: { events: number; ms: number }[] = []
  for (const events of [1_000, 10_000, 100_000]) {
    const customerId = `cus_rated_${events}`
    const window = await withClient(databaseUrl, (client) => plantCycle(client, { customerId, events }))
    const times: number[] = []
    for (let i = 0; i < 21; i++) {
      const begun = performance.now()
      await totalsOf(db, [{ customerId, meterCode: 'api_calls', ...window }])
      times.push(performance.now() - begun)
    }
    times.sort((a, b) => a - b)
    results.push({ events, ms: rounded(times[10]!) })
  }
  await db.$disconnect()
  return results
}

/** A server's first requests are slow. */
async function warm(stack: BenchStack, world: UsageWorld, now: number): Promise<void> {
  const until = now - 65 * MINUTE
  await measureBatches(stack, world, usageEvents({ n: 20_000, until: until - MINUTE, minutes: 60, prefix: 'warm' }))
  await measureSingles(stack, world, usageEvents({ n: 500, until, minutes: 1, prefix: 'warm-single' }))
}

async function measureBatches(stack: BenchStack, world: UsageWorld, events: SampleUsage[]): Promise<Measured> {
  const requests: Buffer[] = []
  for (let from = 0; from < events.length; from += BATCH) {
    requests.push(requestOf(stack, world, { events: events.slice(from, from + BATCH).map(({ event }) => event) }))
  }
  return send(stack, requests, { concurrency: inFlight, each: BATCH })
}

function measureSingles(stack: BenchStack, world: UsageWorld, events: SampleUsage[]): Promise<Measured> {
  return send(
    stack,
    events.map(({ event }) => requestOf(stack, world, event)),
    { concurrency: singlesInFlight, each: 1 },
  )
}

const requestOf = ({ intakeUrl }: BenchStack, { secret }: UsageWorld, body: object): Buffer =>
  postBytes(`${intakeUrl}/api/v1/usage-events`, { authorization: `Bearer ${secret}` }, JSON.stringify(body))

async function send(
  { intakeUrl }: BenchStack,
  requests: Buffer[],
  { concurrency, each }: { concurrency: number; each: number },
): Promise<Measured> {
  const connections = await Promise.all(Array.from({ length: concurrency }, () => HttpConnection.open(intakeUrl)))
  const measured = await measure({
    n: requests.length,
    concurrency,
    each,
    work: async (index, lane) => {
      const status = await connections[lane]!.send(requests[index]!)
      if (status !== 200) throw new Error(`The intake answered ${status}.`)
    },
  })
  for (const connection of connections) connection.close()
  return measured
}

const COLUMNS = {
  source: 'text',
  id: 'text',
  meter_code: 'text',
  month: 'date',
  customer_id: 'text',
  type: 'text',
  time: 'timestamptz',
  quantity: 'numeric',
  group_key: 'text',
  data: 'jsonb',
}
const types = Object.values(COLUMNS)

/** The same rows by bare INSERTs of 1,000 rows each. (By an array per column, as we do, it is as fast.) */
async function measureFloor(databaseUrl: string, events: SampleUsage[]): Promise<Measured> {
  await withClient(databaseUrl, plantUsageWorld)
  const clients = await Promise.all(Array.from({ length: floorConnections }, () => connect(databaseUrl)))
  const batches: unknown[][] = []
  for (let from = 0; from < events.length; from += BATCH) {
    batches.push(events.slice(from, from + BATCH).flatMap(({ row }) => row))
  }
  const parameters = (row: number) => types.map((type, column) => `$${row * types.length + column + 1}::${type}`)
  const rows = Array.from({ length: BATCH }, (_, row) => `(${parameters(row).join()}, now())`)
  const columns = Object.keys(COLUMNS).join()
  const text = `INSERT INTO usage_event (${columns}, received_at) VALUES ${rows.join()} ON CONFLICT DO NOTHING`
  const measured = await measure({
    n: batches.length,
    concurrency: floorConnections,
    each: BATCH,
    work: async (index, lane) => void (await clients[lane]!.query({ name: 'write', text, values: batches[index] })),
  })
  await Promise.all(clients.map((client) => client.end()))
  return measured
}

async function withClient<T>(databaseUrl: string, work: (client: Client) => Promise<T>): Promise<T> {
  const client = await connect(databaseUrl)
  try {
    return await work(client)
  } finally {
    await client.end()
  }
}
