import { describe, expect, test } from 'vitest'
import { db } from '@/lib/platform/db/client'
import { acceptInvitation, signUpByInvitation } from './accept-invitation'
import { memberActor } from './actors'
import { listInvitations, readInvitation } from './invitations'
import { cancelInvitation, inviteMember } from './invite-member'
import { changeMemberRole, listMembers, removeMember } from './manage-members'
import type { MemberRole } from './permissions'
import { accountOf, newEmail, NOW, PASSWORD, userOf } from './testing/people'

const address = '203.0.113.4'

async function invite(owner: Awaited<ReturnType<typeof accountOf>>, email: string, role: MemberRole = 'VIEWER') {
  const { user, customerId } = owner
  await inviteMember({ customerId, email, role, inviter: user, actor: memberActor(user), now: NOW })
  const mail = await db.notification.findFirstOrThrow({
    where: { recipient: email, kind: 'invitation' },
    orderBy: { id: 'desc' },
  })
  return new URL((mail.data as { url: string }).url).searchParams.get('token')!
}

const rolesOf = async (customerId: string) =>
  Object.fromEntries((await listMembers(customerId)).map(({ email, role }) => [email, role]))

describe('invitations', () => {
  test('someone with an account joins in the role they were invited to', async () => {
    const owner = await accountOf()
    const guest = await userOf()
    const token = await invite(owner, guest.email, 'BILLING_MANAGER')
    expect(await readInvitation(token)).toEqual({
      customerId: owner.customerId,
      customerName: 'Vos Vastgoed',
      email: guest.email,
      role: 'BILLING_MANAGER',
      inviterName: 'Anna Vos',
      hasAccount: true,
    })
    expect(await acceptInvitation({ token, user: guest, now: NOW })).toBe(owner.customerId)
    expect(await rolesOf(owner.customerId)).toEqual({ [owner.user.email]: 'OWNER', [guest.email]: 'BILLING_MANAGER' })
    expect(await readInvitation(token)).toBeNull()
    await expect(acceptInvitation({ token, user: guest, now: NOW })).rejects.toMatchObject({
      code: 'invitation_invalid',
    })
  })

  test('someone without an account gets one, verified, and no customer of their own', async () => {
    const owner = await accountOf()
    const email = newEmail()
    const token = await invite(owner, email)
    expect(await readInvitation(token)).toMatchObject({ hasAccount: false })
    const { user } = await signUpByInvitation({ token, name: 'Ben Ott', password: PASSWORD, address, now: NOW })
    expect(await db.user.findUnique({ where: { id: user.id } })).toMatchObject({ email, emailVerifiedAt: NOW })
    expect(await db.member.findMany({ where: { userId: user.id } })).toMatchObject([
      { customerId: owner.customerId, role: 'VIEWER' },
    ])
  })

  test('a link that was passed on does not let another person in, and still works for its owner', async () => {
    const owner = await accountOf()
    const [guest, stranger] = [await userOf(), await userOf()]
    const token = await invite(owner, guest.email)
    await expect(acceptInvitation({ token, user: stranger, now: NOW })).rejects.toMatchObject({ kind: 'forbidden' })
    expect(await acceptInvitation({ token, user: guest, now: NOW })).toBe(owner.customerId)
  })

  test('withdrawn, replaced and expired links do not work; another customer cannot withdraw', async () => {
    const [owner, other] = [await accountOf(), await accountOf()]
    const guest = await userOf()
    const replaced = await invite(owner, guest.email)
    const token = await invite(owner, guest.email)
    expect(await readInvitation(replaced)).toBeNull()
    const [open] = await listInvitations(owner.customerId)
    expect(await listInvitations(owner.customerId)).toHaveLength(1)

    const cancel = (by: typeof owner) =>
      cancelInvitation({
        customerId: by.customerId,
        invitationId: open!.id,
        actor: memberActor(by.user),
        now: NOW,
      })
    await expect(cancel(other)).rejects.toMatchObject({ kind: 'not_found' })
    expect(await readInvitation(token)).not.toBeNull()
    await cancel(owner)
    expect(await readInvitation(token)).toBeNull()

    const third = await invite(owner, guest.email)
    await db.invitation.updateMany({ where: { email: guest.email }, data: { expiresAt: new Date(0) } })
    await expect(acceptInvitation({ token: third, user: guest, now: NOW })).rejects.toMatchObject({
      code: 'invitation_invalid',
    })
  })

  test('a member is not invited again', async () => {
    const owner = await accountOf()
    await expect(invite(owner, owner.user.email)).rejects.toMatchObject({ code: 'already_member' })
  })
})

describe('the last owner', () => {
  test('stays an owner and stays', async () => {
    const { user, customerId } = await accountOf()
    const change = { customerId, userId: user.id, actor: memberActor(user), now: NOW }
    await expect(changeMemberRole({ ...change, role: 'VIEWER' })).rejects.toMatchObject({ code: 'last_owner' })
    await expect(removeMember(change)).rejects.toMatchObject({ code: 'last_owner' })
    await changeMemberRole({ ...change, role: 'OWNER' })
    expect(await rolesOf(customerId)).toEqual({ [user.email]: 'OWNER' })
  })

  test('remains when two owners remove each other at once', async () => {
    const owner = await accountOf()
    const second = await userOf()
    await acceptInvitation({ token: await invite(owner, second.email, 'OWNER'), user: second, now: NOW })
    const { customerId } = owner
    const results = await Promise.allSettled([
      removeMember({ customerId, userId: second.id, actor: memberActor(owner.user), now: NOW }),
      removeMember({ customerId, userId: owner.user.id, actor: memberActor(second), now: NOW }),
    ])
    expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
    expect(Object.values(await rolesOf(customerId))).toEqual(['OWNER'])
  })
})

test('roles change and members go, with an audit entry; a member of another customer is not found', async () => {
  const [owner, other] = [await accountOf(), await accountOf()]
  const guest = await userOf()
  await acceptInvitation({ token: await invite(owner, guest.email), user: guest, now: NOW })
  const change = { customerId: owner.customerId, userId: guest.id, actor: memberActor(owner.user), now: NOW }

  await expect(removeMember({ ...change, customerId: other.customerId })).rejects.toMatchObject({ kind: 'not_found' })
  await changeMemberRole({ ...change, role: 'BILLING_MANAGER' })
  expect(await rolesOf(owner.customerId)).toMatchObject({ [guest.email]: 'BILLING_MANAGER' })
  await removeMember(change)
  expect(await rolesOf(owner.customerId)).toEqual({ [owner.user.email]: 'OWNER' })

  const audit = await db.auditEntry.findMany({
    where: { customerId: owner.customerId, targetId: guest.id },
    orderBy: { id: 'asc' },
  })
  expect(audit.map(({ action }) => action).sort()).toEqual(['member.add', 'member.change_role', 'member.remove'])
})
