import { beforeAll, describe, expect, test } from 'vitest'
import { z } from 'zod'
import { systemActor } from '@/lib/audit/actor'
import { seedCatalog } from '@/lib/catalog/seed-catalog'
import { createCustomer } from '@/lib/customers/create-customer'
import { db, inTransaction } from '@/lib/platform/db/client'
import { EngineError } from '@/lib/engine/errors'
import { wallClock } from '@/lib/platform/clock'
import { buildApi } from './build-api'
import { defineEndpoint } from './endpoint'
import { forgetOldAnswers } from './idempotency'
import { LIMITS } from './limits'
import { describe as documentOf } from './openapi'
import { apiClient, newSecretFor } from './testing/api-client'

const now = new Date('2026-01-15T09:00:00Z')
const call = apiClient()
const newCustomer = (name: string, createdAt = now) =>
  inTransaction((tx) =>
    createCustomer(tx, {
      customer: { name, email: `${name}@example.com` },
      actor: systemActor('Test'),
      now: createdAt,
    }),
  )

let staff: string
beforeAll(async () => {
  await seedCatalog(now)
  staff = await newSecretFor(null)
})

test('plans are public, and any page may ask', async () => {
  const { status, headers, body } = await call('GET /plans')
  expect(status).toBe(200)
  expect(headers.get('access-control-allow-origin')).toBe('*')
  expect(body.data.map(({ code }: { code: string }) => code)).toContain('professional')
})

describe('pages', () => {
  test('a list of nothing is a page', async () => {
    const { id } = await newCustomer('Empty')
    const { body } = await call('GET /invoices', { secret: await newSecretFor(id) })
    expect(body).toEqual({ data: [], hasMore: false, nextCursor: null, previousCursor: null })
  })

  test('walked forth and back show each row once, in one order, also where instants are the same', async () => {
    // Five at one instant, and one in between the pages that comes while they are read.
    const instant = new Date('2026-03-01T00:00:00Z')
    for (const name of ['a', 'b', 'c', 'd', 'e']) await newCustomer(`page-${name}`, instant)
    const all = (await call('GET /customers?limit=100', { secret: staff })).body.data.map(
      ({ id }: { id: string }) => id,
    )
    const read = async (query: string) => (await call(`GET /customers?limit=2${query}`, { secret: staff })).body
    const forth: string[] = []
    let page = await read('')
    expect(page.previousCursor).toBeNull()
    for (;;) {
      forth.push(...page.data.map(({ id }: { id: string }) => id))
      if (!page.nextCursor) break
      page = await read(`&after=${page.nextCursor}`)
    }
    expect(page.hasMore).toBe(false)
    expect(forth).toEqual(all)
    const back: string[] = []
    for (;;) {
      back.unshift(...page.data.map(({ id }: { id: string }) => id))
      if (!page.previousCursor) break
      page = await read(`&before=${page.previousCursor}`)
    }
    expect(back).toEqual(all)
  })

  test('refuse a cursor that is none, and two at once', async () => {
    const codeOf = async (query: string) => (await call(`GET /customers?${query}`, { secret: staff })).body.code
    expect(await codeOf('after=nonsense')).toBe('invalid_cursor')
    // The instant of one that somebody made: 1200 years before Christ.
    expect(await codeOf(`after=${Buffer.from('-zzzzzzzzz.x').toString('base64url')}`)).toBe('invalid_cursor')
    expect(await codeOf(`before=${Buffer.from('zzzzzzzzz.x').toString('base64url')}`)).toBeUndefined()
    const { nextCursor } = (await call('GET /customers?limit=1', { secret: staff })).body
    expect(await codeOf(`after=${nextCursor}&before=${nextCursor}`)).toBe('two_cursors')
    expect(await codeOf('limit=101')).toBe('validation_failed')
    expect(await codeOf('unknown=1')).toBe('validation_failed')
    expect(await codeOf('limit=1&limit=2')).toBe('validation_failed')
  })
})

describe('an Idempotency-Key', () => {
  const create = (key: string, name: string, secret = staff) =>
    call('POST /customers', {
      secret,
      headers: { 'Idempotency-Key': key },
      body: { name, email: 'a@example.com' },
    })

  test('gives the first answer again, and does nothing twice', async () => {
    const first = await create('once', 'Once')
    const again = await create('once', 'Once')
    expect([first.status, again.status]).toEqual([201, 201])
    expect(again.body).toEqual(first.body)
    expect([first.headers.get('idempotency-replayed'), again.headers.get('idempotency-replayed')]).toEqual([
      null,
      'true',
    ])
    expect(await db.customer.count({ where: { name: 'Once' } })).toBe(1)
  })

  test('sent by ten at once is done once', async () => {
    const answers = await Promise.all(Array.from({ length: 10 }, () => create('race', 'Race')))
    expect(await db.customer.count({ where: { name: 'Race' } })).toBe(1)
    for (const { status, body } of answers)
      expect(status === 201 || body.code === 'idempotency_key_in_progress', `${status}`).toBe(true)
  })

  test('is refused with another request, and is its owner’s alone', async () => {
    await create('mine', 'Mine')
    expect(await create('mine', 'Other')).toMatchObject({ status: 409, body: { code: 'idempotency_key_reused' } })
    expect((await create('mine', 'Other', await newSecretFor(null))).status).toBe(201)
  })

  test('gives a refusal again too', async () => {
    const refused = () =>
      call('POST /payment-methods', {
        secret: staff,
        headers: { 'Idempotency-Key': 'refused' },
        body: { setupIntentId: 'seti_1' },
      })
    expect((await refused()).body).toMatchObject({ code: 'customer_required', status: 422 })
    expect((await refused()).headers.get('idempotency-replayed')).toBe('true')
  })

  test('whose process died is taken over after a while; old ones are forgotten', async () => {
    await create('dead', 'Dead')
    const record = { key: 'dead', scope: { not: '' } }
    await db.idempotencyRecord.updateMany({ where: record, data: { status: null } })
    expect((await create('dead', 'Dead')).body.code).toBe('idempotency_key_in_progress')
    const minutesAgo = (minutes: number) => new Date(wallClock().getTime() - minutes * 60_000)
    await db.idempotencyRecord.updateMany({ where: record, data: { createdAt: minutesAgo(3) } })
    expect((await create('dead', 'Dead')).status).toBe(201)
    expect(await db.customer.count({ where: { name: 'Dead' } })).toBe(2)
    await db.idempotencyRecord.updateMany({ where: record, data: { createdAt: minutesAgo(24 * 60 + 1) } })
    expect(await forgetOldAnswers()).toBe(1)
  })

  test('has to be one', async () => {
    expect((await create('two words', 'X')).body.code).toBe('idempotency_key_invalid')
    expect((await create('x'.repeat(256), 'X')).body.code).toBe('idempotency_key_invalid')
    const { body } = await call('POST /payment-intents', { secret: staff, body: {} })
    expect(body.code).toBe('idempotency_key_required')
  })
})

