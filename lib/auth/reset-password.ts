import { recordAudit } from '@/lib/audit/record-audit'
import { wallClock } from '@/lib/platform/clock'
import { inTransaction } from '@/lib/platform/db/client'
import { invalid } from '@/lib/platform/errors'
import { userActor } from './actors'
import { hashMailedToken } from './mailed-token'
import { hashPassword } from './passwords'
import { signInsPerEmail } from './rate-limits'
import { revokeSessions } from './sessions'
import { findUsablePasswordReset, updateUser, usePasswordReset } from './store'

/** Whether a mailed link would still work: for the page, before it asks for a password. */
export async function isPasswordResetUsable(token: string): Promise<boolean> {
  return (await findUsablePasswordReset(hashMailedToken(token), wallClock())) !== null
}

/**
 * Sets a new password by a mailed link, once, and signs the user out everywhere: whoever knew the old one is out.
 * The link proves the address. Throws `reset_link_invalid` for an unknown, used or expired link.
 */
export async function resetPassword({
  token,
  password,
  now,
}: {
  token: string
  password: string
  now: Date
}): Promise<void> {
  const tokenHash = hashMailedToken(token)
  if (!(await isPasswordResetUsable(token))) throw linkInvalid()
  const passwordHash = await hashPassword(password)
  const email = await inTransaction(async (tx) => {
    const userId = await usePasswordReset(tx, tokenHash, wallClock())
    if (!userId) throw linkInvalid()
    const user = await updateUser(tx, userId, { passwordHash, emailVerifiedAt: now })
    const sessions = await revokeSessions(tx, userId)
    await recordAudit(tx, now, {
      actor: userActor(user),
      action: 'user.reset_password',
      target: { type: 'user', id: user.id },
      data: { sessionsEnded: sessions },
    })
    return user.email
  })
  await signInsPerEmail.clear(email)
}

const linkInvalid = () => invalid('reset_link_invalid', 'This link has expired or was used already. Ask for a new one.')
