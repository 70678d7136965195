import { createHash, randomBytes } from 'node:crypto'

const SHOWN_LETTERS = 12

/** A new secret of 256 random bits; `prefix` is the part that stays visible. */
export function newSecret(): { secret: string; prefix: string; hash: string } {
  const secret = `ck_${randomBytes(32).toString('base64url')}`
  return { secret, prefix: secret.slice(0, SHOWN_LETTERS), hash: hashOf(secret) }
}

/**
 * What is kept of a secret. A fast hash is right here: 256 random bits cannot be guessed, so there is nothing that
 * slowness would protect (unlike passwords).
 */
export const hashOf = (secret: string): string => createHash('sha256').update(secret).digest('base64url')

export const looksLikeSecret = (text: string): boolean => /^ck_[\w-]{43}$/.test(text)
