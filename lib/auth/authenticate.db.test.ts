import { expect, test } from 'vitest'
import { db } from '@/lib/platform/db/client'
import { authenticate } from './authenticate'
import { signInsPerEmail } from './rate-limits'
import { accountOf, newEmail, NOW, PASSWORD, userOf } from './testing/people'

const address = '203.0.113.7'

test('the right password signs in', async () => {
  const { user } = await accountOf()
  expect(await authenticate({ email: user.email, password: PASSWORD, address })).toMatchObject({ id: user.id })
})

test('unknown email, wrong password and an account without a password get one answer', async () => {
  const { user } = await accountOf()
  const elsewhere = await userOf({ passwordHash: null })
  const answers = await Promise.all(
    [
      { email: newEmail(), password: PASSWORD },
      { email: user.email, password: 'wrong' },
      { email: elsewhere.email, password: '' },
    ].map((attempt) => authenticate({ ...attempt, address }).catch((error: unknown) => error)),
  )
  for (const answer of answers) {
    expect(answer).toMatchObject({ code: 'wrong_credentials', message: 'Email or password is wrong.', details: {} })
  }
})

test('that an account is disabled is told to its owner only', async () => {
  const user = await userOf()
  await db.user.update({ where: { id: user.id }, data: { disabledAt: NOW } })
  const attempt = (password: string) => authenticate({ email: user.email, password, address })
  await expect(attempt('wrong')).rejects.toMatchObject({ code: 'wrong_credentials' })
  await expect(attempt(PASSWORD)).rejects.toMatchObject({ code: 'account_disabled' })
})

test('after ten wrong passwords even the right one waits, also when they come at once', async () => {
  const { user } = await accountOf()
  const attempt = (password: string) =>
    authenticate({ email: user.email, password, address }).then(
      () => 'in',
      (error: { code: string }) => error.code,
    )
  const guesses = await Promise.all(Array.from({ length: 14 }, () => attempt('wrong')))
  expect(guesses.filter((code) => code === 'wrong_credentials')).toHaveLength(10)
  expect(guesses.filter((code) => code === 'too_many_attempts')).toHaveLength(4)
  await expect(authenticate({ email: user.email, password: PASSWORD, address })).rejects.toMatchObject({
    kind: 'rate_limited',
    message: 'Too many attempts. Try again in 15 minutes.',
    details: { retryAfterSeconds: expect.any(Number) },
  })
})

test('signing in forgets the wrong passwords before it', async () => {
  const { user } = await accountOf()
  for (let round = 0; round < 3; round++) {
    for (let i = 0; i < 5; i++) {
      await authenticate({ email: user.email, password: 'wrong', address: `${round}` }).catch(() => {})
    }
    await authenticate({ email: user.email, password: PASSWORD, address: `${round}` })
  }
})

test('one address may not try a list of accounts for ever', async () => {
  const from = '198.51.100.1'
  const tries = Array.from({ length: 101 }, () => newEmail())
  const codes = []
  for (const email of tries) {
    codes.push(await authenticate({ email, password: 'x', address: from }).catch(({ code }: { code: string }) => code))
  }
  expect(codes.at(-2)).toBe('wrong_credentials')
  expect(codes.at(-1)).toBe('too_many_attempts')
})

test('the table of counters holds no email and no address', async () => {
  const email = newEmail()
  await signInsPerEmail.consume(email)
  const rows = await db.rateLimit.findMany()
  expect(rows.length).toBeGreaterThan(0)
  for (const { key } of rows) expect(key).toMatch(/^[a-z_]+:[\w-]{43}$/)
})
