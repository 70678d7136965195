import { beforeAll, describe, expect, test, vi } from 'vitest'
import { seedCatalog } from '@/lib/catalog/seed-catalog'
import { db, inTransaction, type Transaction } from '@/lib/platform/db/client'
import { lockCounter } from '@/lib/usage/current-usage'
import { ingestUsage } from '@/lib/usage/ingest-usage'
import { totalsOf } from '@/lib/usage/read-totals'
import { checkEntitlement } from './check-entitlement'
import { confirmReservation, expireReservations, releaseReservation } from './end-reservation'
import { END, NOW, plantSubscriber, START } from './testing/plant'
import { consumeEntitlement, reserveEntitlement } from './use-entitlement'

beforeAll(async () => {
  await seedCatalog(new Date('2026-01-01T00:00:00Z'))
  await db.allowance.updateMany({ where: { meterCode: 'sms' }, data: { included: 100n, hard: true } })
})

const later = (seconds: number) => new Date(NOW.getTime() + seconds * 1000)
let ids = 0
const consume = (customerId: string, more: Partial<Parameters<typeof consumeEntitlement>[0]> = {}) =>
  consumeEntitlement({ customerId, meter: 'sms', id: `c${++ids}`, source: 'test', now: NOW, ...more })
const reserve = (customerId: string, more: Partial<Parameters<typeof reserveEntitlement>[0]> = {}) =>
  reserveEntitlement({ customerId, meter: 'sms', id: `h${++ids}`, holdUntil: later(60), now: NOW, ...more })
const ask = (customerId: string, meter: string, quantity = '1', now = NOW) =>
  checkEntitlement({ customerId, question: { meter, quantity }, now })
const report = (customerId: string, quantity: number, type = 'sms.sent') =>
  ingestUsage({
    events: [
      { id: `r${++ids}`, source: 'test', type, subject: customerId, time: NOW.toISOString(), data: { quantity } },
    ],
    caller: { customerId: null },
    now: NOW,
  })
async function billed(customerId: string, meterCode = 'sms') {
  const [total] = await totalsOf(db, [{ customerId, meterCode, from: START, to: END }])
  return total?.quantity
}

