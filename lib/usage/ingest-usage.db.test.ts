import { beforeAll, expect, test } from 'vitest'
import { seedCatalog } from '@/lib/catalog/seed-catalog'
import { db, inTransaction } from '@/lib/platform/db/client'
import { currentUsage } from './current-usage'
import { dailyUsage } from './daily-usage'
import { inSqlTransaction } from '@/lib/platform/db/run-sql'
import { ingestUsage, recordUsage } from './ingest-usage'
import { prepareEvents } from './prepare-events'
import { totalsOf } from './read-totals'
import { rebuildTotals } from './rebuild-totals'
import type { UsageEventInput } from './schemas'
import { usageRules } from './usage-rules'
import { writeEventsAlone } from './write-events'

const NOW = new Date('2026-11-22T12:00:00Z')

beforeAll(async () => {
  await seedCatalog(new Date('2026-01-01T00:00:00Z'))
  for (const id of ['cus_1', 'cus_2', 'cus_3'])
    await db.customer.create({ data: { id, name: id, email: 'a@example.com', createdAt: NOW } })
})

const event = (id: string, more: Partial<UsageEventInput> = {}): UsageEventInput => ({
  id,
  source: 'test',
  type: 'api.called',
  subject: 'cus_1',
  time: '2026-11-22T11:10:00Z',
  data: { quantity: 1 },
  ...more,
})

async function send(...events: unknown[]): Promise<string[]> {
  const results = await ingestUsage({ events, caller: { customerId: null }, now: NOW })
  return results.map(({ status, code }) => code ?? status)
}

const november = { from: new Date('2026-11-01T00:00:00Z'), to: new Date('2026-12-01T00:00:00Z') }
async function total(customerId: string, meterCode: string, window = november) {
  const [found] = await totalsOf(db, [{ customerId, meterCode, ...window }])
  return found!
}

test('what is sent is counted once, and told so', async () => {
  expect(await send(event('a'), event('b', { data: { quantity: '2.5', building_id: 'b1' } }), event('a'))).toEqual([
    'accepted',
    'accepted',
    'duplicate',
  ])
  expect(await send(event('b', { data: { quantity: '2.50', building_id: 'b1' } }))).toEqual(['duplicate'])
  expect(await send(event('b', { data: { quantity: '2.5', building_id: 'b2' } }))).toEqual(['id_reused'])
  expect(await total('cus_1', 'api_calls')).toEqual({
    quantity: '3.5',
    groups: [
      { key: '', quantity: '1' },
      { key: 'b1', quantity: '2.5' },
    ],
  })
})

test('a level over time', async () => {
  const level = (id: string, time: string, quantity: number) =>
    event(id, { type: 'storage.measured', subject: 'cus_2', time, data: { quantity } })
  expect(
    await send(
      level('s1', '2026-11-16T00:00:00Z', 10),
      level('s2', '2026-11-21T00:00:00Z', 20),
      level('s3', '2026-11-18T13:20:00Z', 12),
    ),
  ).toEqual(['accepted', 'accepted', 'accepted'])
  // 10 for 61 h 20 min, 12 for 58 h 40 min, 20 for 10 days: (10 × 61⅓ + 12 × 58⅔ + 20 × 240) ÷ 720
  expect((await total('cus_2', 'storage_gb')).quantity).toBe('8.496296296296')
  expect(
    await inTransaction((tx) =>
      currentUsage(tx, {
        customerId: 'cus_2',
        meterCode: 'storage_gb',
        periodStart: november.from,
        periodEnd: november.to,
      }),
    ),
  ).toBe('20')
  const days = await dailyUsage({
    customerId: 'cus_2',
    meterCode: 'storage_gb',
    ...november,
    timeZone: 'Europe/Berlin',
  })
  expect(days).toHaveLength(31)
})

test('reversals and corrections', async () => {
  await send(event('r1', { type: 'sms.sent', data: { quantity: 5 } }))
  expect(await send(event('r2', { type: 'sms.sent', corrects: 'r1', data: { quantity: 3 } }))).toEqual(['accepted'])
  expect((await total('cus_1', 'sms')).quantity).toBe('3')
  expect(await send(event('r3', { type: 'sms.sent', reverses: 'r2' }))).toEqual(['accepted'])
  expect((await total('cus_1', 'sms')).quantity).toBe('0')
})

test('what comes too late or too early is refused with a reason', async () => {
  const at = (id: string, time: string) => event(id, { time })
  expect(
    await send(
      at('t1', '2026-11-15T12:00:00.000Z'), // seven days, to the millisecond
      at('t2', '2026-11-15T11:59:59.999Z'),
      at('t3', '2026-11-22T12:05:00.000Z'),
      at('t4', '2026-11-22T12:05:00.001Z'),
    ),
  ).toEqual(['accepted', 'too_old', 'accepted', 'future_dated'])
})

test('an id is remembered across the end of a month, also without a time', async () => {
  const { time: _, ...untimed } = event('m1')
  const report = async (now: string, events: object[]) =>
    (await ingestUsage({ events, caller: { customerId: null }, now: new Date(now) })).map((r) => r.code ?? r.status)
  expect(await report('2026-11-30T23:59:00Z', [untimed])).toEqual(['accepted'])
  expect(await report('2026-12-01T00:01:00Z', [untimed])).toEqual(['duplicate'])
  expect(await report('2027-01-03T00:01:00Z', [untimed])).toEqual(['duplicate'])
  expect(await report('2026-12-01T00:01:00Z', [{ ...untimed, time: '2026-12-01T00:00:00Z' }])).toEqual(['id_reused'])
})

