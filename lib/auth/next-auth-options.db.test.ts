import { randomUUID } from 'node:crypto'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { text } from 'node:stream/consumers'
import type { NextApiRequest, NextApiResponse } from 'next'
import { afterAll, afterEach, expect, test } from 'vitest'
import { startOidcProvider } from './testing/oidc-provider'

// next-auth itself over HTTP against a provider that speaks OpenID Connect: no part of the flow is replaced.
const provider = await startOidcProvider()
const app = createServer((request, response) => void answer(request, response))
await new Promise<void>((done) => app.listen(0, '127.0.0.1', done))
const origin = `http://127.0.0.1:${(app.address() as AddressInfo).port}`
Object.assign(process.env, {
  APP_URL: origin,
  OIDC_ISSUER: provider.issuer,
  OIDC_CLIENT_ID: provider.client.id,
  OIDC_CLIENT_SECRET: provider.client.secret,
  NEXTAUTH_URL: origin,
})
// Whatever reads the environment comes after it is set.
const { default: NextAuth } = await import('next-auth')
const { nextAuthOptions } = await import('./next-auth-options')
const { openSession, SESSION_COOKIE } = await import('./session-token')
const { readViewer } = await import('./sessions')
const { accountOf, newEmail, PASSWORD } = await import('./testing/people')

afterEach(() => {
  provider.wrongNonce = false
})
afterAll(async () => {
  app.closeAllConnections()
  await Promise.all([provider.close(), new Promise((done) => app.close(done))])
})

test('signing in at the provider signs in here and returns to where one was', async () => {
  const email = newEmail()
  provider.person = { sub: randomUUID(), email, email_verified: true, name: 'Clara Ott' }
  const browser = newBrowser()
  expect(await browser.signInAtProvider('/checkout?price=price_1')).toBe(`${origin}/checkout?price=price_1`)
  const viewer = await browser.viewer()
  expect(viewer).toMatchObject({ user: { email, name: 'Clara Ott' }, memberships: [{ role: 'OWNER' }] })

  const session = await browser.get('/api/auth/session')
  expect(await session.json()).toEqual({ user: { name: 'Clara Ott', email }, expires: expect.any(String) })

  await browser.post('/api/auth/signout', {})
  expect(await browser.viewer()).toBeNull()
  expect(await readViewer(viewer!.sessionId)).toBeNull()
})

test('a second sign-in of the same person finds the same user', async () => {
  provider.person = { sub: randomUUID(), email: newEmail(), email_verified: true }
  const [first, second] = [newBrowser(), newBrowser()]
  await first.signInAtProvider('/portal')
  await second.signInAtProvider('/portal')
  const [one, two] = [await first.viewer(), await second.viewer()]
  expect(two?.user.id).toBe(one?.user.id)
  expect(two?.sessionId).not.toBe(one?.sessionId)
})

test('an unverified email is refused with a code for the sign-in page', async () => {
  provider.person = { sub: randomUUID(), email: newEmail(), email_verified: false }
  const browser = newBrowser()
  expect(await browser.signInAtProvider('/portal')).toBe(`${origin}/sign-in?error=email_not_verified`)
  expect(await browser.viewer()).toBeNull()
})

test('an ID token for another sign-in (wrong nonce) is refused', async () => {
  provider.person = { sub: randomUUID(), email: newEmail(), email_verified: true }
  provider.wrongNonce = true
  const browser = newBrowser()
  expect(await browser.signInAtProvider('/portal')).toMatch(/\/sign-in\?.*error=OAuthCallback$/)
  expect(await browser.viewer()).toBeNull()
})

test('a callback that another browser began is refused', async () => {
  provider.person = { sub: randomUUID(), email: newEmail(), email_verified: true }
  const [attacker, victim] = [newBrowser(), newBrowser()]
  const callback = await attacker.startAtProvider('/portal')
  expect(await victim.finish(callback)).toMatch(/\/sign-in\?.*error=OAuthCallback$/)
  expect(await victim.viewer()).toBeNull()
})