describe('consume', () => {
  test('counts what it allows, as a usage event, once per id', async () => {
    const customerId = await plantSubscriber()
    expect(await consume(customerId, { id: 'once', quantity: '60' })).toMatchObject({
      allowed: true,
      duplicate: false,
      usage: { used: '0', remaining: '100' },
    })
    expect(await consume(customerId, { id: 'once', quantity: '60' })).toMatchObject({
      allowed: true,
      duplicate: true,
      usage: { used: '60' },
    })
    expect(await consume(customerId, { quantity: '41' })).toMatchObject({ allowed: false, code: 'limit_reached' })
    expect(await consume(customerId, { quantity: '40' })).toMatchObject({ allowed: true })
    // At the limit, what was counted before is still said to be so.
    expect(await consume(customerId, { id: 'once', quantity: '60' })).toMatchObject({ allowed: true, duplicate: true })
    expect(await billed(customerId)).toBe('100')
    await expect(consume(customerId, { id: 'once', quantity: '61' })).rejects.toMatchObject({ code: 'id_reused' })
    const stranger = await plantSubscriber()
    await expect(consume(stranger, { id: 'once', quantity: '60' })).rejects.toMatchObject({ code: 'id_reused' })
    expect(await billed(stranger)).toBe('0')
  })

  test('50 parallel consumers on a limit of 100, three each: 100 and never 101', async () => {
    const customerId = await plantSubscriber()
    const answers = await Promise.all(Array.from({ length: 150 }, () => consume(customerId)))
    expect(answers.filter(({ allowed }) => allowed)).toHaveLength(100)
    expect(await billed(customerId)).toBe('100')
  })

  test('50 parallel consumers in five processes of their own, as it were: each with its own queue and connection', async () => {
    const customerId = await plantSubscriber()
    const copies: { consumeEntitlement: typeof consumeEntitlement }[] = []
    for (let copy = 0; copy < 5; copy++) {
      vi.resetModules()
      copies.push(await import('./use-entitlement'))
    }
    const answers = await Promise.all(
      Array.from({ length: 50 }, (_, lane) =>
        Promise.all(
          Array.from({ length: 3 }, (_, index) =>
            copies[lane % 5]!.consumeEntitlement({
              customerId,
              meter: 'sms',
              // Every tenth is sent by two processes at the same moment.
              id: `p${lane % 10 === 1 ? lane - 1 : lane}-${index}`,
              source: 'parallel',
              now: NOW,
            }),
          ),
        ),
      ),
    )
    const allowed = answers.flat().filter((answer) => answer.allowed && !answer.duplicate)
    expect(allowed).toHaveLength(100)
    expect(await billed(customerId)).toBe('100')
  })

  test('while ordinary events arrive and reservations come and go, no consumer is allowed beyond the limit', async () => {
    const customerId = await plantSubscriber()
    const reports = Array.from({ length: 40 }, async () => void (await report(customerId, 1)))
    const holds = Array.from({ length: 20 }, () => reserve(customerId, { quantity: '2' }))
    const answers = await Promise.all(Array.from({ length: 100 }, () => consume(customerId)))
    await Promise.all(reports)
    const held = (await Promise.all(holds)).filter(({ allowed }) => allowed).length * 2
    const consumed = answers.filter(({ allowed }) => allowed).length
    // Each answer says what there was at its moment: with it, the limit holds.
    for (const { allowed, usage } of answers) {
      if (allowed) expect(Number(usage!.used) + Number(usage!.held) + 1).toBeLessThanOrEqual(100)
    }
    expect(consumed + held).toBeLessThanOrEqual(100)
    expect(await billed(customerId)).toBe(String(consumed + 40))
    expect(await consume(customerId)).toMatchObject({ allowed: false })
  })

  test('a level rises by what is added, also within one instant, and may always fall', async () => {
    const customerId = await plantSubscriber({ plan: 'professional' })
    const add = (more: object = {}) => consume(customerId, { meter: 'buildings', ...more })
    const answers = await Promise.all(Array.from({ length: 15 }, () => add()))
    expect(answers.filter(({ allowed }) => allowed)).toHaveLength(10)
    expect(await ask(customerId, 'buildings')).toMatchObject({ allowed: false, usage: { used: '10' } })
    expect(await add({ level: '4' })).toMatchObject({ allowed: true })
    expect(await ask(customerId, 'buildings')).toMatchObject({ allowed: true, usage: { used: '4' } })
    expect(await add({ level: '11' })).toMatchObject({ allowed: false })
    expect(await add({ level: '10' })).toMatchObject({ allowed: true })
  })

  test('what cannot be counted is refused and takes nobody with it', async () => {
    const customerId = await plantSubscriber()
    const [bad, good, none] = await Promise.allSettled([
      consume(customerId, { meter: 'units' }),
      consume(customerId),
      consume(customerId, { meter: 'flights' }),
    ])
    expect(bad).toMatchObject({ reason: { code: 'consume_not_possible' } })
    expect(good).toMatchObject({ value: { allowed: true } })
    expect(none).toMatchObject({ reason: { code: 'unknown_meter' } })
  })
})

