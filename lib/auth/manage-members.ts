import type { Actor } from '@/lib/audit/actor'
import { recordAudit } from '@/lib/audit/record-audit'
import { lockCustomer } from '@/lib/customers/lock-customers'
import { inTransaction, type Transaction } from '@/lib/platform/db/client'
import { conflict, notFound } from '@/lib/platform/errors'
import type { MemberRole } from './permissions'
import { deleteMember, findMembers, updateMemberRole } from './store'

interface MemberChange {
  customerId: string
  userId: string
  actor: Actor
  now: Date
}

/** A customer's members, oldest first. */
export async function listMembers(customerId: string) {
  const rows = await findMembers(customerId)
  return rows.map(({ role, createdAt, user }) => ({ ...user, role, since: createdAt }))
}

/** Gives a member another role. The last owner stays one. Throws `not_found`, `last_owner`. */
export async function changeMemberRole({ role, ...change }: MemberChange & { role: MemberRole }): Promise<void> {
  const { customerId, userId, actor, now } = change
  await inTransaction(async (tx) => {
    const member = await lockMember(tx, change, { staysOwner: role === 'OWNER' })
    if (member.role === role) return
    await updateMemberRole(tx, { customerId, userId, role })
    await recordAudit(tx, now, {
      actor,
      action: 'member.change_role',
      customerId,
      target: { type: 'user', id: userId },
      data: { email: member.user.email, from: member.role, to: role },
    })
  })
}

/** Takes a member out of the customer, from their next request on. The last owner stays. Throws `not_found`, `last_owner`. */
export async function removeMember(change: MemberChange): Promise<void> {
  const { customerId, userId, actor, now } = change
  await inTransaction(async (tx) => {
    const member = await lockMember(tx, change, { staysOwner: false })
    await deleteMember(tx, { customerId, userId })
    await recordAudit(tx, now, {
      actor,
      action: 'member.remove',
      customerId,
      target: { type: 'user', id: userId },
      data: { email: member.user.email, role: member.role },
    })
  })
}

/** Under the customer's lock, so that two owners cannot remove each other at once. */
async function lockMember(
  tx: Transaction,
  { customerId, userId }: MemberChange,
  { staysOwner }: { staysOwner: boolean },
) {
  await lockCustomer(tx, customerId)
  const members = await findMembers(customerId, tx)
  const member = members.find(({ user }) => user.id === userId)
  if (!member) throw notFound('member')
  const owners = members.filter(({ role }) => role === 'OWNER').length
  if (member.role === 'OWNER' && !staysOwner && owners === 1) {
    throw conflict('last_owner', 'A customer needs an owner. Make somebody else an owner first.')
  }
  return member
}
