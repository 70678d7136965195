import { beforeAll, expect, test } from 'vitest'
import { Client } from 'pg'
import { db } from '@/lib/platform/db/client'
import { plantWorld } from '@/lib/platform/testing/planted-world'
import { removeOldEvents } from './remove-old-events'

const now = new Date('2026-06-30T09:00:00Z')
const daysAgo = (days: number) => new Date(now.getTime() - days * 24 * 60 * 60 * 1000)

beforeAll(async () => {
  const sql = new Client({ connectionString: process.env.DATABASE_URL })
  await sql.connect()
  await plantWorld(sql)
  await sql.end()
  const url = 'https://example.com/'
  await db.webhookEndpoint.create({
    data: { id: 'whe_1', url, customerId: 'cus_1', secret: 'whsec_x', createdAt: daysAgo(400) },
  })
})

let sequence = 0n
async function plant(id: string, days: number, status?: 'PENDING' | 'SUCCEEDED' | 'FAILED') {
  sequence += 1n
  const createdAt = daysAgo(days)
  await db.outboundEvent.create({
    data: {
      ...{
        id,
        type: 'invoice.paid',
        customerId: 'cus_1',
        sequence,
        subjectType: 'invoice',
        subjectId: 'inv_1',
        body: '{}',
      },
      createdAt,
      deliveries: status && {
        create: {
          ...{ id: `dlv_${id}`, endpointId: 'whe_1', status, attempts: 1, createdAt },
          nextAttemptAt: status === 'PENDING' ? now : null,
          log: { create: { number: 1, at: createdAt, url: 'https://example.com/', durationMs: 5 } },
        },
      },
    },
  })
}
const left = async () => (await db.outboundEvent.findMany({ orderBy: { sequence: 'asc' } })).map(({ id }) => id)

test('after 90 days an event goes with all that was noted of it, unless it is on its way', async () => {
  await plant('taken', 91, 'SUCCEEDED')
  await plant('failed', 120, 'FAILED')
  await plant('unsent', 200)
  await plant('again', 300, 'PENDING')
  await plant('young', 89, 'SUCCEEDED')
  expect(await removeOldEvents({ now })).toBe(3)
  expect(await left()).toEqual(['again', 'young'])
  expect([await db.outboundDelivery.count(), await db.outboundAttempt.count()]).toEqual([2, 2])
  expect(await removeOldEvents({ now })).toBe(0)
  await db.outboundDelivery.updateMany({ where: { id: 'dlv_again' }, data: { status: 'FAILED', nextAttemptAt: null } })
  expect(await removeOldEvents({ now })).toBe(1)
  expect(await left()).toEqual(['young'])
})

test('in batches, and two at once do not meet', async () => {
  await db.$executeRaw`
    INSERT INTO outbound_event (id, type, customer_id, sequence, subject_type, subject_id, body, created_at)
    SELECT 'old_' || n, 'invoice.paid', 'cus_1', 1000 + n, 'invoice', 'inv_1', '{}', ${daysAgo(100)} FROM generate_series(1, 1700) n`
  const counts = await Promise.all([removeOldEvents({ now }), removeOldEvents({ now })])
  await removeOldEvents({ now })
  expect(counts[0]! + counts[1]!).toBeLessThanOrEqual(1700)
  expect(await left()).toEqual(['young'])
})
