import { createHash, randomBytes } from 'node:crypto'

/** A secret for a mailed link (256 bits), and the hash under which we keep it. The secret itself is never stored. */
export function newMailedToken(): { token: string; tokenHash: string } {
  const token = randomBytes(32).toString('base64url')
  return { token, tokenHash: hashMailedToken(token) }
}

/** SHA-256 suffices: there is nothing to guess in 256 random bits. */
export const hashMailedToken = (token: string): string => createHash('sha256').update(token).digest('hex')
