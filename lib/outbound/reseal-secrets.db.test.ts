import { beforeAll, expect, test } from 'vitest'
import { systemActor } from '@/lib/audit/actor'
import { createCustomer } from '@/lib/customers/create-customer'
import { db, inTransaction } from '@/lib/platform/db/client'
import { createEndpoint } from './create-endpoint'
import { resealSecrets } from './reseal-secrets'
import { rotateSecret } from './rotate-secret'
import { keysOf, openSecret, sealSecret } from './sealed-secret'

const actor = systemActor('Test')
const now = new Date('2026-06-30T09:00:00Z')
let customerId = ''

beforeAll(async () => {
  const customer = { name: 'Lindenhof', email: 'a@example.com' }
  customerId = (await inTransaction((tx) => createCustomer(tx, { customer, actor, now }))).id
})

const create = () =>
  createEndpoint({
    customerId,
    endpoint: { url: 'https://example.com/hook', description: '', eventTypes: [] },
    actor,
    now,
  })
const storedOf = async (id: string) => db.webhookEndpoint.findUniqueOrThrow({ where: { id } })

test('what is made and rotated is stored sealed, and opens to what was shown', async () => {
  const { endpoint, secret } = await create()
  const rotated = await rotateSecret({ endpointId: endpoint.id, within: customerId, overlapHours: 1, actor, now })
  const stored = await storedOf(endpoint.id)
  expect([stored.secret, stored.previousSecret].join()).not.toContain('whsec_')
  expect(openSecret(stored.secret, endpoint.id)).toBe(rotated.secret)
  expect(openSecret(stored.previousSecret!, endpoint.id)).toBe(secret)
  expect(await resealSecrets()).toEqual({ sealed: 0, unreadable: [] })
})

test('what was stored in the open is sealed by the tick; what no key opens is left and stops no other', async () => {
  const lost = await create()
  const open = await create()
  const stranger = keysOf({ own: undefined, fallback: 'a key that this system does not have any more' })
  const unreadable = sealSecret('whsec_lost', lost.endpoint.id, stranger)
  await db.webhookEndpoint.update({ where: { id: lost.endpoint.id }, data: { secret: unreadable } })
  await db.webhookEndpoint.update({
    where: { id: open.endpoint.id },
    data: { secret: 'whsec_b3Blbg==', previousSecret: 'whsec_YmVmb3Jl' },
  })
  expect(await resealSecrets()).toEqual({ sealed: 1, unreadable: [lost.endpoint.id] })
  const stored = await storedOf(open.endpoint.id)
  expect(stored.secret.startsWith('sealed_') && stored.previousSecret?.startsWith('sealed_')).toBe(true)
  expect(openSecret(stored.secret, open.endpoint.id)).toBe('whsec_b3Blbg==')
  expect(openSecret(stored.previousSecret!, open.endpoint.id)).toBe('whsec_YmVmb3Jl')
  expect((await storedOf(lost.endpoint.id)).secret).toBe(unreadable)
})

test('more endpoints than fit into one batch whose secret no key opens keep none after them waiting', async () => {
  const { endpoint } = await create()
  const row = await storedOf(endpoint.id)
  const stranger = keysOf({ own: undefined, fallback: 'a key that this system does not have any more' })
  const lost = Array.from({ length: 250 }, (_, index) => `whe_0_${String(index).padStart(3, '0')}`)
  await db.webhookEndpoint.createMany({
    data: lost.map((id) => ({ ...row, id, eventTypes: [], secret: sealSecret('whsec_lost', id, stranger) })),
  })
  // After all of them, and of its two secrets only the former one is lost.
  const last = 'whe_z'
  const previousSecret = sealSecret('whsec_former', last, stranger)
  await db.webhookEndpoint.create({ data: { ...row, id: last, secret: 'whsec_b3Blbg==', previousSecret } })
  const { sealed, unreadable } = await resealSecrets()
  expect(sealed).toBe(0)
  expect(unreadable).toEqual(expect.arrayContaining([...lost, last]))
  const stored = await storedOf(last)
  expect(openSecret(stored.secret, last)).toBe('whsec_b3Blbg==')
  expect(stored.secret.startsWith('sealed_')).toBe(true)
  expect(stored.previousSecret).toBe(previousSecret)
})
