import { beforeAll, expect, test } from 'vitest'
import { seedCatalog } from '@/lib/catalog/seed-catalog'
import { systemActor } from '@/lib/audit/actor'
import { createCustomer } from '@/lib/customers/create-customer'
import { db, inTransaction } from '@/lib/platform/db/client'
import { browseEvents, type EventPosition } from './browse-events'
import { arrivedEventsQuery, namedEventsQuery, type EventFilter } from './browse-store'
import { ingestUsage } from './ingest-usage'

const NOW = new Date('2026-03-10T12:00:00Z')
const at = (minutes: number) => new Date(NOW.getTime() + minutes * 60_000)
const range = { from: at(-31 * 24 * 60), to: at(24 * 60) }
let [lindenhof, am] = ['', '']

/** 30,000 calls of many customers by SQL, so that reading them all is what a planner would rather not do. */
beforeAll(async () => {
  await seedCatalog(new Date('2026-01-01T00:00:00Z'))
  const actor = systemActor('Test')
  const make = async (name: string) =>
    (await inTransaction((tx) => createCustomer(tx, { customer: { name, email: 'a@example.com' }, actor, now: NOW })))
      .id
  lindenhof = await make('Lindenhof')
  am = await make('Am Park')
  for (const month of ['2026-02-01', '2026-03-01'])
    await db.$queryRaw`SELECT ensure_usage_partition(${month}::date)::text`
  await db.$executeRaw`
    INSERT INTO usage_event (source, id, meter_code, month, customer_id, type, time, quantity, received_at)
    SELECT 'bulk', 'b' || n, 'api_calls', date_trunc('month', t AT TIME ZONE 'UTC')::date, 'cus_' || n % 500, 'api.called', t, 1, t
    FROM generate_series(1, 30000) AS n, LATERAL (SELECT ${NOW}::timestamptz - n * interval '1 minute' AS t) AS at`
  await db.$executeRaw`ANALYZE usage_event`
})

async function send(subject: string, type: string, time: Date, now: Date) {
  const id = `e${Math.random()}`
  const event = { id, source: 'test', type, subject, time: time.toISOString(), data: { quantity: 1 } }
  expect(await ingestUsage({ events: [event], caller: { customerId: null }, now })).toMatchObject([
    { status: 'accepted' },
  ])
  return id
}

async function allOf(filter: Partial<EventFilter>, more: { size?: number; lookedThrough?: number } = {}) {
  const ids: string[] = []
  let pages = 0
  for (let after: EventPosition | undefined; ;) {
    const { events, next } = await browseEvents({ ...range, size: 2, ...filter, ...more, after })
    pages += 1
    ids.push(...events.map(({ id }) => id))
    if (!next) return { ids, pages }
    after = next
  }
}

test('the events of a customer are those used in the stretch, in the order of their time, each on one page', async () => {
  const ids: string[] = []
  for (const minutes of [-50, -40, -30, -20]) ids.unshift(await send(lindenhof, 'api.called', at(minutes), at(minutes)))
  // Late: arrived last, used first.
  ids.push(await send(lindenhof, 'api.called', at(-60), NOW))
  await send(am, 'api.called', at(-35), at(-35))
  expect(await allOf({ customer: 'linden' })).toEqual({ ids, pages: 3 })
  expect((await allOf({ customer: lindenhof, from: at(-45), to: at(-20) })).ids).toEqual(ids.slice(1, 3))
  expect((await allOf({ customer: lindenhof, type: 'sms.sent' })).ids).toEqual([])
  expect((await allOf({ id: ids[4]! })).ids).toEqual([ids[4]])
  expect((await allOf({ id: ids[4]!, customer: am })).ids).toEqual([])
})

test('those of everybody go by arrival; what is rare is found page by page, without a look at everything at once', async () => {
  const early = await send(am, 'sms.sent', at(-400), at(-400))
  const late = await send(am, 'sms.sent', at(-2000), at(-100))
  const first = await browseEvents({ ...range, size: 50, meterCode: 'sms' })
  expect(first).toMatchObject({ by: 'arrival', events: [{ id: late }, { id: early }] })
  // 150 at a time: the first such page has one, the third the other, and the last arrival before `from` ends it.
  const since = at(-600)
  const some = await allOf({ meterCode: 'sms', from: since }, { lookedThrough: 150 })
  expect(some.ids).toEqual([late, early])
  expect(some.pages).toBeGreaterThan(3)
  const all = await allOf({ from: at(-100), to: at(-90) }, { size: 3, lookedThrough: 3 })
  expect(new Set(all.ids).size).toBe(all.ids.length)
  expect(all.ids).toHaveLength(await db.usageEvent.count({ where: { receivedAt: { gte: at(-100), lt: at(-90) } } }))
})

const filter: EventFilter = { ...range, limit: 51 }
const after = { at: at(-5000), source: 'bulk', id: 'b5000', meterCode: 'api_calls' }
test.each([
  ['everybody', arrivedEventsQuery(filter, 20_000)],
  ['everybody, further on', arrivedEventsQuery({ ...filter, after }, 20_000)],
  ['everybody’s messages', arrivedEventsQuery({ ...filter, meterCode: 'sms' }, 1_000)],
  ['a customer', namedEventsQuery({ ...filter, customer: 'linden' })],
  ['a customer, further on', namedEventsQuery({ ...filter, customer: 'linden', type: 'api.called', after })],
  ['an id', namedEventsQuery({ ...filter, id: 'b77' })],
])('a search for %s reads no partition as a whole', async (_, query) => {
  const rows = await db.$queryRawUnsafe<{ 'QUERY PLAN': string }[]>(`EXPLAIN ${query.text}`, ...query.values)
  const plan = rows.map((row) => row['QUERY PLAN']).join('\n')
  expect(plan).toContain('usage_event_2026_03')
  expect(plan).not.toMatch(/Seq Scan on usage_event/)
})
