import { randomFillSync } from 'node:crypto'

const ALPHABET = '0123456789abcdefghjkmnpqrstvwxyz'

/** Prefixes of our ids, so that an id in a log or a support mail says what it names. */
export type IdPrefix =
  | 'usr'
  | 'ses'
  | 'cus'
  | 'plan'
  | 'price'
  | 'ovp'
  | 'sub'
  | 'item'
  | 'seg'
  | 'inv'
  | 'line'
  | 'cn'
  | 'cnl'
  | 'cc'
  | 'crd'
  | 'cra'
  | 'cpn'
  | 'promo'
  | 'dis'
  | 'pm'
  | 'pay'
  | 'ref'
  | 'dsp'
  | 'ltx'
  | 'evt'
  | 'ntf'
  | 'aud'
  | 'ent'
  | 'vic'
  | 'whe'
  | 'oev'
  | 'dlv'
  | 'ovr'
  | 'rsv'
  | 'key'
  | 'req'

/**
 * A new id such as `inv_01k9x…`: 48 bits of time and 80 random bits in Crockford's base 32 (a ULID in lower case),
 * so ids sort by creation and inserts stay at the right edge of the index. Unguessable enough for URLs, never a secret.
 */
export function newId(prefix: IdPrefix): string {
  let time = Date.now()
  let text = ''
  for (let i = 0; i < TIME_LETTERS; i++) {
    text = ALPHABET[time % 32]! + text
    time = Math.floor(time / 32)
  }
  text = `${prefix}_${text}`
  // Asking for many random bytes at once is what makes ids cheap; none is used twice.
  if (used + RANDOM_LETTERS > pool.length) {
    randomFillSync(pool)
    used = 0
  }
  for (let i = 0; i < RANDOM_LETTERS; i++) text += ALPHABET[pool[used++]! % 32]!
  return text
}

const TIME_LETTERS = 10
const RANDOM_LETTERS = 16
const pool = new Uint8Array(256 * RANDOM_LETTERS)
let used = pool.length
