import { randomBytes } from 'node:crypto'

const ALPHABET = '0123456789abcdefghjkmnpqrstvwxyz'

/** Prefixes of our ids, so that an id in a log or a support mail says what it names. */
export type IdPrefix =
  | 'usr'
  | 'ses'
  | 'cus'
  | 'plan'
  | 'price'
  | 'sub'
  | 'item'
  | 'seg'
  | 'inv'
  | 'line'
  | 'cn'
  | 'cnl'
  | 'pm'
  | 'pay'
  | 'ref'
  | 'dsp'
  | 'ltx'
  | 'evt'
  | 'ntf'
  | 'aud'
  | 'ent'

/**
 * A new id such as `inv_01k9x…`: 48 bits of time and 80 random bits in Crockford's base 32 (a ULID in lower case),
 * so ids sort by creation and inserts stay at the right edge of the index. Unguessable enough for URLs, never a secret.
 */
export function newId(prefix: IdPrefix): string {
  const bytes = Buffer.alloc(16)
  bytes.writeUIntBE(Date.now(), 0, 6)
  randomBytes(10).copy(bytes, 6)
  let bits = BigInt(`0x${bytes.toString('hex')}`)
  let text = ''
  for (let i = 0; i < 26; i++) {
    text = ALPHABET[Number(bits & 31n)] + text
    bits >>= 5n
  }
  return `${prefix}_${text}`
}
