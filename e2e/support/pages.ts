import { expect, type APIRequestContext, type Page } from '@playwright/test'
import { findEntries } from '@/app/_server/testing/entries'
import { DEMO_MEMBERS, DEMO_PASSWORD, DEMO_STAFF } from '@/lib/auth/demo-logins'

/** Every page there is, from the file system: a new one is walked without being listed anywhere. */
const entries = findEntries()
export const pagePaths = entries.filter(({ kind }) => kind === 'page').map(({ path }) => path)
const fixedPaths = entries.map(({ path }) => path)

/** Who may see a page whole: nobody in particular, the demo's owner, the demo's administrator. */
export function viewerOf(path: string): string | null {
  if (path.startsWith('/portal')) return DEMO_MEMBERS.find(({ role }) => role === 'OWNER')!.email
  if (path.startsWith('/admin')) return DEMO_STAFF.find(({ role }) => role === 'ADMIN')!.email
  return null
}

/** Signs in by next-auth's own route, as a form would; the browser of this request then has the session. */
export async function signInByRequest(
  request: APIRequestContext,
  { email, password = DEMO_PASSWORD }: { email: string; password?: string },
): Promise<void> {
  const { csrfToken } = (await (await request.get('/api/auth/csrf')).json()) as { csrfToken: string }
  const response = await request.post('/api/auth/callback/password', {
    form: { email, password, csrfToken, callbackUrl: '/' },
    maxRedirects: 0,
  })
  expect(response.headers()['location'], `${email} signs in`).not.toContain('error')
}

/** So many of one kind are looked at for a link: not each of them has it. */
const LOOKED_AT = 25

/** An address of a page whose path has ids in it, as one of the pages above it links to it. */
export async function addressOf(request: APIRequestContext, path: string): Promise<string> {
  for await (const address of addressesOf(request, path)) return address
  throw new Error(`No page links to ${path}: the demo data should hold one.`)
}

async function* addressesOf(request: APIRequestContext, path: string): AsyncGenerator<string> {
  if (!path.includes('[')) return yield path
  const pattern = new RegExp(`^${path.replace(/\[[^\]]+\]/g, '[^/]+')}$`)
  const folders = path.split('/')
  for (let end = folders.length - 1; end > 1; end--) {
    const above = folders.slice(0, end).join('/')
    if (!pagePaths.includes(above)) continue
    let looked = 0
    for await (const address of addressesOf(request, above)) {
      const html = await (await request.get(address)).text()
      const links = [...html.matchAll(/href=\\?"(\/[^"\\#?]*)/g)].map(([, link]) => link!)
      yield* new Set(links.filter((link) => pattern.test(link) && !fixedPaths.includes(link)))
      if (++looked === LOOKED_AT) break
    }
  }
}

/**
 * Waits until the page has not changed for a moment, but not for ever. Not for the network to be silent: links that are
 * fetched ahead and given up again are counted as open by the browser's driver now and then.
 */
export async function comeToRest(page: Page): Promise<void> {
  await page.waitForLoadState('load')
  await page.evaluate(
    () =>
      new Promise<void>((rest) => {
        const watcher = new MutationObserver(() => {
          clearTimeout(quiet)
          quiet = setTimeout(rest, 400)
        })
        let quiet = setTimeout(rest, 400)
        watcher.observe(document, { subtree: true, childList: true, characterData: true, attributes: true })
        setTimeout(rest, 5000)
      }),
  )
}
