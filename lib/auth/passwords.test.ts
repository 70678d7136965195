import { expect, test } from 'vitest'
import { hashPassword, verifyPassword } from './passwords'

test('hashes are argon2id with the parameters OWASP asks for, and differ for the same password', async () => {
  const [one, two] = await Promise.all([hashPassword('a long password'), hashPassword('a long password')])
  expect(one).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/)
  expect(one).not.toBe(two)
})

test('the right password passes, others do not', async () => {
  const hash = await hashPassword('a long password')
  expect(await verifyPassword(hash, 'a long password')).toBe(true)
  expect(await verifyPassword(hash, 'A long password')).toBe(false)
  expect(await verifyPassword(hash, '')).toBe(false)
})

test('é is é, typed as one character or as two', async () => {
  expect(await verifyPassword(await hashPassword('caf\u00e9 au lait'), 'cafe\u0301 au lait')).toBe(true)
})

test('nobody’s password is right, not even that of the stand-in', async () => {
  expect(await verifyPassword(null, 'the password of nobody')).toBe(false)
  expect(await verifyPassword(undefined, 'anything')).toBe(false)
})

test('an unknown user takes as much work as a known one', async () => {
  const hash = await hashPassword('a long password')
  await verifyPassword(null, 'warm up')
  const timeOf = async (passwordHash: string | null) => {
    const start = performance.now()
    for (let i = 0; i < 5; i++) await verifyPassword(passwordHash, 'wrong')
    return performance.now() - start
  }
  const [known, unknown] = [await timeOf(hash), await timeOf(null)]
  // Skipping the hash would be hundreds of times faster; the machine's noise is not.
  expect(unknown).toBeGreaterThan(known / 4)
})
