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

// Password resets

/** Only the newest link of a user works. */
export async function replacePasswordReset(
  tx: Database,
  data: Prisma.PasswordResetUncheckedCreateInput,
): Promise<void> {
  await tx.passwordReset.deleteMany({ where: { userId: data.userId } })
  await tx.passwordReset.create({ data })
}

export function findUsablePasswordReset(tokenHash: string, at: Date) {
  return db.passwordReset.findFirst({ where: { tokenHash, usedAt: null, expiresAt: { gt: at } } })
}

/** Marks it used and returns its user's id; null if it was used, has expired or never was. One statement: one winner. */
export async function usePasswordReset(tx: Database, tokenHash: string, at: Date): Promise<string | null> {
  const [used] = await tx.passwordReset.updateManyAndReturn({
    where: { tokenHash, usedAt: null, expiresAt: { gt: at } },
    data: { usedAt: at },
    select: { userId: true },
  })
  return used?.userId ?? null
}

// Members

export async function insertMember(tx: Database, data: Prisma.MemberUncheckedCreateInput): Promise<void> {
  await tx.member.create({ data })
}

export function findMembers(customerId: string, tx: Database = db) {
  return tx.member.findMany({
    where: { customerId },
    orderBy: [{ createdAt: 'asc' }, { userId: 'asc' }],
    select: { role: true, createdAt: true, user: { select: { id: true, email: true, name: true } } },
  })
}

interface MemberKey {
  customerId: string
  userId: string
}

export async function updateMemberRole(
  tx: Database,
  { customerId, userId, role }: MemberKey & { role: MemberRole },
): Promise<void> {
  await tx.member.update({ where: { customerId_userId: { customerId, userId } }, data: { role } })
}

export async function deleteMember(tx: Database, { customerId, userId }: MemberKey): Promise<void> {
  await tx.member.delete({ where: { customerId_userId: { customerId, userId } } })
}

// Invitations

const openAt = (at: Date) => ({ acceptedAt: null, expiresAt: { gt: at } }) satisfies Prisma.InvitationWhereInput

/** One open invitation per customer and address. */
export async function replaceInvitation(tx: Database, data: Prisma.InvitationUncheckedCreateInput): Promise<void> {
  await tx.invitation.deleteMany({ where: { customerId: data.customerId, email: data.email, acceptedAt: null } })
  await tx.invitation.create({ data })
}

export function findInvitation(tokenHash: string, at: Date) {
  return db.invitation.findFirst({
    where: { tokenHash, ...openAt(at) },
    include: { customer: { select: { name: true } } },
  })
}

export function findOpenInvitations(customerId: string, at: Date) {
  return db.invitation.findMany({ where: { customerId, ...openAt(at) }, orderBy: { createdAt: 'desc' } })
}

/** Marks it accepted and returns it; null if it is not open any more. One statement: one winner. */
export async function claimInvitation(tx: Database, tokenHash: string, at: Date) {
  const [claimed] = await tx.invitation.updateManyAndReturn({
    where: { tokenHash, ...openAt(at) },
    data: { acceptedAt: at },
  })
  return claimed ?? null
}

/** Deletes an unaccepted invitation of this customer; returns the address it was for, or null. */
export async function deleteInvitation(
  tx: Database,
  { customerId, tokenHash }: { customerId: string; tokenHash: string },
): Promise<string | null> {
  const invitation = await tx.invitation.findFirst({ where: { customerId, tokenHash } })
  const { count } = await tx.invitation.deleteMany({ where: { customerId, tokenHash, acceptedAt: null } })
  return count === 1 ? (invitation?.email ?? null) : null
}