describe('form', () => {
  const send = (headers: Record<string, string>, body: string) =>
    call('POST /customers', { secret: staff, headers, body })
  const json = { 'content-type': 'application/json' }

  test.each([
    ['a version that is none', { ...json, 'Concierge-Version': '2020-01-01' }, '{}', 400, 'unknown_version'],
    ['what is no JSON', json, '{', 400, 'malformed_json'],
    ['NUL in a text', json, '{"name":"a\\u0000","email":"a@example.com"}', 400, 'invalid_text'],
    ['half a character', json, '{"name":"\\ud800","email":"a@example.com"}', 400, 'invalid_text'],
    ['a field that is not known', json, '{"name":"a","email":"a@example.com","id":"x"}', 400, 'validation_failed'],
    ['a form', { 'content-type': 'application/x-www-form-urlencoded' }, 'name=a', 415, 'unsupported_media_type'],
    ['too much', json, JSON.stringify({ name: 'x'.repeat(70_000) }), 413, 'body_too_large'],
    ['a wish for HTML', { ...json, accept: 'text/html' }, '{}', 406, 'not_acceptable'],
  ])('%s is refused', async (_, headers, body, status, code) => {
    const answer = await send(headers, body)
    expect([answer.status, answer.body.code]).toEqual([status, code])
    expect(answer.headers.get('content-type')).toBe('application/problem+json')
    expect(answer.headers.get('request-id')).toMatch(/^req_/)
  })

  test('says where something is wrong', async () => {
    const { body } = await send(json, '{"name":"","email":"nobody"}')
    expect(body.errors.map(({ in: where, pointer }: { in: string; pointer: string }) => `${where} ${pointer}`)).toEqual(
      ['body /name', 'body /email'],
    )
  })

  test('a method that a path has not is told of those it has', async () => {
    const answer = await call('PUT /customers', { secret: staff })
    expect([answer.status, answer.headers.get('allow')]).toEqual([405, 'POST, GET, HEAD, OPTIONS'])
    expect((await call('GET /nothing')).body.code).toBe('unknown_path')
    const options = await call('OPTIONS /customers')
    expect([options.status, options.headers.get('access-control-allow-origin')]).toEqual([204, null])
  })
})

test('beyond its limit a key waits, and is told for how long', async () => {
  const secret = await newSecretFor(null)
  await call('GET /customers', { secret })
  const first = await call('GET /customers', { secret })
  expect(first.headers.get('ratelimit-policy')).toBe('"standard";q=600;w=60')
  expect(first.headers.get('ratelimit')).toMatch(/^"standard";r=598;t=\d+$/)
  await db.rateLimit.updateMany({
    where: { key: { startsWith: 'api-standard' } },
    data: { points: LIMITS.standard.points },
  })
  const { status, headers, body } = await call('GET /customers', { secret })
  expect([status, body.code, headers.get('ratelimit')?.startsWith('"standard";r=0;')]).toEqual([
    429,
    'rate_limited',
    true,
  ])
  expect(Number(headers.get('retry-after'))).toBeGreaterThan(0)
})

test('what the engine refuses is a 422 with its code; what nobody expected is a 500 without its text', async () => {
  const failing = (operationId: string, error: Error) =>
    defineEndpoint({
      method: 'get',
      path: `/${operationId}`,
      operationId,
      tag: 'Plans',
      summary: operationId,
      scope: 'public',
      problems: {},
      answer: z.object({}),
      handle: () => Promise.reject(error),
    })
  const endpoints = [
    failing('engine', new EngineError('credit_not_positive', 'Nothing is left.', { status: 'PAID' })),
    failing('broken', new Error('secret detail')),
  ]
  const ask = apiClient(buildApi(endpoints), documentOf(endpoints))
  expect(await ask('GET /engine')).toMatchObject({
    status: 422,
    body: { code: 'credit_not_positive', status: 422, currentStatus: 'PAID' },
  })
  const { status, body } = await ask('GET /broken')
  expect(status).toBe(500)
  expect(JSON.stringify(body)).not.toContain('secret')
})
