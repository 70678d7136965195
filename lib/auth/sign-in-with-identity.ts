import { recordAudit } from '@/lib/audit/record-audit'
import { inTransaction, isUniqueViolation, type Transaction } from '@/lib/platform/db/client'
import { BillingError } from '@/lib/platform/errors'
import { userActor } from './actors'
import { accountDisabled } from './authenticate'
import { createAccount } from './create-user'
import { revokeSessions } from './sessions'
import { findUserByEmail, findUserByIdentity, insertIdentity, updateUser, type UserRow } from './store'

/** What an OpenID Connect provider says of the person who signed in there. */
export interface Identity {
  provider: string
  subject: string
  email: string | null
  emailVerified: boolean
  name: string | null
}

/**
 * The user behind an identity: the one it is linked to; else the one with that email, now linked; else a new one without
 * a password, who owns a new customer. Linking and creating need an email that the provider has verified.
 * Throws `email_not_verified`, `account_disabled`.
 */
export async function signInWithIdentity(identity: Identity, now: Date): Promise<UserRow> {
  const resolve = () => inTransaction((tx) => resolveUser(tx, identity, now))
  // Two browsers at a first sign-in: the loser of the race finds what the winner made.
  const user = await resolve().catch((error: unknown) => {
    if (isUniqueViolation(error)) return resolve()
    throw error
  })
  if (user.disabledAt) throw accountDisabled()
  return user
}

async function resolveUser(tx: Transaction, identity: Identity, now: Date): Promise<UserRow> {
  const { provider, subject } = identity
  const known = await findUserByIdentity(provider, subject, tx)
  if (known) return known

  const email = identity.emailVerified ? identity.email?.trim().toLowerCase() : undefined
  if (!email) throw emailNotVerified()
  const existing = await findUserByEmail(email, tx)
  const user = existing ? await proveEmail(tx, existing, now) : await createFrom(tx, identity, email, now)
  await insertIdentity(tx, { provider, subject, userId: user.id, createdAt: now })
  await recordAudit(tx, now, {
    actor: userActor(user),
    action: 'user.link_identity',
    target: { type: 'user', id: user.id },
    data: { provider },
  })
  return user
}

/**
 * The account may have been opened by somebody who never owned the address, waiting for its owner to come: unless the
 * address was proven before, the password and the sessions of that time end here.
 */
async function proveEmail(tx: Transaction, user: UserRow, now: Date): Promise<UserRow> {
  if (user.emailVerifiedAt) return user
  await revokeSessions(tx, user.id)
  return updateUser(tx, user.id, { passwordHash: null, emailVerifiedAt: now })
}

async function createFrom(tx: Transaction, identity: Identity, email: string, now: Date): Promise<UserRow> {
  const name = identity.name?.trim().slice(0, 200) || email.split('@')[0]!
  const { user } = await createAccount(tx, {
    user: { email, name, passwordHash: null, emailVerifiedAt: now },
    company: name,
    now,
  })
  return user
}

const emailNotVerified = () =>
  new BillingError({
    kind: 'forbidden',
    code: 'email_not_verified',
    message: 'Your email is not verified where you signed in. Verify it there, then try again.',
  })
