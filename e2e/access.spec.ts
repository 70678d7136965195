import { randomUUID } from 'node:crypto'
import {
  expect,
  test,
  type APIRequestContext,
  type APIResponse,
  type Page,
  type PlaywrightWorkerArgs,
} from '@playwright/test'
import { findEntries, type Entry } from '@/app/_server/testing/entries'
import { PUBLIC_PAGES, PUBLIC_ROUTES } from '@/app/_server/testing/public-entries'
import { DEMO_MEMBERS, DEMO_PASSWORD, DEMO_STAFF } from '@/lib/auth/demo-logins'
import { memberMay, staffMay } from '@/lib/auth/permissions'

/**
 * Every page and route handler there is × everyone there is, against the running app and the table of permissions.
 * Nothing is listed by hand: the entries come from the file system, the ids in their paths from the pages' own links.
 */

interface Person {
  label: string
  memberRole: string | null
  staffRole: string | null
  login?: { email: string; password: string }
}

const people: Person[] = [
  { label: 'nobody', memberRole: null, staffRole: null },
  ...DEMO_MEMBERS.map(({ email, role }) => ({
    label: role,
    memberRole: role,
    staffRole: null,
    login: { email, password: DEMO_PASSWORD },
  })),
  ...DEMO_STAFF.map(({ email, role }) => ({
    label: role,
    memberRole: null,
    staffRole: role,
    login: { email, password: DEMO_PASSWORD },
  })),
]

const entries = findEntries().filter(({ kind }) => kind !== 'action')
const isPublic = ({ kind, name, path }: Entry) =>
  kind === 'page' ? PUBLIC_PAGES.includes(path) : PUBLIC_ROUTES.includes(`${name} ${path}`)
// The public API knows no sessions: `lib/api/access.db.test.ts` walks its endpoints and scopes, the last test here its door.
const guarded = entries.filter((entry) => !isPublic(entry) && entry.guard?.side !== 'api')

/** Pages that those who may see them see at times only: with a payment on its way, without a subscription. */
const CONDITIONAL = ['/portal/checkout', '/portal/checkout/complete']

/** Paths with real ids, e.g. `/portal/invoices/[invoiceId]` → `/portal/invoices/inv_01…`, as its owner's pages link it. */
let paths: Map<string, string>

test.beforeAll(async ({ playwright, baseURL }) => {
  const owner = await signedIn(
    playwright,
    baseURL!,
    people.find(({ label }) => label === 'OWNER')!,
  )
  const admin = await signedIn(
    playwright,
    baseURL!,
    people.find(({ label }) => label === 'ADMIN')!,
  )
  const links = [...(await linksFrom(owner, '/portal')), ...(await linksFrom(admin, '/admin'))]
  // `/admin/customers/export` is not the page of a customer.
  const fixed = new Set(guarded.map(({ path }) => path))
  paths = new Map(
    guarded.map(({ path }) => {
      const pattern = new RegExp(`^${path.replace(/\[\[?\.\.\.[^\]]+\]\]?/g, '.+').replace(/\[[^\]]+\]/g, '[^/]+')}$`)
      const known = links.find((link) => link === path || (pattern.test(link) && !fixed.has(link)))
      return [path, known ?? path.replace(/\[+(?:\.\.\.)?[^\]]+\]+/g, 'unknown')]
    }),
  )
  await Promise.all([owner.dispose(), admin.dispose()])
})

for (const person of people) {
  test(`${person.label}: every page and route answers as the table of permissions says`, async ({
    playwright,
    baseURL,
  }) => {
    const browser = await signedIn(playwright, baseURL!, person)
    for (const entry of guarded) {
      const { kind, name, path, guard } = entry
      const what = `${person.label}: ${kind === 'page' ? 'page' : name} ${paths.get(path)}`
      if (kind === 'page' || name === 'GET') {
        const outcome = await outcomeOf(await browser.get(paths.get(path)!, { maxRedirects: 0 }))
        if (CONDITIONAL.includes(path) && may(person, guard))
          expect(['to /sign-in', 'refused'], what).not.toContain(outcome)
        else expect(outcome, `${what} (${guardText(entry)})`).toEqual(expectedOf(person, entry, paths.get(path)!))
        continue
      }
      // Changes: refused ones are sent; what is allowed is the matter of other journeys.
      if (may(person, guard)) continue
      const response = await browser.fetch(paths.get(path)!, { method: name, headers: { origin: baseURL! } })
      expect(response.status(), what).toBe(person.login ? 403 : 401)
    }
    await browser.dispose()
  })
}

test('the owner of another customer finds none of the demo customer’s things', async ({ page }) => {
  await signUp(page)
  const owned = guarded.filter(({ guard, path }) => guard?.side === 'member' && path.includes('['))
  for (const { kind, name, path } of owned) {
    if (kind === 'route' && name !== 'GET') continue
    const target = paths.get(path)!
    expect(await outcomeOf(await page.request.get(target, { maxRedirects: 0 })), target).toBe('not found')
  }
})

