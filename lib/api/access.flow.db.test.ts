import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { listAddOns } from '@/lib/catalog/read-catalog'
import { closeJobs } from '@/lib/runtime/run-jobs'
import { createWorld, START } from '@/lib/runtime/testing/world'
import { db } from '@/lib/platform/db/client'
import { authorizeApi, forgetKeys } from './authorize-api'
import type { Endpoint } from './endpoint'
import { endpoints } from './endpoints'
import { openApiDocument } from './openapi'
import { revokeApiKey } from './revoke-api-key'
import { rotateApiKey } from './rotate-api-key'
import { createApiKey } from './create-api-key'
import { ALL_SCOPES, CUSTOMER_SCOPES, MEMBER_SCOPES, STAFF_SCOPES, type Scope } from './scopes'
import { apiClient, newSecretFor, type ApiAnswer } from './testing/api-client'
import { bareCustomer, furnishedCustomer, priceIds } from './testing/api-world'
import { operationsOf, randomRequest, randomSource, type KnownIds } from './testing/random-request'

const call = apiClient()
const document = openApiDocument()
const guarded = endpoints.filter(({ scope }) => scope !== 'public')
const label = ({ method, path }: Endpoint) => `${method.toUpperCase()} ${path}`

let owned: Awaited<ReturnType<typeof furnishedCustomer>>
let ids: KnownIds
let stranger: string
let secretOfStranger: string

beforeAll(async () => {
  await createWorld()
  owned = await furnishedCustomer()
  stranger = await bareCustomer('Stranger')
  secretOfStranger = await newSecretFor(stranger)
  ids = { ...Object.fromEntries(Object.entries(owned).map(([prefix, id]) => [prefix, [id]])), price: await priceIds() }
})
afterAll(closeJobs)

/** A valid request to an endpoint, about `owned`. */
function requestFor(endpoint: Endpoint, seed = 1) {
  const operation = operationsOf(document).find(
    ({ method, path }) => path === endpoint.path && method === endpoint.method.toUpperCase(),
  )!
  return randomRequest(document, operation, { random: randomSource(seed), ids, spoil: 0 })
}

async function send(
  endpoint: Endpoint,
  secret: string | undefined,
  change: (body: Record<string, unknown>) => void = () => {},
  customerId?: string,
): Promise<ApiAnswer> {
  const { method, path, headers, body } = requestFor(endpoint)
  const wanted = body === undefined ? undefined : (JSON.parse(body) as Record<string, unknown>)
  if (wanted) change(wanted)
  headers['Idempotency-Key'] = `access-${Math.random()}`
  delete headers['Concierge-Version']
  const { pathname, searchParams } = new URL(path, 'http://here.invalid')
  searchParams.delete('customerId')
  if (customerId) searchParams.set('customerId', customerId)
  return call(`${method} ${pathname}?${searchParams}`, { secret, headers, body: wanted })
}

describe('every endpoint', () => {
  test('is found by the walk', () => {
    expect(guarded.length).toBeGreaterThan(30)
    expect(new Set(endpoints.map(({ operationId }) => operationId)).size).toBe(endpoints.length)
  })

  test('refuses who has no key, and keys that are none', async () => {
    for (const endpoint of guarded) {
      for (const secret of [undefined, 'nonsense', `ck_${'x'.repeat(43)}`]) {
        const { status, body } = await send(endpoint, secret)
        expect([status, body.code], label(endpoint)).toEqual([401, 'unauthenticated'])
      }
    }
  })

  test('refuses a key that holds every scope but its own', async () => {
    const secrets = new Map(
      await Promise.all(
        ALL_SCOPES.map(
          async (scope) =>
            [
              scope,
              await newSecretFor(
                null,
                ALL_SCOPES.filter((other) => other !== scope),
              ),
            ] as const,
        ),
      ),
    )
    for (const endpoint of guarded) {
      const { status, body } = await send(endpoint, secrets.get(endpoint.scope as (typeof ALL_SCOPES)[number]))
      expect([status, body.code, body.scope], label(endpoint)).toEqual([403, 'insufficient_scope', endpoint.scope])
    }
  })

  test('takes a key that holds its scope alone', async () => {
    for (const endpoint of guarded) {
      const scope = endpoint.scope as (typeof ALL_SCOPES)[number]
      const { status } = await send(endpoint, await newSecretFor(null, [scope]))
      expect([401, 403], label(endpoint)).not.toContain(status)
    }
  })

  test('for staff refuses a customer’s key, even one that got the scope', async () => {
    const secret = await newSecretFor(owned.cus, ['invoices:read'])
    await db.apiKey.updateMany({ where: { customerId: owned.cus }, data: { scopes: [...ALL_SCOPES] } })
    const forStaff = guarded.filter(({ staffOnly }) => staffOnly)
    expect(forStaff.length).toBeGreaterThan(3)
    for (const endpoint of forStaff) {
      const { status, body } = await send(endpoint, secret)
      expect([status, body.code], label(endpoint)).toEqual([403, 'staff_key_required'])
    }
    const scopesOfStaff = new Set(guarded.filter(({ staffOnly }) => staffOnly).map(({ scope }) => scope))
    for (const scope of STAFF_SCOPES) expect(scopesOfStaff).toContain(scope)
  })
})

