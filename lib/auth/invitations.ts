import { wallClock } from '@/lib/platform/clock'
import { hashMailedToken } from './mailed-token'
import type { MemberRole } from './permissions'
import { findInvitation, findOpenInvitations, findUser, findUserByEmail } from './store'

export interface OpenInvitation {
  customerId: string
  customerName: string
  email: string
  role: MemberRole
  inviterName: string | null
  /** Whether the invited address has an account: sign in to accept; else choose a name and a password. */
  hasAccount: boolean
}

/** What a mailed invitation says, or null if it is unknown, accepted, withdrawn or expired. */
export async function readInvitation(token: string): Promise<OpenInvitation | null> {
  const invitation = await findInvitation(hashMailedToken(token), wallClock())
  if (!invitation) return null
  const [user, inviter] = await Promise.all([findUserByEmail(invitation.email), findUser(invitation.invitedBy)])
  const { customerId, customer, email, role } = invitation
  return {
    customerId,
    customerName: customer.name,
    email,
    role,
    inviterName: inviter?.name ?? null,
    hasAccount: user !== null,
  }
}

/** A customer's open invitations, newest first. `id` serves to withdraw one; it is not the mailed secret. */
export async function listInvitations(customerId: string) {
  const rows = await findOpenInvitations(customerId, wallClock())
  return rows.map(({ tokenHash, email, role, createdAt, expiresAt }) => ({
    id: tokenHash,
    email,
    role,
    createdAt,
    expiresAt,
  }))
}
