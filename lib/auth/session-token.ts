import { decode, encode } from 'next-auth/jwt'
import { env } from '@/lib/platform/env'

/**
 * The session cookie holds a next-auth token (encrypted with NEXTAUTH_SECRET) that carries no more than the session's
 * id: everything else is read from the session's row on each request, so revoking the row signs out at once.
 */

const secure = env.APP_URL.startsWith('https://')

/** `__Host-` binds the cookie to this host and to HTTPS; browsers refuse it on plain HTTP. */
export const SESSION_COOKIE = secure ? '__Host-concierge.session' : 'concierge.session'

export const sessionCookieOptions = { httpOnly: true, sameSite: 'lax', path: '/', secure } as const

export function sealSession({
  sessionId,
  maxAgeSeconds,
}: {
  sessionId: string
  maxAgeSeconds: number
}): Promise<string> {
  return encode({ token: { sid: sessionId }, secret: env.NEXTAUTH_SECRET, maxAge: maxAgeSeconds })
}

/** The session's id, or null for anything that is not a token of ours. It says nothing about the session being alive. */
export async function openSession(token: string | undefined): Promise<string | null> {
  if (!token) return null
  try {
    const claims = await decode({ token, secret: env.NEXTAUTH_SECRET })
    return typeof claims?.sid === 'string' ? claims.sid : null
  } catch {
    return null
  }
}
