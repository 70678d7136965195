import { randomUUID } from 'node:crypto'
import { expect, test } from 'vitest'
import { db } from '@/lib/platform/db/client'
import { readViewer, startSession } from './sessions'
import { signInWithIdentity, type Identity } from './sign-in-with-identity'
import { accountOf, newEmail, NOW } from './testing/people'

const identityOf = (email: string, changes: Partial<Identity> = {}): Identity => ({
  provider: 'oidc',
  subject: randomUUID(),
  email,
  emailVerified: true,
  name: 'Anna Vos',
  ...changes,
})

test('a first sign-in makes a user without a password, who owns a customer, once', async () => {
  const email = newEmail()
  const identity = identityOf(email.toUpperCase())
  const users = await Promise.all([1, 2, 3].map(() => signInWithIdentity(identity, NOW)))
  expect(new Set(users.map(({ id }) => id)).size).toBe(1)
  expect(users[0]).toMatchObject({ email, name: 'Anna Vos', passwordHash: null, emailVerifiedAt: NOW })
  expect(await db.member.findMany({ where: { userId: users[0]!.id } })).toMatchObject([{ role: 'OWNER' }])
  expect(await db.customer.count({ where: { email } })).toBe(1)
})

test('the link is to the subject: a changed email finds the same user', async () => {
  const identity = identityOf(newEmail())
  const first = await signInWithIdentity(identity, NOW)
  const later = await signInWithIdentity({ ...identity, email: newEmail(), emailVerified: false }, NOW)
  expect(later.id).toBe(first.id)
})

test('an unverified or missing email neither links nor creates', async () => {
  const { user } = await accountOf()
  for (const changes of [{ emailVerified: false }, { email: null }]) {
    await expect(signInWithIdentity(identityOf(user.email, changes), NOW)).rejects.toMatchObject({
      code: 'email_not_verified',
    })
  }
  expect(await db.userIdentity.count({ where: { userId: user.id } })).toBe(0)
})

test('an account whose address was proven is linked and keeps its password', async () => {
  const { user } = await accountOf({ emailVerifiedAt: NOW })
  const linked = await signInWithIdentity(identityOf(user.email), NOW)
  expect(linked).toMatchObject({ id: user.id, passwordHash: user.passwordHash })
})

test('who opened an account with an address of somebody else is out when its owner comes', async () => {
  const { user } = await accountOf()
  const { sessionId } = await startSession({ userId: user.id, isStaff: false, userAgent: null })
  const owner = await signInWithIdentity(identityOf(user.email), NOW)
  expect(owner).toMatchObject({ id: user.id, passwordHash: null, emailVerifiedAt: NOW })
  expect(await readViewer(sessionId)).toBeNull()
})

test('a disabled user stays out', async () => {
  const identity = identityOf(newEmail())
  const { id } = await signInWithIdentity(identity, NOW)
  await db.user.update({ where: { id }, data: { disabledAt: NOW } })
  await expect(signInWithIdentity(identity, NOW)).rejects.toMatchObject({ code: 'account_disabled' })
})
