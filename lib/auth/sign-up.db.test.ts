import { expect, test } from 'vitest'
import { db } from '@/lib/platform/db/client'
import { signUp } from './sign-up'
import { findUserByEmail } from './store'
import { newEmail, NOW, PASSWORD } from './testing/people'

const attempt = (email: string, address = '203.0.113.1') =>
  signUp({ account: { name: 'Anna Vos', company: 'Vos Vastgoed', email, password: PASSWORD }, address, now: NOW })

test('signing up makes the user, the customer they own, and a welcome', async () => {
  const email = newEmail()
  const { user, customerId } = await attempt(email)
  expect(user).toMatchObject({ email, name: 'Anna Vos', staffRole: null, emailVerifiedAt: null, createdAt: NOW })
  expect(user.passwordHash).toMatch(/^\$argon2id\$/)
  expect(await db.customer.findUnique({ where: { id: customerId } })).toMatchObject({ name: 'Vos Vastgoed', email })
  expect(await db.member.findMany({ where: { userId: user.id } })).toEqual([
    { customerId, userId: user.id, role: 'OWNER', createdAt: NOW },
  ])
  const mails = await db.notification.findMany({ where: { userId: user.id } })
  expect(mails).toMatchObject([{ kind: 'welcome', recipient: email, customerId, data: { name: 'Anna Vos' } }])
  const audit = await db.auditEntry.findMany({ where: { OR: [{ customerId }, { targetId: user.id }] } })
  expect(audit.map(({ action }) => action).sort()).toEqual(['customer.create', 'member.add', 'user.create'])
})

test('an email has one account, whoever comes first', async () => {
  const email = newEmail()
  const results = await Promise.allSettled([attempt(email), attempt(email), attempt(email)])
  expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
  for (const result of results) {
    if (result.status === 'rejected') expect(result.reason).toMatchObject({ kind: 'conflict', code: 'email_taken' })
  }
  expect(await db.customer.count({ where: { email } })).toBe(1)
})

test('if the customer cannot be made, there is no user either', async () => {
  const email = newEmail()
  const account = { name: 'Anna', company: 'A\u0000B', email, password: PASSWORD } // PostgreSQL refuses the NUL
  await expect(signUp({ account, address: '203.0.113.1', now: NOW })).rejects.toThrow()
  expect(await findUserByEmail(email)).toBeNull()
})
