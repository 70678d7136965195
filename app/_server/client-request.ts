import 'server-only'

/**
 * The caller's address, for rate limits and the log only. The last entry of X-Forwarded-For is the one that our own
 * proxy (or Next's server, from the socket) wrote; those before it are whatever the caller claims.
 */
export function clientAddress(headers: Headers): string {
  return headers.get('x-forwarded-for')?.split(',').at(-1)?.trim() || 'unknown'
}

const SAFE_METHODS = new Set(['GET', 'HEAD', 'OPTIONS'])

/**
 * Whether a request that may change something comes from our own pages. Cookies ride along with requests that other
 * sites start; `Origin` cannot be forged by a page. (Server actions are checked the same way by Next itself.)
 */
export function isSameOrigin(request: Request): boolean {
  if (SAFE_METHODS.has(request.method)) return true
  const origin = request.headers.get('origin')
  if (!origin) return request.headers.get('sec-fetch-site') === 'same-origin'
  const host = request.headers.get('x-forwarded-host') ?? request.headers.get('host')
  return URL.canParse(origin) && new URL(origin).host === host
}