describe('a level per group: units per building', () => {
  const units = (customerId: string, building: string, more: object = {}) =>
    consume(customerId, { meter: 'units', data: { building_id: building }, ...more })
  /** What the meter's groups stand at, by their events. */
  const groupsOf = async (customerId: string) => {
    const [total] = await totalsOf(db, [{ customerId, meterCode: 'units', from: START, to: END }])
    return Object.fromEntries(total!.groups.map(({ key, quantity }) => [key, quantity]))
  }
  const limit = async (customerId: string) => {
    const { usage } = await checkEntitlement({ customerId, question: { meter: 'units', quantity: '0' }, now: NOW })
    return { used: usage!.used, held: usage!.held }
  }

  beforeAll(async () => {
    await db.allowance.updateMany({ where: { meterCode: 'units' }, data: { included: 100n, hard: true } })
    await db.$executeRaw`UPDATE catalog_version SET version = version + 1`
  })

  test('each building rises and falls by itself; the limit is on the sum', async () => {
    const customerId = await plantSubscriber()
    expect(await units(customerId, 'a', { quantity: '40' })).toMatchObject({ allowed: true, usage: { used: '0' } })
    expect(await units(customerId, 'b', { level: '30' })).toMatchObject({ allowed: true, usage: { used: '40' } })
    expect(await units(customerId, 'a', { quantity: '5' })).toMatchObject({ allowed: true, usage: { used: '70' } })
    // 45 + 30 = 75: building c may have 25.
    expect(await units(customerId, 'c', { quantity: '26' })).toMatchObject({ allowed: false, code: 'limit_reached' })
    // a to 71 would be 26 more; to 70 it is 25.
    expect(await units(customerId, 'a', { level: '71' })).toMatchObject({ allowed: false })
    expect(await units(customerId, 'a', { level: '70' })).toMatchObject({ allowed: true })
    // Down to 10 in all of a: 40 are left again. Numbers name groups as well.
    expect(await units(customerId, 'a', { level: '10' })).toMatchObject({ allowed: true })
    expect(await limit(customerId)).toEqual({ used: '40', held: '0' })
    expect(await consume(customerId, { meter: 'units', quantity: '7', data: { building_id: 9 } })).toMatchObject({
      allowed: true,
    })
    expect(await groupsOf(customerId)).toEqual({ a: '10', b: '30', 9: '7' })
    expect(await limit(customerId)).toEqual({ used: '47', held: '0' })
    const ask = (level: string, data?: Record<string, unknown>) =>
      checkEntitlement({ customerId, question: { meter: 'units', level, data }, now: NOW })
    // b from 30 to 83 is 53 more: 100. In all: from 47 to 84 is 37 more.
    expect(await ask('83', { building_id: 'b' })).toMatchObject({ allowed: true })
    expect(await ask('84', { building_id: 'b' })).toMatchObject({ allowed: false })
    expect(await ask('84')).toMatchObject({ allowed: true })
  })

  test('fifty at once on two buildings never pass the limit, and each event counts', async () => {
    const customerId = await plantSubscriber()
    await units(customerId, 'a', { level: '70' })
    const answers = await Promise.all(
      Array.from({ length: 50 }, (_, index) => units(customerId, index % 2 ? 'a' : 'b', { quantity: '1' })),
    )
    expect(answers.filter(({ allowed }) => allowed)).toHaveLength(30)
    const groups = await groupsOf(customerId)
    expect(Number(groups.a) + Number(groups.b)).toBe(100)
  })

  test('a reservation says its group when it is confirmed; without a group nothing is counted', async () => {
    const customerId = await plantSubscriber()
    await units(customerId, 'a', { level: '20' })
    const { reservation } = await reserve(customerId, { meter: 'units', quantity: '5' })
    expect(await limit(customerId)).toEqual({ used: '20', held: '5' })
    const confirm = { reservationId: reservation!.id, customerId, source: 'test', now: NOW }
    await expect(confirmReservation(confirm)).rejects.toMatchObject({ code: 'consume_not_possible' })
    await confirmReservation({ ...confirm, quantity: '3', data: { building_id: 'a' } })
    expect(await groupsOf(customerId)).toEqual({ a: '23' })
    expect(await limit(customerId)).toEqual({ used: '23', held: '0' })
    await expect(reserve(customerId, { meter: 'units', level: '30' })).rejects.toMatchObject({
      code: 'consume_not_possible',
    })
  })
})

