/** Request header in which `proxy.ts` tells pages their own path; what a client sends under that name is overwritten. */
export const PATH_HEADER = 'x-concierge-path'

/**
 * A path within this site, or `fallback`: never another site, whatever a link says (`//evil.example`, `/\evil.example`,
 * `javascript:`). Browsers read a backslash as a slash and drop tabs and newlines, so those are refused.
 */
export function safeReturnTo(value: unknown, fallback = '/portal'): string {
  if (typeof value !== 'string' || value.length > 2000) return fallback
  if (!/^\/(?![/\\])[^\\\u0000-\u001f\u007f]*$/.test(value)) return fallback
  const base = 'http://here.invalid'
  const url = URL.canParse(value, base) ? new URL(value, base) : null
  if (!url || url.origin !== base || url.pathname.startsWith('//')) return fallback
  return `${url.pathname}${url.search}${url.hash}`
}

/** Where to go to sign in and come back. */
export const signInPath = (returnTo: string): string => `/sign-in?returnTo=${encodeURIComponent(returnTo)}`
