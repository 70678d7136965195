import { expect, test } from 'vitest'
import { db } from '@/lib/platform/db/client'
import { authenticate } from './authenticate'
import { requestPasswordReset } from './request-password-reset'
import { isPasswordResetUsable, resetPassword } from './reset-password'
import { readViewer, startSession } from './sessions'
import { accountOf, newEmail, NOW, PASSWORD } from './testing/people'

const address = '203.0.113.3'
const NEW_PASSWORD = 'a wholly new password'

async function mailedToken(email: string): Promise<string> {
  await requestPasswordReset({ email, address, now: NOW })
  const mail = await db.notification.findFirstOrThrow({
    where: { recipient: email, kind: 'password_reset' },
    orderBy: { id: 'desc' },
  })
  const { url } = mail.data as { url: string }
  return new URL(url).searchParams.get('token')!
}

test('the mailed link sets a new password, once, and signs out everywhere', async () => {
  const { user } = await accountOf()
  const { sessionId } = await startSession({ userId: user.id, isStaff: false, userAgent: null })
  const token = await mailedToken(user.email)
  expect(await isPasswordResetUsable(token)).toBe(true)

  await resetPassword({ token, password: NEW_PASSWORD, now: NOW })
  expect(await readViewer(sessionId)).toBeNull()
  await expect(authenticate({ email: user.email, password: PASSWORD, address })).rejects.toThrow()
  expect(await authenticate({ email: user.email, password: NEW_PASSWORD, address })).toMatchObject({
    emailVerifiedAt: NOW,
  })

  expect(await isPasswordResetUsable(token)).toBe(false)
  await expect(resetPassword({ token, password: 'yet another one', now: NOW })).rejects.toMatchObject({
    code: 'reset_link_invalid',
  })
})

test('used twice at once, a link works once', async () => {
  const { user } = await accountOf()
  const token = await mailedToken(user.email)
  const results = await Promise.allSettled([
    resetPassword({ token, password: NEW_PASSWORD, now: NOW }),
    resetPassword({ token, password: 'of somebody else', now: NOW }),
  ])
  expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
})

test('only the newest link works, and an hour at most', async () => {
  const { user } = await accountOf()
  const first = await mailedToken(user.email)
  const second = await mailedToken(user.email)
  expect(await isPasswordResetUsable(first)).toBe(false)
  const row = await db.passwordReset.findFirstOrThrow({ where: { userId: user.id } })
  expect(row.expiresAt.getTime() - row.createdAt.getTime()).toBe(3_600_000)
  await db.passwordReset.updateMany({ where: { userId: user.id }, data: { expiresAt: new Date(0) } })
  expect(await isPasswordResetUsable(second)).toBe(false)
})

test('an unknown or disabled address gets the same answer and no mail', async () => {
  const email = newEmail()
  await expect(requestPasswordReset({ email, address, now: NOW })).resolves.toBeUndefined()
  const { user } = await accountOf()
  await db.user.update({ where: { id: user.id }, data: { disabledAt: NOW } })
  await expect(requestPasswordReset({ email: user.email, address, now: NOW })).resolves.toBeUndefined()
  expect(
    await db.notification.count({ where: { kind: 'password_reset', recipient: { in: [email, user.email] } } }),
  ).toBe(0)
})

test('nobody’s inbox is flooded: three links an hour, in silence', async () => {
  const { user } = await accountOf()
  for (let i = 0; i < 5; i++) await requestPasswordReset({ email: user.email, address, now: NOW })
  expect(await db.notification.count({ where: { kind: 'password_reset', recipient: user.email } })).toBe(3)
})

test('the token is not in the table of resets', async () => {
  const { user } = await accountOf()
  const token = await mailedToken(user.email)
  const row = await db.passwordReset.findFirstOrThrow({ where: { userId: user.id } })
  expect(JSON.stringify(row)).not.toContain(token)
})

test('a reset unlocks an account that wrong passwords had locked', async () => {
  const { user } = await accountOf()
  for (let i = 0; i < 11; i++) await authenticate({ email: user.email, password: 'x', address }).catch(() => {})
  await resetPassword({ token: await mailedToken(user.email), password: NEW_PASSWORD, now: NOW })
  expect(await authenticate({ email: user.email, password: NEW_PASSWORD, address })).toMatchObject({ id: user.id })
})