test('no way back leads to another site', async () => {
  provider.person = { sub: randomUUID(), email: newEmail(), email_verified: true }
  expect(await newBrowser().signInAtProvider('https://evil.example/')).toBe(`${origin}/portal`)
})

test('email and password by next-auth’s own route: in with the right one, a code with a wrong one', async () => {
  const { user } = await accountOf()
  const browser = newBrowser()
  const attempt = (password: string) =>
    browser.post('/api/auth/callback/password', { email: user.email, password, callbackUrl: '/portal' })
  expect((await attempt('wrong')).headers.get('location')).toContain('error=wrong_credentials')
  expect(await browser.viewer()).toBeNull()
  expect((await attempt(PASSWORD)).headers.get('location')).toBe(`${origin}/portal`)
  expect(await browser.viewer()).toMatchObject({ user: { id: user.id } })
})

/** A browser: cookies, redirects one by one. */
function newBrowser() {
  const cookies = new Map<string, string>()
  async function go(target: string, init: RequestInit = {}): Promise<Response> {
    const cookie = [...cookies].map(([name, value]) => `${name}=${value}`).join('; ')
    const url = new URL(target, origin)
    const response = await fetch(url, { redirect: 'manual', ...init, headers: { cookie, ...init.headers } })
    if (url.origin !== origin) return response
    for (const line of response.headers.getSetCookie()) {
      const [, name, value] = /^([^=]+)=([^;]*)/.exec(line)!
      if (value) cookies.set(name!, value)
      else cookies.delete(name!)
    }
    return response
  }
  const browser = {
    get: (target: string) => go(target),
    async post(path: string, fields: Record<string, string>) {
      const { csrfToken } = (await (await go('/api/auth/csrf')).json()) as { csrfToken: string }
      return go(path, { method: 'POST', body: new URLSearchParams({ ...fields, csrfToken }) })
    },
    /** As far as the provider's answer: the address it sends the browser back to. */
    async startAtProvider(callbackUrl: string) {
      const toProvider = await browser.post('/api/auth/signin/oidc', { callbackUrl })
      const back = await go(toProvider.headers.get('location')!)
      return back.headers.get('location')!
    },
    /** Where next-auth lets the browser go in the end. */
    async finish(callback: string) {
      let target = callback
      while (new URL(target).pathname.startsWith('/api/auth/')) {
        target = new URL((await go(target)).headers.get('location')!, origin).href
      }
      return target
    },
    signInAtProvider: async (callbackUrl: string) => browser.finish(await browser.startAtProvider(callbackUrl)),
    async viewer() {
      const sessionId = await openSession(cookies.get(SESSION_COOKIE))
      return sessionId ? readViewer(sessionId) : null
    },
  }
  return browser
}

/** next-auth's handler on bare Node, in the shape it knows from Next's API routes. */
async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
  const url = new URL(request.url!, origin)
  const body = Object.fromEntries(new URLSearchParams(request.method === 'POST' ? await text(request) : ''))
  const cookies = Object.fromEntries(
    (request.headers.cookie ?? '')
      .split('; ')
      .filter(Boolean)
      .map((pair) => [pair.slice(0, pair.indexOf('=')), decodeURIComponent(pair.slice(pair.indexOf('=') + 1))]),
  )
  const nextauth = url.pathname.replace('/api/auth/', '').split('/')
  const asNext = Object.assign(response, {
    status(code: number) {
      response.statusCode = code
      return asNext
    },
    send: (content: unknown) => response.end(typeof content === 'string' ? content : JSON.stringify(content)),
    json: (content: unknown) => response.end(JSON.stringify(content)),
  })
  await NextAuth(
    Object.assign(request, {
      query: { ...Object.fromEntries(url.searchParams), nextauth },
      body,
      cookies,
    }) as never as NextApiRequest,
    asNext as never as NextApiResponse,
    nextAuthOptions({ address: '203.0.113.9', userAgent: 'Firefox' }),
  )
}
