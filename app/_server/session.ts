import 'server-only'
import { cookies, headers } from 'next/headers'
import { cache } from 'react'
import { openSession, sealSession, SESSION_COOKIE, sessionCookieOptions } from '@/lib/auth/session-token'
import { endSession, readViewer, startSession } from '@/lib/auth/sessions'
import type { Viewer } from '@/lib/auth/viewer'

/** The signed-in person behind this request, or null. Asked once per request, however many components want to know. */
export const currentViewer = cache(async (): Promise<Viewer | null> => {
  const sessionId = await openSession((await cookies()).get(SESSION_COOKIE)?.value)
  return sessionId ? readViewer(sessionId) : null
})

/** Opens a session for a user who has just proved who they are, and hands its cookie to the browser (actions only). */
export async function signInBrowser(user: { id: string; staffRole: string | null }): Promise<void> {
  const { sessionId, maxAgeSeconds } = await startSession({
    userId: user.id,
    isStaff: user.staffRole !== null,
    userAgent: (await headers()).get('user-agent'),
  })
  const token = await sealSession({ sessionId, maxAgeSeconds })
  const jar = await cookies()
  jar.set(SESSION_COOKIE, token, { ...sessionCookieOptions, maxAge: maxAgeSeconds })
}

/** Ends this browser's session: revoked on our side, forgotten on theirs (actions only). */
export async function signOutBrowser(): Promise<void> {
  const viewer = await currentViewer()
  if (viewer) await endSession({ sessionId: viewer.sessionId, userId: viewer.user.id })
  const jar = await cookies()
  jar.delete({ name: SESSION_COOKIE, ...sessionCookieOptions })
}
