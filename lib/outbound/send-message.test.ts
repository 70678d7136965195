import { createServer, type RequestListener, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import type * as DnsPromises from 'node:dns/promises'
import { lookup } from 'node:dns/promises'
import { afterEach, describe, expect, test, vi } from 'vitest'
import { sendMessage, type Posting } from './send-message'

vi.mock('node:dns/promises', async (original) => {
  const real = await original<typeof DnsPromises>()
  return { ...real, lookup: vi.fn(real.lookup) }
})

let server: Server | undefined
afterEach(() => {
  vi.mocked(lookup).mockClear()
  server?.closeAllConnections()
  server?.close()
})

async function listen(handle: RequestListener): Promise<number> {
  server = createServer(handle)
  await new Promise<void>((resolve) => server!.listen(0, '127.0.0.1', resolve))
  return (server.address() as AddressInfo).port
}

const send = (url: string, rest: Partial<Posting> = {}) =>
  sendMessage({ url: new URL(url), headers: {}, body: '{}', policy: { allowPrivate: true }, ...rest })

describe('a message', () => {
  test('arrives as it is, and any 2xx takes it', async () => {
    const seen: unknown[] = []
    const port = await listen((request, response) => {
      let body = ''
      request.on('data', (chunk) => (body += chunk))
      request.on('end', () => {
        seen.push(request.method, request.url, request.headers['webhook-id'], request.headers['content-type'], body)
        response.writeHead(204).end()
      })
    })
    const answer = await send(`http://127.0.0.1:${port}/hook?a=1`, {
      headers: { 'webhook-id': 'oev_1' },
      body: '{"ü":1}',
    })
    expect(answer).toMatchObject({ statusCode: 204, error: null, body: '' })
    expect(seen).toEqual(['POST', '/hook?a=1', 'oev_1', 'application/json; charset=utf-8', '{"ü":1}'])
  })

  test.each([
    [500, 'status'],
    [410, 'status'],
    [404, 'status'],
    [301, 'redirect'],
    [307, 'redirect'],
  ])('answered by %i is not taken: %s', async (statusCode, error) => {
    let asked = 0
    const port = await listen((_request, response) => {
      asked++
      response.writeHead(statusCode, { location: '/elsewhere' }).end('no')
    })
    expect(await send(`http://127.0.0.1:${port}/`)).toMatchObject({ statusCode, error, body: 'no' })
    expect(asked, 'a redirect is not followed').toBe(1)
  })

  test('is given up after its time: without an answer, and within one', async () => {
    const silent = await listen(() => undefined)
    const answer = await send(`http://127.0.0.1:${silent}/`, { timeoutMs: 100 })
    expect(answer).toMatchObject({ statusCode: null, error: 'timeout' })
    expect(answer.durationMs).toBeLessThan(2_000)
    server!.closeAllConnections()
    const slow = await listen((_request, response) => {
      response.writeHead(200).write('begun')
    })
    expect(await send(`http://127.0.0.1:${slow}/`, { timeoutMs: 200 })).toMatchObject({
      statusCode: 200,
      error: null,
      body: 'begun',
    })
  })

  test('keeps the beginning of a long answer, without what PostgreSQL cannot hold', async () => {
    const port = await listen((_request, response) => {
      response.writeHead(500)
      response.write(`a\0${'x'.repeat(997)}😀`)
      const more = setInterval(() => response.write('y'.repeat(65_536)), 1)
      response.on('close', () => clearInterval(more))
    })
    const { body, durationMs } = await send(`http://127.0.0.1:${port}/`)
    expect(body).toBe(`a\ufffd${'x'.repeat(997)}\ufffd`)
    expect(durationMs).toBeLessThan(5_000)
  })

  test('that finds nobody says why', async () => {
    const port = await listen(() => undefined)
    server!.close()
    expect(await send(`http://127.0.0.1:${port}/`)).toMatchObject({ statusCode: null, error: 'connection' })
    expect(await send('http://nobody.invalid/')).toMatchObject({ statusCode: null, error: 'dns' })
    const plain = await listen((_request, response) => response.end())
    expect(await send(`https://127.0.0.1:${plain}/`)).toMatchObject({ statusCode: null, error: 'tls' })
  })
})

describe('an address that is not public is not connected to', () => {
  const policy = { allowPrivate: false }

  test.each(['127.0.0.1', '[::1]', '[::ffff:127.0.0.1]', '0x7f.1', '2130706433', 'localhost'])('%s', async (host) => {
    let asked = 0
    const port = await listen((_request, response) => {
      asked++
      response.end()
    })
    expect(await send(`http://${host}:${port}/`, { policy })).toMatchObject({
      statusCode: null,
      error: 'address_refused',
    })
    expect(asked).toBe(0)
  })

  test('also when only one of the addresses of a name is not', async () => {
    vi.mocked(lookup).mockResolvedValueOnce([
      { address: '93.184.215.14', family: 4 },
      { address: '10.0.0.1', family: 4 },
    ] as never)
    expect(await send('https://two-faced.example/', { policy })).toMatchObject({ error: 'address_refused' })
  })

  test('a name is looked up once, and the connection goes to what was checked: rebinding gains nothing', async () => {
    const hosts: (string | undefined)[] = []
    const port = await listen(({ headers }, response) => {
      hosts.push(headers.host)
      response.end()
    })
    // Asked a second time the name would lead elsewhere.
    vi.mocked(lookup)
      .mockResolvedValueOnce([{ address: '127.0.0.1', family: 4 }] as never)
      .mockResolvedValueOnce([{ address: '127.0.0.66', family: 4 }] as never)
    expect(await send(`http://rebinding.example:${port}/`)).toMatchObject({ statusCode: 200 })
    expect(lookup).toHaveBeenCalledTimes(1)
    expect(hosts).toEqual([`rebinding.example:${port}`])
    vi.mocked(lookup).mockReset()
  })
})
