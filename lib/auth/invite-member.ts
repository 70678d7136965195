import type { Actor } from '@/lib/audit/actor'
import { recordAudit } from '@/lib/audit/record-audit'
import { getCustomer } from '@/lib/customers/read-customers'
import { queueNotification } from '@/lib/notifications/queue-notification'
import { wallClock } from '@/lib/platform/clock'
import { inTransaction } from '@/lib/platform/db/client'
import { env } from '@/lib/platform/env'
import { conflict, notFound } from '@/lib/platform/errors'
import { newMailedToken } from './mailed-token'
import type { MemberRole } from './permissions'
import { invitationsPerCustomer } from './rate-limits'
import { deleteInvitation, findMembers, replaceInvitation } from './store'

const EXPIRES_IN_DAYS = 7

/**
 * Mails somebody a link to join the customer in a role. A second invitation of the same address replaces the first.
 * Throws `already_member`, `too_many_attempts`.
 */
export async function inviteMember({
  customerId,
  email,
  role,
  inviter,
  actor,
  now,
}: {
  customerId: string
  email: string
  role: MemberRole
  inviter: { id: string; name: string }
  actor: Actor
  now: Date
}): Promise<void> {
  const members = await findMembers(customerId)
  if (members.some(({ user }) => user.email === email)) {
    throw conflict('already_member', 'This person is a member already.')
  }
  await invitationsPerCustomer.consume(customerId)
  const { token, tokenHash } = newMailedToken()
  const createdAt = wallClock()
  const expiresAt = new Date(createdAt.getTime() + EXPIRES_IN_DAYS * 86_400_000)
  await inTransaction(async (tx) => {
    const customer = await getCustomer(customerId, tx)
    await replaceInvitation(tx, { tokenHash, customerId, email, role, invitedBy: inviter.id, createdAt, expiresAt })
    await recordAudit(tx, now, {
      actor,
      action: 'member.invite',
      customerId,
      target: { type: 'customer', id: customerId },
      data: { email, role },
    })
    await queueNotification(tx, now, {
      kind: 'invitation',
      dedupeKey: `invitation:${tokenHash}`,
      recipient: email,
      locale: customer.locale,
      customerId,
      data: {
        inviterName: inviter.name,
        customerName: customer.name,
        role,
        url: `${env.APP_URL}/invitation?token=${token}`,
      },
    })
  })
}

/** Withdraws an open invitation of this customer; its link stops working. */
export async function cancelInvitation({
  customerId,
  invitationId,
  actor,
  now,
}: {
  customerId: string
  invitationId: string
  actor: Actor
  now: Date
}): Promise<void> {
  await inTransaction(async (tx) => {
    const email = await deleteInvitation(tx, { customerId, tokenHash: invitationId })
    if (!email) throw notFound('invitation')
    await recordAudit(tx, now, {
      actor,
      action: 'member.cancel_invitation',
      customerId,
      target: { type: 'customer', id: customerId },
      data: { email },
    })
  })
}
