import { beforeAll, expect, test } from 'vitest'
import { seedCatalog } from '@/lib/catalog/seed-catalog'
import { db } from '@/lib/platform/db/client'
import { apiClient, newSecretFor } from '../testing/api-client'

const call = apiClient()
const CREATED = new Date('2026-01-01T00:00:00Z')
let staff: string
let own: string

beforeAll(async () => {
  await seedCatalog(CREATED)
  for (const id of ['cus_1', 'cus_2'])
    await db.customer.create({ data: { id, name: id, email: 'a@example.com', createdAt: CREATED } })
  staff = await newSecretFor(null)
  own = await newSecretFor('cus_1')
})

const event = (id: string, more: object = {}) => ({
  id,
  source: 'api',
  type: 'sms.sent',
  data: { quantity: 2 },
  ...more,
})

test('one event is reported as it is', async () => {
  const first = await call('POST /usage-events', { secret: own, body: event('e1') })
  expect(first.status).toBe(200)
  expect(first.body).toEqual({
    data: [{ id: 'e1', source: 'api', status: 'accepted' }],
    accepted: 1,
    duplicates: 0,
    rejected: 0,
  })
  expect((await call('POST /usage-events', { secret: own, body: event('e1') })).body).toMatchObject({ duplicates: 1 })
})

test('of many, each has its own answer', async () => {
  const events = [
    event('e2', { subject: 'cus_1' }),
    event('e2', { subject: 'cus_1' }),
    event('e3', { subject: 'cus_x' }),
    event('e4', { subject: 'cus_2', type: 'fax.sent' }),
    event('e5', { subject: 'cus_2', data: {} }),
    { id: 'e6' },
    event('e7'),
    17,
  ]
  const { status, body } = await call('POST /usage-events', { secret: staff, body: { events } })
  expect(status).toBe(200)
  expect(body.data.map(({ id, status, code }: Record<string, string>) => [id, code ?? status])).toEqual([
    ['e2', 'accepted'],
    ['e2', 'duplicate'],
    ['e3', 'unknown_subject'],
    ['e4', 'unknown_type'],
    ['e5', 'invalid_event'],
    ['e6', 'invalid_event'],
    ['e7', 'invalid_event'],
    ['', 'invalid_event'],
  ])
})

test('a text that cannot be kept refuses its own event only', async () => {
  const odd = [
    event('odd\u0000'),
    event('odd 1', { data: { quantity: 1, note: '\ud800' } }),
    event('odd 2', { source: '\udfff' }),
    event('odd 3', { subject: 'cus_\u0000' }),
    event('odd 4', { data: { quantity: 1, ['\u0000']: 1 } }),
    event('odd 5', { reverses: '\u0000' }),
  ]
  const events = [event('even 1'), ...odd, event('even 2', { data: { quantity: 1, note: 'Küche \u00e4 \u{1f3e0}' } })]
  const { status, body } = await call('POST /usage-events', { secret: own, body: { events } })
  expect(status).toBe(200)
  expect(body).toMatchObject({ accepted: 2, rejected: odd.length })
  for (const result of body.data.slice(1, -1)) expect(result.code).toBe('invalid_event')
  expect((await call('POST /usage-events', { secret: own, body: odd[0] })).body).toMatchObject({ rejected: 1 })
})

test('a customer’s key speaks of its own customer only', async () => {
  const events = [event('e8'), event('e9', { subject: 'cus_1' }), event('e10', { subject: 'cus_2' })]
  const { body } = await call('POST /usage-events', { secret: own, body: { events } })
  expect(body.data[2]).toMatchObject({ status: 'rejected', code: 'subject_not_allowed' })
  expect(body).toMatchObject({ accepted: 2, rejected: 1 })
})

test.each([[[]], [{ events: [] }], [{}], [{ events: Array.from({ length: 1001 }, () => event('x')) }], ['{']])(
  'what is neither an event nor a list of up to 1,000 is refused whole',
  async (body) => {
    expect((await call('POST /usage-events', { secret: own, body })).status).toBe(400)
  },
)

test('a key that may not report does not', async () => {
  const secret = await newSecretFor('cus_1', ['usage:read'])
  expect((await call('POST /usage-events', { secret, body: event('e11') })).status).toBe(403)
})
