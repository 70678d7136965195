import { BillingError } from '@/lib/platform/errors'
import { verifyPassword } from './passwords'
import { signInsPerAddress, signInsPerEmail } from './rate-limits'
import { findUserByEmail, type UserRow } from './store'

/**
 * The user whose email and password these are. Unknown email and wrong password cannot be told apart, neither by the
 * answer nor by the time it takes; that an account is disabled is told to its owner only.
 * Attempts are counted before the password is looked at, so that simultaneous guesses count too.
 * Throws `wrong_credentials`, `account_disabled`, `too_many_attempts`.
 */
export async function authenticate({
  email,
  password,
  address,
}: {
  email: string
  password: string
  address: string
}): Promise<UserRow> {
  await signInsPerAddress.consume(address)
  await signInsPerEmail.consume(email)
  const user = await findUserByEmail(email)
  const right = await verifyPassword(user?.passwordHash, password)
  if (!user || !right) throw wrongCredentials()
  if (user.disabledAt) throw accountDisabled()
  await signInsPerEmail.clear(email)
  await signInsPerAddress.giveBack(address)
  return user
}

const wrongCredentials = () =>
  new BillingError({
    kind: 'unauthenticated',
    code: 'wrong_credentials',
    message: 'Email or password is wrong.',
  })

export const accountDisabled = () =>
  new BillingError({
    kind: 'forbidden',
    code: 'account_disabled',
    message: 'This account is disabled. Write to us if you think that is a mistake.',
  })