test('a change that another site asks for is refused, whoever is signed in', async ({ playwright, baseURL }) => {
  for (const person of people.filter(({ login }) => login)) {
    const browser = await signedIn(playwright, baseURL!, person)
    for (const { kind, name, path } of guarded) {
      if (kind === 'page' || name === 'GET') continue
      const headers = { origin: 'https://evil.example' }
      const response = await browser.fetch(paths.get(path)!, { method: name, headers })
      expect(response.status(), `${person.label}: ${name} ${path}`).toBe(403)
    }
    await browser.dispose()
  }
})

test('to the public API nobody is signed in', async ({ playwright, baseURL }) => {
  for (const person of people) {
    const browser = await signedIn(playwright, baseURL!, person)
    for (const { name } of entries.filter(({ guard }) => guard?.side === 'api')) {
      const response = await browser.fetch('/api/v1/balance-entries', { method: name, headers: { origin: baseURL! } })
      expect(response.status(), `${person.label}: ${name}`).toBe(
        name === 'GET' || name === 'HEAD' ? 401 : name === 'OPTIONS' ? 204 : 405,
      )
    }
    await browser.dispose()
  }
})

function may({ memberRole, staffRole }: Person, guard: Entry['guard']): boolean {
  if (guard?.side === 'member') return memberMay(memberRole, guard.permission)
  if (guard?.side === 'staff') return staffMay(staffRole, guard.permission)
  return guard?.side === 'viewer' && Boolean(memberRole ?? staffRole)
}

type Outcome = 'shown' | 'not found' | 'refused' | `to ${string}`

function expectedOf(person: Person, entry: Entry, path: string): Outcome {
  // A list without a single row links to no detail page: then even those who may look find nothing there.
  const isKnown = !path.split('/').includes('unknown')
  if (may(person, entry.guard)) return isKnown ? 'shown' : 'not found'
  if (!person.login) return path.startsWith('/api/') ? 'refused' : 'to /sign-in'
  if (entry.kind === 'route') return 'refused'
  return entry.guard?.side === 'member' && person.staffRole ? 'to /admin' : 'not found'
}

/**
 * What a visitor would see. A page under a `loading.tsx` has answered 200 before it knows better: then the refusal is in
 * the stream, as Next's own mark.
 */
async function outcomeOf(response: APIResponse): Promise<Outcome> {
  const status = response.status()
  if (status >= 300 && status < 400) return `to ${pathOf(response.headers()['location'] ?? '')}`
  if (status === 401 || status === 403) return 'refused'
  if (status === 404) return 'not found'
  // An export that must be told more (whose books they are) says so to those who may have it.
  expect([200, 400], response.url()).toContain(status)
  const isPage = response.headers()['content-type']?.startsWith('text/html')
  const body = isPage ? await response.text() : ''
  if (body.includes('NEXT_HTTP_ERROR_FALLBACK;404')) return 'not found'
  const redirect = /NEXT_REDIRECT;\w+;([^;"]+);/.exec(body)
  return redirect ? `to ${pathOf(redirect[1]!)}` : 'shown'
}

const pathOf = (location: string) => new URL(location, 'http://here.invalid').pathname
const guardText = ({ guard }: Entry) => (guard && 'permission' in guard ? guard.permission : guard?.side)

/** Signs in by next-auth's own route: as a form would, without a page. */
async function signedIn(
  playwright: PlaywrightWorkerArgs['playwright'],
  baseURL: string,
  { login }: Person,
): Promise<APIRequestContext> {
  const browser = await playwright.request.newContext({ baseURL })
  if (!login) return browser
  const { csrfToken } = (await (await browser.get('/api/auth/csrf')).json()) as { csrfToken: string }
  const response = await browser.post('/api/auth/callback/password', {
    form: { ...login, csrfToken, callbackUrl: '/portal' },
    maxRedirects: 0,
  })
  expect(response.headers()['location'], `${login.email} signs in`).toMatch(/\/portal$/)
  return browser
}

/** Someone new with a customer of their own, through the sign-up form. */
async function signUp(page: Page): Promise<void> {
  await page.goto('/sign-up')
  await page.locator('input[name=name]').fill('Sten Stranger')
  await page.locator('input[name=company]').fill('Stranger Estates')
  await page.locator('input[name=email]').fill(`stranger.${randomUUID()}@example.com`)
  await page.locator('input[name=password]').fill('a long enough password')
  await page.locator('input[name=password]').press('Enter')
  await page.waitForURL((url) => url.pathname !== '/sign-up')
}

/** Addresses that a page links to, and those that the pages it links to do: two steps, within the same area. */
async function linksFrom(browser: APIRequestContext, start: string): Promise<string[]> {
  const linksOf = async (path: string) => {
    const html = await (await browser.get(path)).text()
    const found = [...html.matchAll(/href=\\?"(\/[^"\\#]*)/g)].map((match) => match[1]!.split('?')[0]!)
    return found.filter((link) => link === start || link.startsWith(`${start}/`))
  }
  const seen = new Set([start])
  for (let depth = 0; depth < 3; depth++) {
    const known = [...seen].slice(0, 60)
    for (const path of known) for (const link of await linksOf(path)) seen.add(link)
  }
  return [...seen]
}
