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
  expect(await resealSecrets()).toBe(0)
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
  expect(await resealSecrets()).toBe(1)
  const stored = await storedOf(open.endpoint.id)
  expect(stored.secret.startsWith('sealed_') && stored.previousSecret?.startsWith('sealed_')).toBe(true)
  expect(openSecret(stored.secret, open.endpoint.id)).toBe('whsec_b3Blbg==')
  expect(openSecret(stored.previousSecret!, open.endpoint.id)).toBe('whsec_YmVmb3Jl')
  expect((await storedOf(lost.endpoint.id)).secret).toBe(unreadable)
})
