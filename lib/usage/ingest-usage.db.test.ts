import { beforeAll, expect, test } from 'vitest'
import { seedCatalog } from '@/lib/catalog/seed-catalog'
import { db, inTransaction } from '@/lib/platform/db/client'
import { currentUsage } from './current-usage'
import { dailyUsage } from './daily-usage'
import { ingestUsage } from './ingest-usage'
import { totalsOf } from './read-totals'
import type { UsageEventInput } from './schemas'

const NOW = new Date('2026-11-22T12:00:00Z')

beforeAll(async () => {
  await seedCatalog(new Date('2026-01-01T00:00:00Z'))
  for (const id of ['cus_1', 'cus_2'])
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
