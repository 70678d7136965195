import { expect, test } from 'vitest'
import { keysOf, openSecret, sealedByPresentKey, sealSecret } from './sealed-secret'

const fallback = 'a secret of sessions of at least 32 characters'
const before = keysOf({ own: undefined, fallback })
const secret = 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw'

test('opens to what was sealed, for its endpoint only, and says nothing of it', () => {
  const sealed = sealSecret(secret, 'whe_1', before)
  expect(openSecret(sealed, 'whe_1', before)).toBe(secret)
  expect(sealed).not.toContain('MfKQ')
  expect(sealSecret(secret, 'whe_1', before)).not.toBe(sealed)
  expect(() => openSecret(sealed, 'whe_2', before)).toThrow()
  expect(() => openSecret(`${sealed.slice(0, -2)}AA`, 'whe_1', before)).toThrow()
  expect(() => openSecret(sealed.slice(0, 30), 'whe_1', before)).toThrow()
})

test('what was stored before there was sealing is read as it is', () => {
  expect(openSecret(secret, 'whe_1', before)).toBe(secret)
})

test('a new key seals, and what former ones sealed still opens', () => {
  const sealed = sealSecret(secret, 'whe_1', before)
  const own = keysOf({ own: 'a key of its own with more than 32 characters', fallback })
  expect(openSecret(sealed, 'whe_1', own)).toBe(secret)
  const anew = sealSecret(secret, 'whe_1', own)
  expect(anew.startsWith(sealedByPresentKey(own))).toBe(true)
  expect(sealed.startsWith(sealedByPresentKey(own))).toBe(false)
  expect(() => openSecret(anew, 'whe_1', before)).toThrow('WEBHOOK_SECRET_KEY')

  const other = 'another secret of sessions with 32 characters'
  const changed = keysOf({ own: `the next key with its more than 32 characters,${fallback}`, fallback: other })
  expect(openSecret(sealed, 'whe_1', changed)).toBe(secret)
})
