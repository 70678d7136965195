import { Client } from 'pg'
import Stripe from 'stripe'
import type { BenchContext, BenchResult, BenchStack } from './lib/benchmark'
import { HttpConnection, postBytes } from './lib/http-connection'
import { measure, rounded, type Measured } from './lib/measure'

// The webhook inbox over HTTP, on both of its hosts: signed events of Stripe's shape and size, one in ten a duplicate.
// The floor writes the same rows (the event, and the job that handles it) by bare SQL, one statement per event, without
// HTTP, signatures or the queue's own functions.

export const defaultN = 20_000

const inFlight = 32
const floorConnections = 16
const duplicateEvery = 10

export async function run({ n, createDatabase, createStack, say }: BenchContext): Promise<BenchResult> {
  const events = Array.from({ length: n }, (_, index) => eventOf(index))
  const unique = new Set(events.map(({ id }) => id)).size

  const floor = await measureFloor(await createDatabase('floor'), events, unique)
  say(`floor   ${floor.ratePerSecond}/s`)

  const hosts: Record<string, Measured & { peakMemoryMb: number }> = {}
  for (const part of ['intake', 'app'] as const) {
    const databaseUrl = await createDatabase(part)
    const stack = await createStack(databaseUrl)
    await stack.start(part)
    const measured = await measureHost(stack, part, events)
    hosts[part] = { ...measured, peakMemoryMb: stack.peakMemoryMb(part) }
    await stack.stop()
    await assertKept(databaseUrl, unique)
    say(`${part.padEnd(7)} ${measured.ratePerSecond}/s, p50 ${measured.p50Ms} ms, p99 ${measured.p99Ms} ms`)
  }
  const { intake, app } = hosts as Record<'intake' | 'app', Measured & { peakMemoryMb: number }>
  return {
    name: 'webhooks',
    n,
    ...intake,
    floorPerSecond: floor.ratePerSecond,
    ratio: ratio(intake, floor),
    unique,
    inFlight,
    next: { ...app, ratio: ratio(app, floor) },
  }
}

async function measureHost(stack: BenchStack, part: 'intake' | 'app', events: SampleEvent[]): Promise<Measured> {
  const url = `${part === 'intake' ? stack.intakeUrl : stack.appUrl}/api/webhooks/stripe`
  const secret = stack.env.STRIPE_WEBHOOK_SECRET ?? ''
  const requests = events.map(({ body }) => {
    const signature = Stripe.webhooks.generateTestHeaderString({ payload: body, secret })
    return postBytes(url, { 'stripe-signature': signature }, body)
  })
  const connections = await Promise.all(Array.from({ length: inFlight }, () => HttpConnection.open(url)))
  const send = async (index: number, lane: number) => {
    const status = await connections[lane]!.send(requests[index]!)
    if (status !== 200) throw new Error(`The ${part} answered ${status} to event ${index}.`)
  }
  // A server's first requests are slow: warm it with events that come again, as duplicates.
  await measure({ n: Math.min(500, events.length), concurrency: inFlight, work: send })
  const measured = await measure({ n: events.length, concurrency: inFlight, work: send })
  for (const connection of connections) connection.close()
  return measured
}

async function measureFloor(databaseUrl: string, events: SampleEvent[], unique: number): Promise<Measured> {
  const clients = Array.from({ length: floorConnections }, () => new Client({ connectionString: databaseUrl }))
  await Promise.all(clients.map((client) => client.connect()))
  const task = await clients[0]!.query<{ id: number }>(
    `INSERT INTO graphile_worker._private_tasks (identifier) VALUES ('handle-inbound-event') RETURNING id`,
  )
  const taskId = task.rows[0]!.id
  const measured = await measure({
    n: events.length,
    concurrency: floorConnections,
    work: async (index, lane) => {
      const { id, type, body } = events[index]!
      await clients[lane]!.query({
        name: 'keep',
        text: `WITH fresh AS (
                 INSERT INTO inbound_event (id, processor, external_id, type, payload, status, received_at)
                 VALUES ($1, 'STRIPE', $2, $3, $4, 'PENDING', now())
                 ON CONFLICT (processor, external_id) DO NOTHING
                 RETURNING id)
               INSERT INTO graphile_worker._private_jobs (task_id, payload)
               SELECT $5, json_build_object('eventId', id) FROM fresh`,
        values: [`evt_${index}`, id, type, body, taskId],
      })
    },
  })
  await Promise.all(clients.map((client) => client.end()))
  await assertKept(databaseUrl, unique)
  return measured
}

/** Every event once, with one job each: a benchmark of something wrong is worth nothing. */
async function assertKept(databaseUrl: string, unique: number): Promise<void> {
  const client = new Client({ connectionString: databaseUrl })
  await client.connect()
  const { rows } = await client.query<{ events: string; jobs: string }>(
    `SELECT (SELECT count(*) FROM inbound_event) AS events, (SELECT count(*) FROM graphile_worker.jobs) AS jobs`,
  )
  await client.end()
  const { events, jobs } = rows[0]!
  if (Number(events) !== unique || Number(jobs) !== unique) {
    throw new Error(`${unique} events were sent, ${events} kept, ${jobs} jobs queued.`)
  }
}

interface SampleEvent {
  id: string
  type: string
  body: string
}

/** A `payment_intent.succeeded` of some 1.5 kB; each tenth repeats the one before it. */
function eventOf(index: number): SampleEvent {
  const number = index % duplicateEvery === duplicateEvery - 1 ? index - 1 : index
  const id = `evt_bench${String(number).padStart(9, '0')}`
  const type = 'payment_intent.succeeded'
  const payment = `pi_bench${String(number).padStart(9, '0')}`
  const body = JSON.stringify({
    id,
    object: 'event',
    api_version: '2026-10-28.endive',
    created: 1_795_000_000,
    livemode: false,
    pending_webhooks: 1,
    request: { id: `req_${number}`, idempotency_key: `key-${number}` },
    type,
    data: {
      object: {
        id: payment,
        object: 'payment_intent',
        amount: 7021,
        amount_received: 7021,
        amount_capturable: 0,
        amount_details: { tip: {} },
        application: null,
        automatic_payment_methods: { allow_redirects: 'always', enabled: true },
        canceled_at: null,
        cancellation_reason: null,
        capture_method: 'automatic',
        client_secret: `${payment}_secret_bench`,
        confirmation_method: 'automatic',
        created: 1_795_000_000,
        currency: 'eur',
        customer: `cus_bench${number % 997}`,
        description: 'Professional, 1 November to 1 December 2026',
        last_payment_error: null,
        latest_charge: `ch_bench${number}`,
        livemode: false,
        metadata: { customer: `cus_${number % 997}`, invoice: `inv_${number}`, payment: `pay_${number}` },
        next_action: null,
        on_behalf_of: null,
        payment_method: `pm_bench${number % 997}`,
        payment_method_options: { card: { network: null, request_three_d_secure: 'automatic' } },
        payment_method_types: ['card', 'sepa_debit'],
        processing: null,
        receipt_email: null,
        setup_future_usage: 'off_session',
        shipping: null,
        statement_descriptor: null,
        status: 'succeeded',
        transfer_data: null,
        transfer_group: null,
      },
    },
  })
  return { id, type, body }
}

function ratio(measured: Measured, floor: Measured): number {
  return rounded((measured.ratePerSecond / floor.ratePerSecond) * 100) / 100
}
