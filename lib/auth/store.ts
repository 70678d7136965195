import { db, type Database } from '@/lib/platform/db/client'
import type { Prisma } from '@/lib/platform/db/generated/client'
import type { MemberRole } from './permissions'
import type { Viewer } from './viewer'

export type UserRow = Prisma.UserGetPayload<object>

// Users

export function insertUser(tx: Database, data: Prisma.UserUncheckedCreateInput): Promise<UserRow> {
  return tx.user.create({ data })
}

export function findUserByEmail(email: string, tx: Database = db): Promise<UserRow | null> {
  return tx.user.findUnique({ where: { email } })
}

export function findUser(id: string, tx: Database = db): Promise<UserRow | null> {
  return tx.user.findUnique({ where: { id } })
}

export function updateUser(tx: Database, id: string, data: Prisma.UserUncheckedUpdateInput): Promise<UserRow> {
  return tx.user.update({ where: { id }, data })
}

// Identities at an OpenID Connect provider

export function findUserByIdentity(provider: string, subject: string, tx: Database = db): Promise<UserRow | null> {
  return tx.user.findFirst({ where: { identities: { some: { provider, subject } } } })
}

export async function insertIdentity(tx: Database, data: Prisma.UserIdentityUncheckedCreateInput): Promise<void> {
  await tx.userIdentity.create({ data })
}

// Sessions

export async function insertSession(tx: Database, data: Prisma.UserSessionUncheckedCreateInput): Promise<void> {
  await tx.userSession.create({ data })
}

export async function findLiveSession(sessionId: string, at: Date): Promise<Viewer | null> {
  const row = await db.userSession.findFirst({
    where: { id: sessionId, revokedAt: null, expiresAt: { gt: at }, user: { disabledAt: null } },
    select: {
      id: true,
      user: {
        select: {
          id: true,
          email: true,
          name: true,
          locale: true,
          staffRole: true,
          members: {
            orderBy: [{ createdAt: 'asc' }, { customerId: 'asc' }],
            select: {
              role: true,
              customer: { select: { id: true, name: true, currency: true, locale: true, timeZone: true } },
            },
          },
        },
      },
    },
  })
  if (!row) return null
  const { members, ...user } = row.user
  return { sessionId: row.id, user, memberships: members }
}

export function findLiveSessions(userId: string, at: Date) {
  return db.userSession.findMany({
    where: { userId, revokedAt: null, expiresAt: { gt: at } },
    orderBy: { createdAt: 'desc' },
    select: { id: true, userAgent: true, createdAt: true, expiresAt: true },
  })
}

export async function revokeSessionRow(
  tx: Database,
  { sessionId, userId, at }: { sessionId: string; userId: string; at: Date },
): Promise<void> {
  await tx.userSession.updateMany({ where: { id: sessionId, userId, revokedAt: null }, data: { revokedAt: at } })
}

export async function revokeSessionRows(
  tx: Database,
  { userId, keep, at }: { userId: string; keep?: string; at: Date },
): Promise<number> {
  const { count } = await tx.userSession.updateMany({
    where: { userId, revokedAt: null, ...(keep ? { id: { not: keep } } : {}) },
    data: { revokedAt: at },
  })
  return count
}

/** Housekeeping on sign-in: rows that can never sign anyone in again. */
export async function deleteDeadSessions(tx: Database, userId: string, at: Date): Promise<void> {
  await tx.userSession.deleteMany({ where: { userId, OR: [{ expiresAt: { lte: at } }, { revokedAt: { not: null } }] } })
}
