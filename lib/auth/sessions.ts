import { db, type Database } from '@/lib/platform/db/client'
import { wallClock } from '@/lib/platform/clock'
import { newId } from '@/lib/platform/id'
import {
  deleteDeadSessions,
  findLiveSession,
  findLiveSessions,
  insertSession,
  revokeSessionRow,
  revokeSessionRows,
} from './store'
import type { Viewer } from './viewer'

const DAY = 24 * 60 * 60

/** Staff can do more harm, so they sign in each day. */
export const SESSION_SECONDS = { member: 30 * DAY, staff: 12 * 60 * 60 }

export interface StartedSession {
  sessionId: string
  maxAgeSeconds: number
}

/** Opens a session for a user who has just proved who they are. Real time: the time machine signs nobody out. */
export async function startSession(
  { userId, isStaff, userAgent }: { userId: string; isStaff: boolean; userAgent: string | null },
  tx: Database = db,
): Promise<StartedSession> {
  const createdAt = wallClock()
  const maxAgeSeconds = isStaff ? SESSION_SECONDS.staff : SESSION_SECONDS.member
  const sessionId = newId('ses')
  await deleteDeadSessions(tx, userId, createdAt)
  await insertSession(tx, {
    id: sessionId,
    userId,
    userAgent: userAgent?.slice(0, 300) ?? null,
    createdAt,
    expiresAt: new Date(createdAt.getTime() + maxAgeSeconds * 1000),
  })
  return { sessionId, maxAgeSeconds }
}

/** Who is behind a session, or null if it is unknown, expired, revoked, or its user is disabled. One query. */
export function readViewer(sessionId: string): Promise<Viewer | null> {
  return findLiveSession(sessionId, wallClock())
}

/** Signs one browser out. A session that is not the user's is left alone. */
export async function endSession({ sessionId, userId }: { sessionId: string; userId: string }): Promise<void> {
  await revokeSessionRow(db, { sessionId, userId, at: wallClock() })
}

/** A user's signed-in browsers, newest first. */
export function listSessions(userId: string) {
  return findLiveSessions(userId, wallClock())
}

/** Revokes all of a user's sessions but `keep` within a transaction; returns how many. */
export function revokeSessions(tx: Database, userId: string, keep?: string): Promise<number> {
  return revokeSessionRows(tx, { userId, keep, at: wallClock() })
}