describe('reserve', () => {
  test('holds until it is confirmed, and counts what was used of it', async () => {
    const customerId = await plantSubscriber()
    const { reservation } = await reserve(customerId, { id: 'big', quantity: '90' })
    expect(await reserve(customerId, { id: 'big', quantity: '90' })).toMatchObject({
      duplicate: true,
      reservation: { id: reservation!.id },
    })
    expect(await consume(customerId, { quantity: '11' })).toMatchObject({
      allowed: false,
      usage: { used: '0', held: '90', remaining: '10' },
    })
    const input = { reservationId: reservation!.id, customerId, source: 'test', now: NOW }
    await expect(confirmReservation({ ...input, quantity: '91' })).rejects.toMatchObject({
      code: 'quantity_above_reservation',
    })
    expect(await confirmReservation({ ...input, quantity: '30.5' })).toMatchObject({
      state: 'CONSUMED',
      consumed: '30.5',
    })
    expect(await confirmReservation({ ...input, quantity: '30.5' })).toMatchObject({ state: 'CONSUMED' })
    expect(await billed(customerId)).toBe('30.5')
    expect(await ask(customerId, 'sms', '69')).toMatchObject({ allowed: true, usage: { held: '0' } })
    await expect(releaseReservation(input)).rejects.toMatchObject({ code: 'reservation_ended' })
  })

  test('is given back by release, and by its instant without anybody doing anything', async () => {
    const customerId = await plantSubscriber()
    const first = await reserve(customerId, { quantity: '100' })
    expect(await ask(customerId, 'sms')).toMatchObject({ allowed: false })
    const input = { reservationId: first.reservation!.id, customerId, source: 'test', now: NOW }
    await releaseReservation(input)
    await releaseReservation(input)
    await expect(confirmReservation(input)).rejects.toMatchObject({ code: 'reservation_ended' })
    const second = await reserve(customerId, { quantity: '100' })
    expect(await ask(customerId, 'sms', '1', later(59))).toMatchObject({ allowed: false })
    expect(await ask(customerId, 'sms', '1', later(60))).toMatchObject({ allowed: true })
    expect(await consume(customerId, { now: later(60) })).toMatchObject({ allowed: true })
    // Late, but 99 of it are still free.
    const late = { reservationId: second.reservation!.id, customerId, source: 'test', now: later(61) }
    await expect(confirmReservation(late)).rejects.toMatchObject({ code: 'reservation_ended' })
    expect(await confirmReservation({ ...late, quantity: '99' })).toMatchObject({ state: 'CONSUMED' })
    expect(await billed(customerId)).toBe('100')
  })

  test('parallel reservations never hold more than there is', async () => {
    const customerId = await plantSubscriber()
    const answers = await Promise.all(Array.from({ length: 60 }, () => reserve(customerId, { quantity: '3' })))
    // 33 × 3 = 99.
    const held = answers.filter(({ allowed }) => allowed)
    expect(held).toHaveLength(33)
    await Promise.all(
      held.map(({ reservation }) =>
        confirmReservation({ reservationId: reservation!.id, customerId, source: 'test', now: NOW }),
      ),
    )
    expect(await billed(customerId)).toBe('99')
  })

  test('belongs to its customer, and expires as due work', async () => {
    const [one, other] = [await plantSubscriber(), await plantSubscriber()]
    const { reservation } = await reserve(one, { quantity: '5' })
    const input = { reservationId: reservation!.id, customerId: other, source: 'test', now: NOW }
    await expect(confirmReservation(input)).rejects.toMatchObject({ code: 'not_found' })
    await expect(releaseReservation(input)).rejects.toMatchObject({ code: 'not_found' })
    await expireReservations({ now: later(59), limit: 100 })
    const read = () => db.usageReservation.findUniqueOrThrow({ where: { id: reservation!.id } })
    expect((await read()).state).toBe('HELD')
    await expireReservations({ now: later(60), limit: 100 })
    expect(await read()).toMatchObject({ state: 'EXPIRED', endedAt: later(60) })
  })
})

