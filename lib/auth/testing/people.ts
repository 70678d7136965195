import { randomUUID } from 'node:crypto'
import { inTransaction } from '@/lib/platform/db/client'
import { createAccount, createUser, type NewUser } from '../create-user'
import { hashPassword } from '../passwords'

export const NOW = new Date('2026-03-01T09:00:00Z')
export const PASSWORD = 'correct horse battery'

export const newEmail = () => `anna.${randomUUID().slice(0, 8)}@example.com`

/** A customer with its owner, as sign-up makes them; the password is `PASSWORD`. */
export async function accountOf(user: Partial<NewUser> = {}) {
  const passwordHash = await hashPassword(PASSWORD)
  return inTransaction((tx) =>
    createAccount(tx, {
      user: { email: newEmail(), name: 'Anna Vos', passwordHash, ...user },
      company: 'Vos Vastgoed',
      now: NOW,
    }),
  )
}

/** Someone without a customer: staff, or invited. */
export async function userOf(user: Partial<NewUser> = {}) {
  const passwordHash = await hashPassword(PASSWORD)
  return inTransaction((tx) =>
    createUser(tx, { user: { email: newEmail(), name: 'Ben Ott', passwordHash, ...user }, now: NOW }),
  )
}
