import { systemActor, type Actor } from '@/lib/audit/actor'
import { recordAudit } from '@/lib/audit/record-audit'
import { createCustomer } from '@/lib/customers/create-customer'
import type { Database } from '@/lib/platform/db/client'
import { newId } from '@/lib/platform/id'
import { queueNotification } from '@/lib/notifications/queue-notification'
import { memberActor } from './actors'
import type { MemberRole, StaffRole } from './permissions'
import { insertMember, insertUser, type UserRow } from './store'

export interface NewUser {
  /** Lower-case. */
  email: string
  name: string
  /** From `hashPassword`; null for someone who signs in elsewhere. */
  passwordHash: string | null
  staffRole?: StaffRole
  locale?: string
  /** Set when the address is proven. */
  emailVerifiedAt?: Date
}

/** Creates a user who belongs to nobody yet: staff, or someone invited. The caller's transaction; throws P2002 on a used email. */
export async function createUser(
  tx: Database,
  { user, actor = systemActor('Sign-up'), now }: { user: NewUser; actor?: Actor; now: Date },
): Promise<UserRow> {
  const row = await insertUser(tx, { id: newId('usr'), createdAt: now, ...user })
  await recordAudit(tx, now, {
    actor,
    action: 'user.create',
    target: { type: 'user', id: row.id },
    data: { email: row.email, staffRole: row.staffRole },
  })
  return row
}

/** Makes a user a member of a customer, in the caller's transaction. Throws P2002 if they are one. */
export async function addMember(
  tx: Database,
  {
    customerId,
    user,
    role,
    actor,
    now,
  }: { customerId: string; user: { id: string; email: string }; role: MemberRole; actor: Actor; now: Date },
): Promise<void> {
  await insertMember(tx, { customerId, userId: user.id, role, createdAt: now })
  await recordAudit(tx, now, {
    actor,
    action: 'member.add',
    customerId,
    target: { type: 'user', id: user.id },
    data: { email: user.email, role },
  })
}

/**
 * Creates a user together with the customer they own, and welcomes them, in the caller's transaction.
 * `company` is the name that invoices will carry until the billing details say more.
 */
export async function createAccount(
  tx: Database,
  { user, company, now }: { user: NewUser; company: string; now: Date },
): Promise<{ user: UserRow; customerId: string }> {
  const row = await createUser(tx, { user, now })
  const actor = memberActor(row)
  const { id: customerId } = await createCustomer(tx, {
    customer: { name: company, email: row.email, locale: row.locale },
    actor,
    now,
  })
  await addMember(tx, { customerId, user: row, role: 'OWNER', actor, now })
  await queueNotification(tx, now, {
    kind: 'welcome',
    dedupeKey: `welcome:${row.id}`,
    recipient: row.email,
    locale: row.locale,
    customerId,
    userId: row.id,
    data: { name: row.name },
  })
  return { user: row, customerId }
}
