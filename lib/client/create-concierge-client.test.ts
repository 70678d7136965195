import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from 'vitest'
import { createConciergeClient, type ConciergeError, type Decision, type GuardOptions } from './create-concierge-client'

interface Seen {
  method: string
  url: string
  authorization: string | undefined
  body: Record<string, unknown>
}
type Behaviour = (seen: Seen, response: ServerResponse) => void

let server: Server
let behave: Behaviour
let seen: Seen[] = []
let baseUrl: string

beforeAll(async () => {
  server = createServer(
    (request, response) =>
      void readBody(request).then((body) => {
        const { method = '', url = '', headers } = request
        const call = { method, url, authorization: headers.authorization, body }
        seen.push(call)
        behave(call, response)
      }),
  )
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  baseUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
})
afterAll(() => {
  server.closeAllConnections()
  server.close()
})
afterEach(() => {
  seen = []
})

async function readBody(request: IncomingMessage): Promise<Record<string, unknown>> {
  let text = ''
  for await (const chunk of request) text += String(chunk)
  return (text ? JSON.parse(text) : {}) as Record<string, unknown>
}

const answer =
  (status: number, body: unknown, headers: Record<string, string> = {}): Behaviour =>
  (_, response) => {
    response.writeHead(status, { 'content-type': 'application/json', ...headers }).end(JSON.stringify(body))
  }
const yes = (more: Partial<Decision> = {}) =>
  answer(200, { allowed: true, code: null, usage: null, upgrade: null, ...more })
const no = (more: Partial<Decision> = {}) =>
  answer(200, { allowed: false, code: 'not_included', usage: null, upgrade: null, ...more })
const hangUp: Behaviour = (_, response) => void response.destroy()
const silence: Behaviour = () => undefined
const inTurn = (...behaviours: Behaviour[]): Behaviour => {
  let next = 0
  return (call, response) => behaviours[Math.min(next++, behaviours.length - 1)]!(call, response)
}

const create = (more: Partial<Parameters<typeof createConciergeClient>[0]> = {}) =>
  createConciergeClient({ baseUrl: `${baseUrl}/`, apiKey: 'ck_test', timeoutMs: 300, ...more })

describe('requests', () => {
  test('carry the key, and say what is asked', async () => {
    const { entitlements } = create()
    behave = yes()
    await entitlements.check({ customer: 'cus_1', feature: 'sso' })
    await entitlements.get({ customer: 'a&b' })
    await entitlements.confirm('rsv_1', { quantity: 2 })
    expect(seen.map(({ method, url, authorization, body }) => [method, url, authorization, body])).toEqual([
      ['POST', '/api/v1/entitlements/check', 'Bearer ck_test', { customer: 'cus_1', feature: 'sso', mode: 'check' }],
      ['GET', '/api/v1/entitlements?customer=a%26b', 'Bearer ck_test', {}],
      [
        'POST',
        '/api/v1/entitlements/reservations/rsv_1/confirm',
        'Bearer ck_test',
        { source: 'concierge-client', quantity: 2 },
      ],
    ])
  })

  test('are sent again with the same id after an unclear answer', async () => {
    behave = inTurn(hangUp, answer(503, {}), yes())
    await create({ retries: 2 }).entitlements.consume({ meter: 'sms' })
    expect(seen).toHaveLength(3)
    expect(new Set(seen.map(({ body }) => body.id)).size).toBe(1)
    expect(seen[0]!.body.id).toMatch(/^[0-9a-f-]{36}$/)
  })

  test('wait as long as the server asks', async () => {
    behave = inTurn(answer(429, { code: 'rate_limited' }, { 'retry-after': '1' }), yes())
    const begun = performance.now()
    await create().entitlements.check({ feature: 'sso' })
    expect(performance.now() - begun).toBeGreaterThan(950)
  })

  test('end in an error with its code: refused, too slow, no JSON', async () => {
    const { entitlements } = create({ retries: 0 })
    behave = answer(404, { code: 'not_found', detail: 'No such customer.' })
    await expect(entitlements.get()).rejects.toMatchObject({ status: 404, code: 'not_found', isTemporary: false })
    behave = silence
    await expect(entitlements.get()).rejects.toMatchObject({ status: 0, code: 'unreachable', isTemporary: true })
    behave = (_, response) => void response.end('<html>')
    await expect(entitlements.get()).rejects.toMatchObject({ status: 502, isTemporary: true })
    expect(seen).toHaveLength(3)
  })
})

