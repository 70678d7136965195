import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gunzipSync } from 'node:zlib'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { seedCatalog } from '@/lib/catalog/seed-catalog'
import { db } from '@/lib/platform/db/client'
import { archiveUsage } from './archive-events'
import { ensureUsagePartitions } from './ensure-partitions'
import { ingestUsage } from './ingest-usage'
import { totalsOf } from './read-totals'
import { rebuildTotals } from './rebuild-totals'

const folder = mkdtempSync(join(tmpdir(), 'usage-archive-'))
const JANUARY = { from: new Date('2026-01-01T00:00:00Z'), to: new Date('2026-02-01T00:00:00Z') }

beforeAll(async () => {
  await seedCatalog(JANUARY.from)
  await db.customer.create({ data: { id: 'cus_1', name: 'A', email: 'a@example.com', createdAt: JANUARY.from } })
  for (const day of [30, 31]) await report(`j${day}`, new Date(Date.UTC(2026, 0, day, 9)))
  await report('f1', new Date('2026-02-01T00:00:00Z'))
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

function report(id: string, now: Date, quantity = 5) {
  const event = { id, source: 'archive', type: 'sms.sent', subject: 'cus_1', data: { quantity } }
  return ingestUsage({ events: [event], caller: { customerId: null }, now })
}

const january = async () => (await totalsOf(db, [{ customerId: 'cus_1', meterCode: 'sms', ...JANUARY }]))[0]!.quantity

test('a total that is not what the events say is found, and put right', async () => {
  expect(await rebuildTotals({ repair: false })).toEqual([])
  await db.usageBucket.updateMany({
    where: { hour: new Date('2026-01-30T09:00:00Z') },
    data: { quantity: 7 },
  })
  const [difference, ...others] = await rebuildTotals({ customerId: 'cus_1', repair: false })
  expect(others).toEqual([])
  expect(difference).toMatchObject({ customerId: 'cus_1', meterCode: 'sms', was: '7 1', is: '5 1' })
  expect(await january()).toBe('12')
  await rebuildTotals({ meterCode: 'sms' })
  expect(await january()).toBe('10')
  expect(await rebuildTotals()).toEqual([])
})

test('a month that may still change is not archived', async () => {
  const now = new Date('2026-03-01T00:00:00Z')
  await expect(archiveUsage({ before: '2026-02', folder, now })).rejects.toMatchObject({ code: 'too_young' })
})

test('a month goes into a file and its totals stay', async () => {
  const now = new Date('2026-06-01T00:00:00Z')
  const [month, ...others] = await archiveUsage({ before: '2026-02', folder, now })
  expect(others).toEqual([])
  expect(month).toMatchObject({ month: '2026-01', events: 2 })
  const lines = gunzipSync(readFileSync(month!.file)).toString().trim().split('\n')
  expect(lines.map((line) => (JSON.parse(line) as { id: string }).id)).toEqual(['j30', 'j31'])
  expect(JSON.parse(readFileSync(`${month!.file}.json`, 'utf8'))).toMatchObject({ events: 2, sha256: month!.sha256 })
  expect(await db.usageEvent.findMany({ select: { id: true } })).toEqual([{ id: 'f1' }])
  expect(await january()).toBe('10')
  expect(await rebuildTotals()).toEqual([])
  expect(await archiveUsage({ before: '2026-02', folder, now })).toEqual([])
})

test('this month and the next are there ahead of time', async () => {
  await ensureUsagePartitions({ now: new Date('2027-12-31T23:59:59Z') })
  const rows = await db.$queryRaw<{ name: string }[]>`
    SELECT relname AS name FROM pg_class WHERE relname IN ('usage_event_2027_12', 'usage_event_2028_01') ORDER BY 1`
  expect(rows.map(({ name }) => name)).toEqual(['usage_event_2027_12', 'usage_event_2028_01'])
})
