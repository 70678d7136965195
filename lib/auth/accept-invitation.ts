import { wallClock } from '@/lib/platform/clock'
import { inTransaction, isUniqueViolation, type Transaction } from '@/lib/platform/db/client'
import { conflict, forbidden, invalid, type BillingError } from '@/lib/platform/errors'
import { memberActor } from './actors'
import { addMember, createUser } from './create-user'
import { hashMailedToken } from './mailed-token'
import { hashPassword } from './passwords'
import { signUpsPerAddress } from './rate-limits'
import { emailTaken } from './sign-up'
import { claimInvitation, findInvitation, updateUser, type UserRow } from './store'

/**
 * A signed-in user joins the customer that invited their address. The mailed link works once and only for that address.
 * Throws `invitation_invalid`, `forbidden` (another address), `already_member`. Returns the customer's id.
 */
export async function acceptInvitation({
  token,
  user,
  now,
}: {
  token: string
  user: { id: string; email: string }
  now: Date
}): Promise<string> {
  return ifTaken(alreadyMember, () => inTransaction((tx) => join(tx, { token, user, now })))
}

/**
 * Somebody without an account joins: a user is made for the invited address (the link proves it), and no customer of
 * their own. Throws `invitation_invalid`, `email_taken`, `too_many_attempts`.
 */
export async function signUpByInvitation({
  token,
  name,
  password,
  address,
  now,
}: {
  token: string
  name: string
  password: string
  address: string
  now: Date
}): Promise<{ user: UserRow; customerId: string }> {
  await signUpsPerAddress.consume(address)
  const invitation = await findInvitation(hashMailedToken(token), wallClock())
  if (!invitation) throw invitationInvalid()
  const passwordHash = await hashPassword(password)
  return ifTaken(emailTaken, () =>
    inTransaction(async (tx) => {
      const user = await createUser(tx, { user: { email: invitation.email, name, passwordHash }, now })
      return { user, customerId: await join(tx, { token, user, now }) }
    }),
  )
}

async function join(
  tx: Transaction,
  { token, user, now }: { token: string; user: { id: string; email: string }; now: Date },
): Promise<string> {
  const invitation = await claimInvitation(tx, hashMailedToken(token), wallClock())
  if (!invitation) throw invitationInvalid()
  const { customerId, email, role } = invitation
  if (email !== user.email) throw forbidden(`This invitation is for ${email}. Sign in with that address to accept it.`)
  await addMember(tx, { customerId, user, role, actor: memberActor(user), now })
  await updateUser(tx, user.id, { emailVerifiedAt: now })
  return customerId
}

async function ifTaken<T>(problem: () => BillingError, work: () => Promise<T>): Promise<T> {
  try {
    return await work()
  } catch (error) {
    throw isUniqueViolation(error) ? problem() : error
  }
}

const alreadyMember = () => conflict('already_member', 'You are a member already.')

const invitationInvalid = () =>
  invalid('invitation_invalid', 'This invitation has expired, was withdrawn or was used already. Ask for a new one.')
