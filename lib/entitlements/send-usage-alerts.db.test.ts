import { beforeAll, beforeEach, describe, expect, test, vi } from 'vitest'
import { seedCatalog } from '@/lib/catalog/seed-catalog'
import { systemActor } from '@/lib/audit/actor'
import { db, inTransaction, type Transaction } from '@/lib/platform/db/client'
import { lockCounter } from '@/lib/usage/current-usage'
import { ingestUsage } from '@/lib/usage/ingest-usage'
import { setSpendCap } from './limit-spending'
import { thresholdsReached } from './find-alerts'
import { sendUsageAlerts } from './send-usage-alerts'
import { NOW, plantSubscriber } from './testing/plant'

beforeAll(async () => {
  await seedCatalog(new Date('2026-01-01T00:00:00Z'))
  await sendUsageAlerts({ now: new Date(NOW.getTime() - 60_000) })
})
beforeEach(async () => {
  await db.reminderCursor.update({ where: { name: 'usage_alerts' }, data: { through: NOW } })
})

const minutes = (count: number) => new Date(NOW.getTime() + count * 60_000)
let ids = 0
const report = (customerId: string, quantity: number, now = NOW, type = 'sms.sent') =>
  ingestUsage({
    events: [{ id: `r${++ids}`, source: 'test', type, subject: customerId, data: { quantity } }],
    caller: { customerId: null },
    now,
  })
async function mailed(customerId: string) {
  const rows = await db.notification.findMany({ where: { customerId }, orderBy: { id: 'asc' } })
  return rows.map(({ kind, data }) => [kind, (data as { percent?: number }).percent ?? null])
}
const noted = async (customerId: string) =>
  (await db.usageAlert.findMany({ where: { customerId }, orderBy: { threshold: 'asc' } })).map(
    ({ threshold }) => threshold,
  )

test('each threshold is told once per period, the highest of those passed at once by mail', async () => {
  const customerId = await plantSubscriber()
  await report(customerId, 24)
  await sendUsageAlerts({ now: minutes(1) })
  expect(await mailed(customerId)).toEqual([])
  await report(customerId, 1, minutes(1))
  await sendUsageAlerts({ now: minutes(2) })
  await sendUsageAlerts({ now: minutes(3) })
  expect(await mailed(customerId)).toEqual([['usage_threshold', 50]])
  await report(customerId, 30, minutes(3))
  await Promise.all([sendUsageAlerts({ now: minutes(4) }), sendUsageAlerts({ now: minutes(4) })])
  expect(await mailed(customerId)).toEqual([
    ['usage_threshold', 50],
    ['usage_threshold', 100],
  ])
  expect(await noted(customerId)).toEqual([50, 80, 100])
  const next = new Date('2026-04-02T00:00:00Z')
  await report(customerId, 40, next)
  await sendUsageAlerts({ now: next })
  expect((await mailed(customerId)).at(-1)).toEqual(['usage_threshold', 80])
})

test('at thresholds of one’s own, or never', async () => {
  const [own, never] = [await plantSubscriber(), await plantSubscriber()]
  await db.usageAlertSettings.create({ data: { customerId: own, thresholds: [90] } })
  await db.usageAlertSettings.create({ data: { customerId: never, thresholds: [] } })
  for (const customerId of [own, never]) await report(customerId, 45)
  await sendUsageAlerts({ now: minutes(1) })
  expect(await mailed(own)).toEqual([['usage_threshold', 90]])
  expect(await mailed(never)).toEqual([])
})

test('what commits a little late is not missed', async () => {
  const customerId = await plantSubscriber()
  await sendUsageAlerts({ now: minutes(1) })
  await report(customerId, 50, minutes(0))
  await sendUsageAlerts({ now: minutes(1.5) })
  expect(await mailed(customerId)).toEqual([['usage_threshold', 100]])
})

test('looking at many never keeps the intake waiting for what it looked at before', async () => {
  const [first, second] = [await plantSubscriber(), await plantSubscriber()].toSorted()
  // The second is looked at before the first, each by itself; the intake takes them in order.
  await report(second!, 50, minutes(1))
  await report(first!, 50, minutes(2))
  await db.usageCounter.updateMany({ where: { customerId: { in: [first!, second!] } }, data: { stale: true } })
  const lock = (tx: Transaction, customerId: string) =>
    lockCounter(tx, { counters: [{ customerId, meterCode: 'sms' }], now: NOW })
  const looking = await inTransaction(async (tx) => {
    await lock(tx, first!)
    const looked = sendUsageAlerts({ now: minutes(3), batch: 1 })
    await vi.waitFor(async () => expect(await waitingForLocks()).toBeGreaterThan(0), { timeout: 10_000 })
    await lock(tx, second!)
    return [looked]
  })
  await looking[0]
  for (const customerId of [first!, second!]) expect(await mailed(customerId)).toEqual([['usage_threshold', 100]])
})

async function waitingForLocks(): Promise<number> {
  const [row] = await db.$queryRaw<{ count: number }[]>`
    SELECT count(*)::int AS count FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'`
  return row!.count
}

test('a spend cap is told when the overage comes to it', async () => {
  const customerId = await plantSubscriber()
  await db.spendCap.create({ data: { customerId, amount: 75n, currency: 'EUR', updatedAt: NOW, updatedBy: 'test' } })
  await db.usageAlertSettings.create({ data: { customerId, thresholds: [] } })
  await report(customerId, 59)
  await sendUsageAlerts({ now: minutes(1) })
  expect(await mailed(customerId)).toEqual([])
  await report(customerId, 1, minutes(1)) // ten at 7.5 cents
  await sendUsageAlerts({ now: minutes(2) })
  await report(customerId, 5, minutes(2))
  await sendUsageAlerts({ now: minutes(3) })
  expect(await mailed(customerId)).toEqual([['spend_cap_reached', null]])
})

test('a spend cap that is raised is told of again when the overage comes to it', async () => {
  const customerId = await plantSubscriber()
  const cap = (amount: bigint, now: Date) => setSpendCap({ customerId, amount, actor: systemActor('Test'), now })
  await cap(75n, NOW)
  await db.usageAlertSettings.create({ data: { customerId, thresholds: [] } })
  await report(customerId, 60)
  await sendUsageAlerts({ now: minutes(1) })
  await cap(150n, minutes(1))
  await report(customerId, 9, minutes(1))
  await sendUsageAlerts({ now: minutes(2) })
  expect(await mailed(customerId)).toHaveLength(1)
  await report(customerId, 1, minutes(2)) // twenty at 7.5 cents
  await sendUsageAlerts({ now: minutes(3) })
  await cap(150n, minutes(3))
  await report(customerId, 1, minutes(3))
  await sendUsageAlerts({ now: minutes(4) })
  expect(await mailed(customerId)).toEqual([
    ['spend_cap_reached', null],
    ['spend_cap_reached', null],
  ])
})

describe('thresholdsReached', () => {
  const reached = (included: bigint | null, used: string) =>
    thresholdsReached({ limit: { meter: 'm', included, kind: 'HARD' } }, used, [50, 80, 100])

  test('counts exactly, and knows unlimited and nothing', () => {
    expect(reached(3n, '1.499999')).toEqual([])
    expect(reached(3n, '1.5')).toEqual([50])
    expect(reached(3n, '2.999999')).toEqual([50, 80])
    expect(reached(3n, '3')).toEqual([50, 80, 100])
    expect(reached(null, '1000')).toEqual([])
    expect(reached(0n, '0')).toEqual([])
    expect(reached(0n, '0.1')).toEqual([50, 80, 100])
  })
})
