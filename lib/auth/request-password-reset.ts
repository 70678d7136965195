import { queueNotification } from '@/lib/notifications/queue-notification'
import { wallClock } from '@/lib/platform/clock'
import { inTransaction } from '@/lib/platform/db/client'
import { env } from '@/lib/platform/env'
import { BillingError } from '@/lib/platform/errors'
import { newMailedToken } from './mailed-token'
import { resetsPerAddress, resetsPerEmail } from './rate-limits'
import { findUserByEmail, replacePasswordReset } from './store'

const EXPIRES_IN_MINUTES = 60

/**
 * Mails a link that sets a new password, if there is such a user; the caller says the same either way. Only the newest
 * link works. Links expire by real time. Throws `too_many_attempts` per address; per email the surplus is dropped in silence.
 */
export async function requestPasswordReset({
  email,
  address,
  now,
}: {
  email: string
  address: string
  now: Date
}): Promise<void> {
  await resetsPerAddress.consume(address)
  if (!(await isWithinLimit(email))) return
  const user = await findUserByEmail(email)
  if (!user || user.disabledAt) return

  const { token, tokenHash } = newMailedToken()
  const createdAt = wallClock()
  const expiresAt = new Date(createdAt.getTime() + EXPIRES_IN_MINUTES * 60_000)
  await inTransaction(async (tx) => {
    await replacePasswordReset(tx, { tokenHash, userId: user.id, createdAt, expiresAt })
    await queueNotification(tx, now, {
      kind: 'password_reset',
      dedupeKey: `password_reset:${tokenHash}`,
      recipient: user.email,
      locale: user.locale,
      userId: user.id,
      data: {
        name: user.name,
        url: `${env.APP_URL}/reset-password?token=${token}`,
        expiresInMinutes: EXPIRES_IN_MINUTES,
      },
    })
  })
}

async function isWithinLimit(email: string): Promise<boolean> {
  try {
    await resetsPerEmail.consume(email)
    return true
  } catch (error) {
    if (error instanceof BillingError && error.kind === 'rate_limited') return false
    throw error
  }
}
