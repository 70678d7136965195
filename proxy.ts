import { NextResponse, type NextRequest } from 'next/server'
import { PATH_HEADER, signInPath } from '@/lib/auth/return-to'
import { SESSION_COOKIE } from '@/lib/auth/session-token'

/**
 * Before the pages of signed-in people: tells each page its own path (for the way back after sign-in) and sends
 * browsers without any session cookie to sign-in before anything is rendered. It decides nothing: whether a session is
 * good, and what it may do, is asked by each page, action and route handler itself (`app/_server/guard.ts`).
 */
export function proxy(request: NextRequest): NextResponse {
  const { pathname, search } = request.nextUrl
  const path = `${pathname}${search}`
  const isRead = request.method === 'GET' || request.method === 'HEAD'
  if (isRead && !request.cookies.has(SESSION_COOKIE)) {
    return NextResponse.redirect(new URL(signInPath(path), request.nextUrl))
  }
  const headers = new Headers(request.headers)
  headers.set(PATH_HEADER, path)
  return NextResponse.next({ request: { headers } })
}

export const config = { matcher: ['/portal/:path*', '/admin/:path*'] }
