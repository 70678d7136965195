import { randomBytes } from 'node:crypto'

const ALPHABET = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz'

/**
 * A random identifier with a prefix, in the alphabet that Stripe uses.
 *
 * @example identifier('pi', 24) // 'pi_3QxT8mB7WZ01zgkWlHVgdEGJ'
 */
export function identifier(prefix: string, length = 24): string {
  return `${prefix}_${randomText(length)}`
}

/** Random letters and digits; a slight bias of the modulo does not matter here. */
export function randomText(length: number): string {
  const bytes = randomBytes(length)
  let text = ''
  for (const byte of bytes) text += ALPHABET[byte % ALPHABET.length]
  return text
}
