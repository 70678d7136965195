import { beforeAll, expect, test } from 'vitest'
import { seedCatalog } from '@/lib/catalog/seed-catalog'
import { setSandboxClock } from '@/lib/platform/clock'
import { db } from '@/lib/platform/db/client'
import { NOW, plantSubscriber } from '@/lib/entitlements/testing/plant'
import { apiClient, newSecretFor } from '../testing/api-client'

const call = apiClient()
let staff: string
let own: string
let foreign: string
let customer: string

beforeAll(async () => {
  await setSandboxClock(NOW, true)
  await seedCatalog(new Date('2026-01-01T00:00:00Z'))
  customer = await plantSubscriber({ plan: 'professional' })
  staff = await newSecretFor(null)
  own = await newSecretFor(customer)
  foreign = await newSecretFor(await plantSubscriber())
})

const create = (secret: string, body: object) => call('POST /webhook-endpoints', { secret, body })
const url = 'https://hooks.lindner.example/billing'

test('an endpoint is made, read, changed, rotated and deleted; its secret is told twice only', async () => {
  const made = await create(own, { url, eventTypes: ['invoice.paid', 'invoice.paid'] })
  expect(made.status).toBe(201)
  expect(made.body).toMatchObject({ customerId: customer, url, eventTypes: ['invoice.paid'], status: 'ENABLED' })
  expect(made.body.secret).toMatch(/^whsec_[\w+/]{43}=$/)
  const { id } = made.body
  expect((await call(`GET /webhook-endpoints/${id}`, { secret: own })).body).not.toHaveProperty('secret')
  expect((await call('GET /webhook-endpoints', { secret: own })).body.data).toMatchObject([{ id }])
  const changed = await call(`PATCH /webhook-endpoints/${id}`, {
    secret: own,
    body: { enabled: false, eventTypes: [] },
  })
  expect(changed.body).toMatchObject({ status: 'DISABLED', disabledReason: 'REQUESTED', eventTypes: [], url })
  const rotated = await call(`POST /webhook-endpoints/${id}/rotate-secret`, { secret: own, body: { overlapHours: 1 } })
  expect(rotated.body.secret).not.toBe(made.body.secret)
  expect(rotated.body.previousUntil).toBe(new Date(NOW.getTime() + 3_600_000).toISOString())
  expect((await call(`DELETE /webhook-endpoints/${id}`, { secret: own })).body).toMatchObject({
    id,
    status: 'DISABLED',
  })
  expect((await call(`GET /webhook-endpoints/${id}`, { secret: own })).status).toBe(404)
})

test('a test event is queued, listed for its owner alone, and not sent twice at once', async () => {
  const { id } = (await create(own, { url })).body
  const queued = await call(`POST /webhook-endpoints/${id}/test`, { secret: own })
  expect(queued.status).toBe(202)
  const { deliveryId } = queued.body
  const { body: page } = await call(`GET /webhook-deliveries?endpointId=${id}`, { secret: own })
  expect(page).toMatchObject({ data: [{ id: deliveryId, status: 'PENDING' }], hasMore: false })
  expect((await call('GET /webhook-deliveries', { secret: foreign })).body.data).toEqual([])
  expect((await call(`POST /webhook-deliveries/${deliveryId}/replay`, { secret: own })).body.code).toBe(
    'delivery_under_way',
  )
  expect((await call(`POST /webhook-deliveries/${deliveryId}/replay`, { secret: foreign })).status).toBe(404)
  expect((await call(`GET /webhook-deliveries/${deliveryId}`, { secret: own })).body).toMatchObject({
    id: deliveryId,
    log: [],
  })
  expect((await call(`GET /webhook-deliveries/${deliveryId}`, { secret: foreign })).status).toBe(404)
})

test('what an endpoint missed is sent again, once', async () => {
  const { id } = (await create(own, { url })).body
  const { deliveryId } = (await call(`POST /webhook-endpoints/${id}/test`, { secret: own })).body
  await db.outboundDelivery.update({ where: { id: deliveryId }, data: { status: 'FAILED', nextAttemptAt: null } })
  const body = { since: '2026-01-01T00:00:00Z' }
  expect((await call(`POST /webhook-endpoints/${id}/replay`, { secret: foreign, body })).status).toBe(404)
  const again = await call(`POST /webhook-endpoints/${id}/replay`, { secret: own, body })
  expect(again).toMatchObject({ status: 202, body: { queued: expect.any(Number) as number } })
  expect(again.body.queued).toBeGreaterThan(0)
  expect((await call(`GET /webhook-deliveries/${deliveryId}`, { secret: own })).body.status).toBe('PENDING')
  expect((await call(`POST /webhook-endpoints/${id}/replay`, { secret: own, body })).body.queued).toBe(0)
})

test("a customer's key reaches its own only; a key of staff makes endpoints that hear of everyone", async () => {
  const { id } = (await create(own, { url })).body
  for (const request of [`GET /webhook-endpoints/${id}`, `DELETE /webhook-endpoints/${id}`] as const)
    expect((await call(request, { secret: foreign })).status).toBe(404)
  expect((await create(foreign, { url, customerId: customer })).status).toBe(404)
  const everyone = await create(staff, { url })
  expect(everyone.body).toMatchObject({ customerId: null })
  expect((await call(`GET /webhook-endpoints/${everyone.body.id}`, { secret: own })).status).toBe(404)
  expect((await call(`GET /webhook-endpoints/${id}`, { secret: staff })).status).toBe(200)
})

test('what is no address for webhooks is refused', async () => {
  expect((await create(own, { url: 'ftp://example.com/' })).body).toMatchObject({ code: 'invalid_url' })
  expect((await create(own, { url: 'https://a:b@example.com/' })).body).toMatchObject({ code: 'invalid_url' })
  expect((await create(own, { url, eventTypes: ['invoice.eaten'] })).status).toBe(400)
})