describe('another customer’s things do not exist', () => {
  const open = guarded.filter(({ staffOnly }) => !staffOnly)

  test('by the id in the path', async () => {
    const byId = open.filter(({ path }) => path.includes('{id}'))
    expect(byId.length).toBeGreaterThan(20)
    for (const endpoint of byId) {
      const { status, body } = await send(endpoint, secretOfStranger, (wanted) => delete wanted.customerId)
      expect([status, body.code], label(endpoint)).toEqual([404, 'not_found'])
    }
  })

  test('by a customer’s id in the query or the body', async () => {
    let walked = 0
    for (const endpoint of open) {
      const inQuery = endpoint.query && 'customerId' in endpoint.query.shape
      const inBody = endpoint.body && 'shape' in endpoint.body && 'customerId' in (endpoint.body.shape as object)
      if (!inQuery && !inBody) continue
      walked++
      const { status, body } = await send(
        endpoint,
        secretOfStranger,
        (wanted) => (wanted.customerId = owned.cus),
        inQuery ? owned.cus : undefined,
      )
      expect([status, body.code], label(endpoint)).toEqual([404, 'not_found'])
    }
    expect(walked).toBeGreaterThan(6)
  })

  test('in a list that is narrowed by one of their ids', async () => {
    for (const line of [
      `GET /invoices?subscriptionId=${owned.sub}`,
      `GET /payments?invoiceId=${owned.inv}`,
      `GET /credit-notes?invoiceId=${owned.inv}`,
    ]) {
      expect((await call(line, { secret: secretOfStranger })).body.data, line).toEqual([])
      expect((await call(line, { secret: await newSecretFor(owned.cus) })).body.data, line).not.toEqual([])
    }
    const { body } = await call('GET /customers', { secret: secretOfStranger })
    expect(body.data.map(({ id }: { id: string }) => id)).toEqual([stranger])
  })
})

describe('a key', () => {
  const valid = async (secret: string) => (await call('GET /customers', { secret })).status === 200

  test('of a customer cannot hold what is for staff', async () => {
    await expect(newSecretFor(owned.cus, ['credit_notes:write'])).rejects.toMatchObject({ code: 'scope_not_allowed' })
    expect(CUSTOMER_SCOPES).not.toContain('payments:write')
  })

  test('that a customer makes cannot report use, nor take back what was reported: it is what they pay for', async () => {
    const make = (scope: Scope, type: 'member' | 'staff') =>
      createApiKey({
        customerId: owned.cus,
        key: { name: 'Own', scopes: [scope], expiresInDays: null },
        actor: { type, id: 'usr_1', label: 'someone@example.com' },
        now: START,
      })
    for (const scope of ['usage:write', 'entitlements:write'] as const) {
      expect(MEMBER_SCOPES).not.toContain(scope)
      await expect(make(scope, 'member')).rejects.toMatchObject({ code: 'scope_not_allowed' })
      expect((await make(scope, 'staff')).key.scopes).toEqual([scope])
    }
    expect((await make('usage:read', 'member')).key.scopes).toEqual(['usage:read'])
  })

  test('is kept as a hash, and its use is noted', async () => {
    const secret = await newSecretFor(stranger)
    expect(await valid(secret)).toBe(true)
    const rows = await db.apiKey.findMany({ where: { customerId: stranger } })
    expect(JSON.stringify(rows)).not.toContain(secret)
    await expect
      .poll(() => db.apiKey.count({ where: { prefix: secret.slice(0, 12), lastUsedAt: { not: null } } }))
      .toBe(1)
  })

  test('is replaced: the old secret is taken for the overlap alone', async () => {
    const before = await newSecretFor(stranger)
    const { id } = await db.apiKey.findFirstOrThrow({ where: { prefix: before.slice(0, 12) } })
    const input = {
      keyId: id,
      customerId: stranger,
      actor: { type: 'system' as const, id: null, label: 'Test' },
      now: new Date(),
    }
    const { secret: after } = await rotateApiKey({ ...input, overlapHours: 24 })
    expect([await valid(before), await valid(after)]).toEqual([true, true])
    await db.apiKey.update({ where: { id }, data: { previousValidUntil: new Date(Date.now() - 1000) } })
    forgetKeys()
    expect([await valid(before), await valid(after)]).toEqual([false, true])
    const { secret: last } = await rotateApiKey({ ...input, overlapHours: 0 })
    expect([await valid(after), await valid(last)]).toEqual([false, true])
    await expect(rotateApiKey({ ...input, customerId: owned.cus, overlapHours: 0 })).rejects.toMatchObject({
      code: 'not_found',
    })
    await revokeApiKey(input)
    expect(await valid(last)).toBe(false)
    await expect(rotateApiKey({ ...input, overlapHours: 0 })).rejects.toMatchObject({ code: 'api_key_revoked' })
  })

  test('that expired is none', async () => {
    const secret = await newSecretFor(stranger)
    await db.apiKey.updateMany({
      where: { prefix: secret.slice(0, 12) },
      data: { expiresAt: new Date(Date.now() - 1000) },
    })
    expect(await valid(secret)).toBe(false)
  })

  test('is read once in a few seconds, not for each request', async () => {
    const secret = await newSecretFor(stranger)
    const request = () =>
      authorizeApi(new Request('http://x', { headers: { authorization: `Bearer ${secret}` } }), 'invoices:read')
    await request()
    await db.apiKey.deleteMany({ where: { prefix: secret.slice(0, 12) } })
    expect((await request()).customerId).toBe(stranger)
    forgetKeys()
    await expect(request()).rejects.toMatchObject({ code: 'unauthenticated' })
  })
})

test('a subscription cannot begin with an add-on', async () => {
  const priceId = (await listAddOns())[0]!.prices[0]!.id
  const secret = await newSecretFor(await bareCustomer('Add-on alone'))
  for (const line of ['POST /subscriptions', 'POST /subscriptions/preview']) {
    const { status, body } = await call(line, { secret, body: { priceId } })
    expect([status, body.code], line).toEqual([422, 'price_not_available'])
  }
  expect((await call('GET /subscriptions', { secret })).body.data).toEqual([])
})