describe('usage', () => {
  const receipt: Behaviour = ({ body }, response) => {
    const data = (body.events as { id: string; source: string }[]).map(({ id, source }) => ({
      id,
      source,
      status: 'accepted',
    }))
    response.end(JSON.stringify({ data }))
  }
  const idsOf = ({ body }: Seen) => (body.events as { id: string }[]).map(({ id }) => id)

  test('is reported in batches, each event with its id and answer', async () => {
    behave = receipt
    const { usage } = create({ usage: { flushMs: 10, batchSize: 3 } })
    const results = await Promise.all(
      ['a', 'b', 'c', 'd'].map((id) => usage.report({ type: 'sms.sent', subject: 'cus_1', id })),
    )
    expect(results.map(({ id, status }) => [id, status])).toEqual(['a', 'b', 'c', 'd'].map((id) => [id, 'accepted']))
    expect(seen.map(idsOf)).toEqual([['a', 'b', 'c'], ['d']])
    expect(seen[0]!.body.events).toContainEqual(
      expect.objectContaining({ source: 'concierge-client', time: expect.stringMatching(/Z$/) as string }),
    )
  })

  test('is sent again with the same ids', async () => {
    behave = inTurn(hangUp, answer(500, {}), receipt)
    const { usage } = create({ usage: { flushMs: 5 } })
    void usage.report({ type: 'sms.sent' })
    void usage.report({ type: 'sms.sent' })
    await usage.flush()
    expect(seen).toHaveLength(3)
    expect(new Set(seen.map((call) => idsOf(call).join())).size).toBe(1)
  })

  test('that no server takes, or that is no JSON, keeps nothing else from being counted', async () => {
    behave = (call, response) => {
      const tooLarge = (call.body.events as { data?: { note?: string } }[]).some(({ data }) => data?.note)
      if (tooLarge) answer(413, { code: 'body_too_large' })(call, response)
      else receipt(call, response)
    }
    const onError = vi.fn()
    const { usage } = create({ usage: { flushMs: 5, onError } })
    const data: Record<string, object>[] = [{}, { data: { note: 'x'.repeat(9) } }, {}, { data: { count: 1n } }, {}]
    const reports = data.map((more, id) => usage.report({ type: 'sms.sent', id: String(id), ...more }))
    const results = await Promise.allSettled(reports)
    expect(results.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled', 'rejected', 'fulfilled'])
    expect(onError.mock.calls.map(([, events]) => (events as { id: string }[]).map(({ id }) => id))).toEqual([
      ['1'],
      ['3'],
    ])
  })

  test('that cannot be sent is told of, and ends nothing', async () => {
    behave = answer(403, { code: 'insufficient_scope' })
    const onError = vi.fn()
    const { usage } = create({ usage: { onError, maxWaiting: 1 } })
    void usage.report({ type: 'sms.sent', id: 'x' })
    await expect(usage.report({ type: 'sms.sent' })).rejects.toMatchObject({ code: 'queue_full' })
    await usage.flush()
    expect((onError.mock.calls[1]![0] as ConciergeError).code).toBe('insufficient_scope')
  })
})

describe('the guard', () => {
  type Incoming = { headers: Record<string, string> }
  const guard = (more: Partial<GuardOptions<Incoming>> = {}) =>
    create({ retries: 0 }).requireEntitlement<Incoming>({
      customer: ({ headers }) => headers.customer,
      entitlement: { feature: 'sso' },
      whenUnavailable: 'closed',
      ...more,
    })
  const from = (customer: string): Incoming => ({ headers: { customer } })
  const sms = { meter: 'sms', quantity: 2, consume: true }

  test('keeps what was allowed per customer for a while, and nothing that was refused', async () => {
    const { decide } = guard({ cacheMs: 60 })
    behave = yes()
    expect(await decide(from('a'))).toMatchObject({ allowed: true, source: 'api' })
    expect(await decide(from('a'))).toMatchObject({ source: 'cache' })
    behave = no()
    expect(await decide(from('b'))).toMatchObject({ allowed: false })
    expect(await decide(from('b'))).toMatchObject({ allowed: false })
    await new Promise((resolve) => setTimeout(resolve, 70))
    expect(await decide(from('a'))).toMatchObject({ allowed: false })
    expect(seen.map(({ body }) => body.customer)).toEqual(['a', 'b', 'b', 'a'])
  })

  test('asks the same question of one moment once', async () => {
    const { decide } = guard()
    behave = yes()
    await Promise.all(Array.from({ length: 20 }, () => decide(from('a'))))
    expect(seen).toHaveLength(1)
  })

  test('never believes anything kept when it consumes', async () => {
    const { decide } = guard({ entitlement: sms })
    behave = inTurn(yes(), no({ code: 'limit_reached' }))
    expect(await decide(from('a'))).toMatchObject({ allowed: true })
    expect(await decide(from('a'))).toMatchObject({ allowed: false, status: 403 })
    expect(seen.map(({ body }) => [body.mode, body.quantity])).toEqual([
      ['consume', 2],
      ['consume', 2],
    ])
    expect(seen[0]!.body.id).not.toBe(seen[1]!.body.id)
  })

  test('billing away: what was allowed lately still is, the rest by choice', async () => {
    for (const away of [hangUp, silence, answer(429, {}), answer(500, {})]) {
      const [closed, open] = [guard({ cacheMs: 0 }), guard({ cacheMs: 0, whenUnavailable: 'open' })]
      behave = yes()
      await closed.decide(from('known'))
      behave = away
      expect(await closed.decide(from('known'))).toMatchObject({ allowed: true, source: 'stale' })
      expect(await closed.decide(from('new'))).toMatchObject({ allowed: false, status: 503 })
      expect(await open.decide(from('new'))).toMatchObject({ allowed: true, source: 'open' })
    }
  })

  test('billing away: a hard limit is not believed, what is kept ends, and nothing uncounted goes unnoticed', async () => {
    const hard = { hard: true } as Decision['usage']
    const meter = guard({ entitlement: { meter: 'sms' } })
    behave = yes({ usage: hard })
    await meter.decide(from('a'))
    const old = guard({ cacheMs: 0, staleMs: 0 })
    await old.decide(from('a'))
    behave = hangUp
    expect(await meter.decide(from('a'))).toMatchObject({ allowed: false, status: 503 })
    expect(await old.decide(from('a'))).toMatchObject({ allowed: false, status: 503 })
    const onUncounted = vi.fn()
    const consuming = guard({ entitlement: { ...sms, id: () => 'use-1' }, whenUnavailable: 'open', onUncounted })
    expect(await consuming.decide(from('a'))).toMatchObject({ allowed: true, source: 'open' })
    expect(onUncounted).toHaveBeenCalledWith({ customer: 'a', meter: 'sms', quantity: 2, id: 'use-1' })
  })

  test('billing away for longer: nobody waits for it again and again, and one answer ends that', async () => {
    const { decide } = guard({ cacheMs: 0, pauseMs: 150, whenUnavailable: 'open' })
    behave = yes()
    await decide(from('known'))
    behave = hangUp
    for (let count = 0; count < 5; count += 1) await decide(from(`a${count}`))
    seen = []
    behave = silence // Whoever asked now would wait for the time-out.
    const begun = performance.now()
    expect(await decide(from('known'))).toMatchObject({ source: 'stale' })
    expect(await decide(from('b'))).toMatchObject({ source: 'open' })
    expect(performance.now() - begun).toBeLessThan(100)
    expect(seen).toEqual([])
    behave = yes()
    await new Promise((resolve) => setTimeout(resolve, 160))
    expect(await decide(from('b'))).toMatchObject({ source: 'api' })
    behave = hangUp
    await decide(from('c'))
    behave = yes()
    expect(await decide(from('c'))).toMatchObject({ source: 'api' })
  })

  test('a customer that is gone is not believed in when billing is away later', async () => {
    const { decide } = guard({ cacheMs: 0 })
    behave = inTurn(yes(), answer(404, { code: 'not_found' }), hangUp)
    await decide(from('a'))
    expect(await decide(from('a'))).toMatchObject({ status: 403 })
    expect(await decide(from('a'))).toMatchObject({ allowed: false, status: 503 })
  })

  test('as middleware of Express it survives that somebody else has answered', async () => {
    behave = no()
    const answered = {
      statusCode: 200,
      setHeader: () => {
        throw new Error('ERR_HTTP_HEADERS_SENT')
      },
      end: () => undefined,
    }
    const error = await new Promise((resolve) => guard().express(from('a'), answered, resolve))
    expect(error).toMatchObject({ message: 'ERR_HTTP_HEADERS_SENT' })
  })

  test('a mistake of ours is not taken for billing being away', async () => {
    behave = answer(401, { code: 'unauthenticated' })
    await expect(guard({ whenUnavailable: 'open' }).decide(from('a'))).rejects.toMatchObject({ status: 401 })
    behave = answer(404, { code: 'not_found' })
    expect(await guard().decide(from('a'))).toMatchObject({ allowed: false, status: 403 })
  })

  const upgrade = { planCode: 'enterprise', amount: 9900, additionalAmount: 4000 } as Decision['upgrade']

  test('wraps a Next route handler', async () => {
    const protectedRoute = create().requireEntitlement<Request>({
      customer: (request) => request.headers.get('x-customer') ?? undefined,
      entitlement: { feature: 'sso' },
      whenUnavailable: 'closed',
    })
    const handler = protectedRoute.next(async (request, { params }: { params: Promise<{ id: string }> }) =>
      Response.json({ id: (await params).id, method: request.method }),
    )
    const context = { params: Promise.resolve({ id: '7' }) }
    const request = new Request('http://app.test/things/7', { headers: { 'x-customer': 'a' } })
    behave = yes()
    expect(await (await handler(request, context)).json()).toEqual({ id: '7', method: 'GET' })
    behave = no({ upgrade })
    const other = new Request(request, { headers: { 'x-customer': 'b' } })
    const refused = await handler(other, context)
    expect(refused.status).toBe(402)
    expect(refused.headers.get('content-type')).toBe('application/problem+json')
    expect(await refused.json()).toMatchObject({ status: 402, code: 'not_included', upgrade })
    expect((await handler(new Request('http://app.test/'), context)).status).toBe(403)
  })

  test('is middleware of Express', async () => {
    const middleware = guard().express
    const response = () => {
      const headers: Record<string, string> = {}
      return {
        statusCode: 200,
        headers,
        body: '',
        setHeader: (name: string, value: string) => (headers[name] = value),
        end(text: string) {
          this.body = text
        },
      }
    }
    const run = (customer: string) =>
      new Promise<{ went: boolean; error?: unknown; response: ReturnType<typeof response> }>((resolve) => {
        const given = response()
        const end = given.end.bind(given)
        given.end = (text) => {
          end(text)
          resolve({ went: false, response: given })
        }
        middleware(from(customer), given, (error) => resolve({ went: true, error, response: given }))
      })
    behave = yes()
    expect(await run('a')).toMatchObject({ went: true, error: undefined })
    behave = no({ code: 'limit_reached' })
    const { response: refused } = await run('b')
    expect(refused).toMatchObject({ statusCode: 403, headers: { 'content-type': 'application/problem+json' } })
    expect(JSON.parse(refused.body)).toMatchObject({ code: 'limit_reached' })
    behave = hangUp
    expect((await run('c')).response).toMatchObject({ statusCode: 503, headers: { 'retry-after': '5' } })
    behave = answer(401, {})
    expect((await run('d')).error).toMatchObject({ status: 401 })
  })
})