test('many servers at once count each event once', async () => {
  const events = Array.from({ length: 400 }, (_, i) => event(`p${i}`, { subject: 'cus_2', type: 'sms.sent' }))
  // Each beside the others, as servers are: no batch is shared.
  const outcomes = await Promise.all(
    Array.from({ length: 8 }, async (_, server) => {
      const portion = events.slice(server * 20)
      for (;;) {
        try {
          return await inTransaction((tx) =>
            recordUsage(tx, { events: portion, caller: { customerId: null }, now: NOW }),
          )
        } catch (error) {
          if ((error as { code?: string }).code !== 'usage_conflict') throw error
        }
      }
    }),
  )
  expect(outcomes.flat().filter(({ status }) => status === 'accepted')).toHaveLength(400)
  expect((await total('cus_2', 'sms')).quantity).toBe('400')
  expect(await rebuildTotals({ repair: false })).toEqual([])
})

test('an event without a time, repeated to another server at the turn of the month while it is being written', async () => {
  const { time: _, ...untimed } = event('turn', { subject: 'cus_2', type: 'sms.sent' })
  const [before, after] = ['2026-11-30T23:59:59.999Z', '2026-12-01T00:00:00.000Z'] as const
  const rules = await usageRules()
  // Making the partitions would hold the second server up as well.
  for (const month of ['2026-11-01', '2026-12-01'])
    await db.$queryRaw`SELECT ensure_usage_partition(${month}::date)::text`
  // Each server writes by itself; the first has written and is not done when the second begins.
  const write = async (now: string, hold: number) => {
    const { candidates } = await prepareEvents({
      events: [untimed],
      caller: { customerId: null },
      now: new Date(now),
      rules,
    })
    return inSqlTransaction(async (run) => {
      const results = await writeEventsAlone(run, candidates, rules)
      await new Promise((resolve) => setTimeout(resolve, hold))
      return results[0]!.status
    })
  }
  const first = write(before, 400)
  await new Promise((resolve) => setTimeout(resolve, 150))
  expect(await Promise.all([first, write(after, 0)])).toEqual(['accepted', 'duplicate'])
})

test('connections that are lost in the middle lose nothing and count nothing twice', async () => {
  let isOver = false
  let lost = 0
  let sent = 0
  const breaking = (async () => {
    while (!isOver) {
      const [row] = await db.$queryRaw<{ n: bigint }[]>`
        SELECT count(*) FILTER (WHERE pg_terminate_backend(pid)) AS n FROM pg_stat_activity
        WHERE datname = current_database() AND pid <> pg_backend_pid() AND query ILIKE '%usage_%' AND state <> 'idle'`
      lost += Number(row!.n)
      await new Promise((resolve) => setTimeout(resolve, 20))
    }
  })()
  await Promise.all(
    Array.from({ length: 6 }, async (_, sender) => {
      for (let batch = 0; batch < 10 || lost < 3; batch++) {
        const events = Array.from({ length: 200 }, (_, i) =>
          event(`t${sender}-${batch}-${i}`, {
            subject: `cus_${1 + (i % 2)}`,
            type: 'sms.sent',
            time: '2026-11-21T10:00:00Z',
          }),
        )
        for (;;) {
          const results = await ingestUsage({ events, caller: { customerId: null }, now: NOW }).catch(() => undefined)
          if (results) break
        }
        sent += events.length
      }
    }),
  )
  isOver = true
  await breaking
  expect(lost).toBeGreaterThan(0)
  expect(sent).toBeGreaterThanOrEqual(12_000)
  const that = { from: new Date('2026-11-21T00:00:00Z'), to: new Date('2026-11-22T00:00:00Z') }
  const totals = await Promise.all(['cus_1', 'cus_2'].map((id) => total(id, 'sms', that)))
  expect(totals.reduce((sum, { quantity }) => sum + Number(quantity), 0)).toBe(sent)
  expect(await rebuildTotals({ repair: false })).toEqual([])
})

test('a running total is added to, or read again, and is right either way', async () => {
  const window = { customerId: 'cus_3', meterCode: 'sms', periodStart: november.from, periodEnd: november.to }
  const current = () => inTransaction((tx) => currentUsage(tx, window))
  const sms = (id: string, time: string, more: object = {}) =>
    event(id, { type: 'sms.sent', subject: 'cus_3', time, data: { quantity: 2 }, ...more })
  expect(await current()).toBe('0')
  await send(sms('c1', '2026-11-22T11:00:00Z'), sms('c2', '2026-11-20T11:00:00Z'))
  expect(await current()).toBe('4')
  await send(sms('c3', '2026-11-22T11:00:00Z', { corrects: 'c1', data: { quantity: '0.5' } }))
  expect(await current()).toBe('2.5')
  // Ahead of time, it may be of the next period.
  await send(sms('c4', '2026-11-22T12:01:00Z'))
  expect(await current()).toBe('4.5')
  const short = { ...window, periodStart: new Date('2026-11-22T00:00:00Z') }
  expect(await inTransaction((tx) => currentUsage(tx, short))).toBe('2.5')
  await send(sms('c5', '2026-11-21T11:00:00Z'))
  expect(await inTransaction((tx) => currentUsage(tx, short))).toBe('2.5')
  expect(await current()).toBe('6.5')
})
