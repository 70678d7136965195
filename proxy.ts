import { NextResponse, type NextRequest } from 'next/server'
import { PATH_HEADER, signInPath } from '@/lib/auth/return-to'
import { SESSION_COOKIE } from '@/lib/auth/session-token'
import { env } from '@/lib/platform/env'
import { contentSecurityPolicy, NONCE_HEADER } from '@/lib/platform/http/content-security-policy'

/**
 * Before every page: sets what it may load (the Content-Security-Policy, with a nonce of this request), tells it its own
 * path (for the way back after sign-in), and sends browsers without any session cookie from the pages of signed-in
 * people to sign-in before anything is rendered. It decides nothing: whether a session is good, and what it may do, is
 * asked by each page, action and route handler itself (`app/_server/guard.ts`).
 */
export function proxy(request: NextRequest): NextResponse {
  // No id and no text of ours holds a NUL character: PostgreSQL cannot keep one.
  if (/%00/.test(request.url)) return new NextResponse('Bad request', { status: 400 })
  const { pathname, search } = request.nextUrl
  const path = `${pathname}${search}`
  const isRead = request.method === 'GET' || request.method === 'HEAD'
  if (isRead && /^\/(portal|admin)(\/|$)/.test(pathname) && !request.cookies.has(SESSION_COOKIE)) {
    return NextResponse.redirect(new URL(signInPath(path), request.nextUrl))
  }
  const nonce = crypto.randomUUID()
  const policy = contentSecurityPolicy({
    nonce,
    sandboxUrl: env.SANDBOX_URL,
    signInOrigin: env.OIDC_ISSUER && new URL(env.OIDC_ISSUER).origin,
    isDevelopment: env.NODE_ENV === 'development',
  })
  const headers = new Headers(request.headers)
  headers.set(PATH_HEADER, path)
  headers.set(NONCE_HEADER, nonce)
  headers.set('content-security-policy', policy) // from here Next takes the nonce for its own inline scripts
  const response = NextResponse.next({ request: { headers } })
  response.headers.set('content-security-policy', policy)
  return response
}

export const config = { matcher: ['/((?!api/|_next/|icon.svg|favicon.ico).*)'] }
