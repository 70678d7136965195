import { beforeAll, expect, test } from 'vitest'
import { seedCatalog } from '@/lib/catalog/seed-catalog'
import { setSandboxClock } from '@/lib/platform/clock'
import { NOW, plantSubscriber } from '@/lib/entitlements/testing/plant'
import { apiClient, newSecretFor } from '../testing/api-client'

const call = apiClient()
let staff: string
let own: string
let customer: string
let other: string

beforeAll(async () => {
  await setSandboxClock(NOW, true)
  await seedCatalog(new Date('2026-01-01T00:00:00Z'))
  customer = await plantSubscriber({ plan: 'professional' })
  other = await plantSubscriber()
  staff = await newSecretFor(null)
  own = await newSecretFor(customer)
})

const check = (secret: string, body: object) => call('POST /entitlements/check', { secret, body })

test('reads all that a customer may use', async () => {
  const { status, body } = await call('GET /entitlements', { secret: own })
  expect(status).toBe(200)
  expect(body).toMatchObject({ customer, access: 'FULL', reason: null, spendCap: null })
  expect(body.features).toContainEqual({ code: 'support', name: 'Support', value: 'Email and chat, 4 hours' })
  expect(body.meters.find(({ meter }: { meter: string }) => meter === 'buildings')).toMatchObject({
    included: '10',
    hard: true,
    used: '0',
    remaining: '10',
    period: { start: '2026-03-01T00:00:00.000Z', end: '2026-04-01T00:00:00.000Z' },
  })
  expect((await call(`GET /entitlements?customer=${other}`, { secret: staff })).body.customer).toBe(other)
})

test('checks, consumes and reserves', async () => {
  expect((await check(own, { feature: 'sso' })).body).toMatchObject({
    allowed: false,
    code: 'not_included',
    upgrade: { planCode: 'enterprise', amount: 9900, additionalAmount: 4000 },
  })
  const once = { meter: 'buildings', mode: 'consume', id: 'b1', quantity: 9 }
  expect((await check(own, once)).body).toMatchObject({ allowed: true, duplicate: false })
  expect((await check(own, once)).body).toMatchObject({ allowed: true, duplicate: true })
  const held = await check(own, { meter: 'buildings', mode: 'reserve', id: 'h1' })
  expect(held.body).toMatchObject({ allowed: true, reservation: { state: 'HELD' } })
  expect((await check(own, { meter: 'buildings' })).body).toMatchObject({ allowed: false, code: 'limit_reached' })
  const { id } = held.body.reservation
  expect((await call(`POST /entitlements/reservations/${id}/confirm`, { secret: own, body: {} })).body).toMatchObject({
    id,
    customer,
    state: 'CONSUMED',
    consumed: '1',
  })
  expect((await call(`POST /entitlements/reservations/${id}/release`, { secret: own })).status).toBe(409)
})

test('another customer does not exist', async () => {
  expect((await call(`GET /entitlements?customer=${other}`, { secret: own })).status).toBe(404)
  for (const mode of ['check', 'consume', 'reserve'])
    expect((await check(own, { customer: other, meter: 'sms', mode, id: 'x' })).status).toBe(404)
  const { body } = await check(staff, { customer: other, meter: 'sms', mode: 'reserve', id: 'h2' })
  for (const verb of ['confirm', 'release']) {
    const answer = await call(`POST /entitlements/reservations/${body.reservation.id}/${verb}`, {
      secret: own,
      body: {},
    })
    expect(answer.status).toBe(404)
  }
  expect((await check(staff, { meter: 'sms' })).status).toBe(422)
  expect((await check(staff, { customer: 'cus_nobody', meter: 'sms' })).status).toBe(404)
})

test('a key that may only read checks and does not consume', async () => {
  const secret = await newSecretFor(customer, ['entitlements:read'])
  expect((await check(secret, { meter: 'sms' })).status).toBe(200)
  expect((await check(secret, { meter: 'sms', mode: 'consume', id: 'r' })).body).toMatchObject({
    status: 403,
    code: 'insufficient_scope',
  })
})

test.each([
  [{}],
  [{ feature: 'sso', meter: 'sms' }],
  [{ feature: 'sso', mode: 'consume', id: 'x' }],
  [{ meter: 'sms', mode: 'consume' }],
  [{ meter: 'sms', quantity: '-1' }],
  [{ meter: 'sms', quantity: 1.5 }],
  [{ meter: 'sms', quantity: '1', level: '2' }],
])('refuses what says too little or too much: %j', async (body) => {
  expect((await check(own, body)).status).toBe(400)
})