describe('a spend cap', () => {
  test('refuses what would cost more than it, over all meters', async () => {
    const customerId = await plantSubscriber({ plan: 'professional' })
    await db.allowance.updateMany({ where: { meterCode: 'sms' }, data: { hard: false } })
    await db.spendCap.create({
      data: { customerId, amount: 100n, currency: 'EUR', updatedAt: NOW, updatedBy: 'test' },
    })
    await consume(customerId, { quantity: '100' })
    // 13 at 7.5 cents are 97.5, which is 98; a 14th would make 105.
    const answers = await Promise.all(Array.from({ length: 30 }, () => consume(customerId)))
    expect(answers.filter(({ allowed }) => allowed)).toHaveLength(13)
    expect(answers.at(-1)).toMatchObject({ allowed: false, code: 'spend_cap_reached', overage: { units: '1' } })
    expect(await billed(customerId)).toBe('113')
    // What is merely reported is counted all the same, and then nothing more that costs is allowed.
    await report(customerId, 50)
    expect(await ask(customerId, 'sms')).toMatchObject({ code: 'spend_cap_reached' })
    expect(await ask(customerId, 'buildings')).toMatchObject({ allowed: true })
    await db.spendCap.update({ where: { customerId }, data: { amount: 100_000n } })
    expect(await ask(customerId, 'sms')).toMatchObject({ allowed: true })
  })
})

test('a confirmation under a spend cap and the intake of events never wait for each other', async () => {
  const customerId = await plantSubscriber({ plan: 'professional' })
  await db.spendCap.create({
    data: { customerId, amount: 1_000_000n, currency: 'EUR', updatedAt: NOW, updatedBy: 'test' },
  })
  const { reservation } = await reserve(customerId)
  // Of api_calls something late arrived: whoever needs its total reads it again, under its lock.
  await db.usageCounter.updateMany({ where: { customerId }, data: { stale: true } })
  const lock = (tx: Transaction, meterCode: string) =>
    lockCounter(tx, { counters: [{ customerId, meterCode }], now: NOW })
  const confirming = await inTransaction(async (tx) => {
    await lock(tx, 'api_calls')
    const confirmed = confirmReservation({ reservationId: reservation!.id, customerId, source: 'test', now: NOW })
    await vi.waitFor(async () => expect(await waitingForLocks()).toBeGreaterThan(0), { timeout: 10_000 })
    await lock(tx, 'sms')
    return [confirmed]
  })
  expect(await confirming[0]).toMatchObject({ state: 'CONSUMED' })
})
async function waitingForLocks(): Promise<number> {
  const [row] = await db.$queryRaw<{ count: number }[]>`
    SELECT count(*)::int AS count FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'`
  return row!.count
}

describe('a unique count', () => {
  const meterCode = 'residents'
  beforeAll(async () => {
    const { id: planId } = await db.plan.findUniqueOrThrow({ where: { code: 'starter' } })
    const meter = { code: meterCode, name: 'Residents', unit: 'resident', eventName: 'resident.seen' }
    await db.meter.create({ data: { ...meter, aggregation: 'UNIQUE', valueProperty: 'resident', position: 99 } })
    await db.allowance.create({ data: { planId, meterCode, included: 2n, hard: true } })
  })
  const see = (customerId: string, resident: string, now: Date) =>
    consume(customerId, { meter: meterCode, data: { resident }, now })

  test('knows whom it saw in the hour in which the period began, and nobody of before', async () => {
    const customerId = await plantSubscriber()
    const begins = new Date('2026-03-01T09:37:00Z')
    await db.subscription.updateMany({ where: { customerId }, data: { currentPeriodStart: begins } })
    const at = (text: string) => new Date(`2026-03-01T${text}:00Z`)
    // Rules are kept for a moment: the meter is new.
    await vi.waitFor(async () => expect((await see(customerId, 'before', at('09:20'))).allowed).toBe(true), 20_000)
    expect(await see(customerId, 'a', at('09:40'))).toMatchObject({ allowed: true })
    expect(await see(customerId, 'b', at('11:00'))).toMatchObject({ allowed: true, usage: { used: '1' } })
    // Full, but of these two there is nothing more to see.
    for (const resident of ['a', 'b', 'a'])
      expect(await see(customerId, resident, at('12:00'))).toMatchObject({ allowed: true, usage: { used: '2' } })
    expect(await see(customerId, 'before', at('12:00'))).toMatchObject({ allowed: false, code: 'limit_reached' })
  })
})
