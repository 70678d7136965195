import { beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { Client } from 'pg'
import { db, inTransaction } from '@/lib/platform/db/client'
import { plantWorld } from '@/lib/platform/testing/planted-world'
import { publishEvents, type NewEvent } from './publish-event'

const now = new Date('2026-02-01T09:00:00Z')

beforeAll(async () => {
  const sql = new Client({ connectionString: process.env.DATABASE_URL })
  await sql.connect()
  await plantWorld(sql)
  await sql.end()
})
beforeEach(async () => {
  await db.$executeRaw`TRUNCATE webhook_endpoint, outbound_sequence, outbound_event, outbound_delivery, outbound_attempt`
  await db.$executeRaw`SELECT graphile_worker.remove_job(key) FROM graphile_worker.jobs`
})

const endpoint = (id: string, data: { customerId: string | null; eventTypes?: string[]; status?: 'DISABLED' }) =>
  db.webhookEndpoint.create({
    data: {
      id,
      url: 'https://example.com/',
      secret: 'whsec_x',
      createdAt: now,
      disabledReason: data.status ? 'REQUESTED' : null,
      ...data,
    },
  })

const invoicePaid = (customerId = 'cus_1'): NewEvent => ({
  type: 'invoice.paid',
  customerId,
  subject: { type: 'invoice', id: 'inv_paid' },
  now,
})
const publish = (...events: NewEvent[]) => inTransaction((tx) => publishEvents(tx, events))
const numbers = async (customerId = 'cus_1') =>
  (await db.outboundEvent.findMany({ where: { customerId }, orderBy: { sequence: 'asc' } })).map(({ sequence }) =>
    Number(sequence),
  )
const jobs = () =>
  db.$queryRaw<{ key: string }[]>`SELECT key FROM graphile_worker.jobs WHERE task_identifier = 'deliver-event'`

describe('where nobody listens', () => {
  test('nothing is kept', async () => {
    await endpoint('whe_other', { customerId: 'cus_2' })
    await publish(invoicePaid(), invoicePaid())
    expect(await db.outboundEvent.count()).toBe(0)
  })

  test('any more, events are kept and numbered, but not sent', async () => {
    await endpoint('whe_off', { customerId: 'cus_1', status: 'DISABLED' })
    await publish(invoicePaid())
    await db.webhookEndpoint.updateMany({ data: { status: 'ENABLED', disabledReason: null, deletedAt: now } })
    await publish(invoicePaid())
    expect(await numbers()).toEqual([1, 2])
    expect(await db.outboundDelivery.count()).toBe(0)
  })
})

test('the body is the object as the transaction leaves it, with what is told beside it', async () => {
  await endpoint('whe_1', { customerId: 'cus_1' })
  await publish({ ...invoicePaid(), data: { paymentId: 'pay_paid' } })
  const [event] = await db.outboundEvent.findMany()
  expect(JSON.parse(event!.body)).toMatchObject({
    id: event!.id,
    type: 'invoice.paid',
    createdAt: '2026-02-01T09:00:00.000Z',
    customerId: 'cus_1',
    sequence: 1,
    // 100.00 and 19 % VAT, all of it paid.
    data: {
      object: {
        id: 'inv_paid',
        status: 'PAID',
        subtotal: 10000,
        taxTotal: 1900,
        total: 11900,
        amountPaid: 11900,
        amountDue: 0,
      },
      paymentId: 'pay_paid',
    },
  })
})

test('each endpoint gets what it asks for, and a job for each', async () => {
  await endpoint('whe_all', { customerId: 'cus_1' })
  await endpoint('whe_global', { customerId: null })
  await endpoint('whe_some', { customerId: 'cus_1', eventTypes: ['invoice.voided', 'invoice.finalized'] })
  await endpoint('whe_other', { customerId: 'cus_2' })
  await publish(invoicePaid(), { ...invoicePaid(), type: 'invoice.finalized' }, invoicePaid('cus_2'))
  const told = await db.outboundDelivery.findMany({ include: { event: true } })
  expect(told.map(({ endpointId, event }) => `${endpointId} ${event.type} of ${event.customerId}`).sort()).toEqual([
    'whe_all invoice.finalized of cus_1',
    'whe_all invoice.paid of cus_1',
    'whe_global invoice.finalized of cus_1',
    'whe_global invoice.paid of cus_1',
    'whe_global invoice.paid of cus_2',
    'whe_other invoice.paid of cus_2',
    'whe_some invoice.finalized of cus_1',
  ])
  expect((await jobs()).map(({ key }) => key).sort()).toEqual(told.map(({ id }) => `deliver-event:${id}`).sort())
  expect(told.every(({ status, nextAttemptAt }) => status === 'PENDING' && +nextAttemptAt! === +now)).toBe(true)
})

test('what is taken back leaves no gap in the numbers, and tells nothing', async () => {
  await endpoint('whe_1', { customerId: 'cus_1' })
  await publish(invoicePaid())
  await expect(
    inTransaction(async (tx) => {
      await publishEvents(tx, [invoicePaid(), invoicePaid()])
      throw new Error('taken back')
    }),
  ).rejects.toThrow('taken back')
  await publish(invoicePaid())
  expect(await numbers()).toEqual([1, 2])
})

test('forty transactions at once number 1 to 100 without gap or repetition, and rise as they commit', async () => {
  await endpoint('whe_1', { customerId: null })
  const sizes = Array.from({ length: 40 }, (_, i) => (i % 4) + 1)
  await Promise.all(
    sizes.map((size, i) =>
      publish(
        ...Array.from({ length: size }, () => invoicePaid(i % 2 ? 'cus_1' : 'cus_2')),
        ...Array.from({ length: i % 3 }, () => invoicePaid(i % 2 ? 'cus_2' : 'cus_1')),
      ),
    ),
  )
  // Of i = 0 … 39: the odd ones publish 2 or 4 for cus_1 (60 in all), the even ones 1 or 3 for cus_2 (40); and i mod 3 more
  // for the other: 20 for cus_1 (even i: 0, 2, 1, …) and 19 for cus_2 (odd i: 1, 0, 2, …).
  const upTo = (last: number) => Array.from({ length: last }, (_, i) => i + 1)
  const more = (odd: number) => sizes.reduce((sum, _, i) => sum + (i % 2 === odd ? i % 3 : 0), 0)
  expect(await numbers('cus_1')).toEqual(upTo(60 + more(0)))
  expect(await numbers('cus_2')).toEqual(upTo(40 + more(1)))
})

test('four hundred events cost as many statements as four', async () => {
  await endpoint('whe_1', { customerId: null })
  const statements = async (count: number) => {
    let asked = 0
    await inTransaction(async (tx) => {
      const counting = new Proxy(tx, {
        get: (target, name: keyof typeof tx) => {
          asked += 1
          return target[name]
        },
      })
      await publishEvents(
        counting,
        Array.from({ length: count }, () => invoicePaid()),
      )
    })
    return asked
  }
  await statements(1)
  expect(await statements(400)).toBe(await statements(4))
  expect(await db.outboundDelivery.count()).toBe(405)
})
