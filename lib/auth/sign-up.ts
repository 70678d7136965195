import { inTransaction, isUniqueViolation } from '@/lib/platform/db/client'
import { conflict } from '@/lib/platform/errors'
import { createAccount } from './create-user'
import { hashPassword } from './passwords'
import { signUpsPerAddress } from './rate-limits'
import type { SignUp } from './schemas'
import type { UserRow } from './store'

/**
 * Creates the user, the customer they own and the membership, and queues the welcome email: all or nothing.
 * Throws `email_taken` (also for the loser of two simultaneous attempts) and `too_many_attempts`.
 */
export async function signUp({
  account: { name, company, email, password },
  address,
  now,
}: {
  account: Omit<SignUp, 'returnTo'>
  address: string
  now: Date
}): Promise<{ user: UserRow; customerId: string }> {
  await signUpsPerAddress.consume(address)
  const passwordHash = await hashPassword(password)
  try {
    return await inTransaction((tx) => createAccount(tx, { user: { email, name, passwordHash }, company, now }))
  } catch (error) {
    if (isUniqueViolation(error)) throw emailTaken()
    throw error
  }
}

export const emailTaken = () =>
  conflict('email_taken', 'There is an account with this email already. Sign in, or reset the password.')
