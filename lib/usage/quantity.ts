// Quantities are exact decimals with up to 18 digits before and 12 after the point. Here they are counted as integers of a
// trillionth, which is what the columns hold.

const PLACES = 12
const ONE = 10n ** BigInt(PLACES)
const PATTERN = /^(\d{1,18})(?:\.(\d{1,12}))?$/

/** A quantity as it is written: `"12.50"` → `12500000000000n`. The text must be one. */
export function toScaled(text: string): bigint {
  const isNegative = text.startsWith('-')
  const [whole = '0', fraction = ''] = (isNegative ? text.slice(1) : text).split('.')
  const scaled = BigInt(whole) * ONE + BigInt(fraction.padEnd(PLACES, '0').slice(0, PLACES))
  return isNegative ? -scaled : scaled
}

/** The shortest decimal: `12500000000000n` → `"12.5"`. */
export function fromScaled(scaled: bigint): string {
  const isNegative = scaled < 0n
  const digits = (isNegative ? -scaled : scaled).toString().padStart(PLACES + 1, '0')
  const fraction = digits.slice(-PLACES).replace(/0+$/, '')
  const text = fraction ? `${digits.slice(0, -PLACES)}.${fraction}` : digits.slice(0, -PLACES)
  return isNegative ? `-${text}` : text
}

/** The shortest form of a decimal that PostgreSQL wrote: `"3.500000000000"` → `"3.5"`. */
export const shortest = (text: string): string => fromScaled(toScaled(text))

/** What an event says was used, in its shortest form: a decimal as text, or a JSON number, which is taken to 12 places. Undefined if it is neither. */
export function readQuantity(value: unknown): string | undefined {
  if (typeof value === 'string') return PATTERN.test(value) ? shortest(value) : undefined
  if (typeof value !== 'number' || !(value >= 0) || value >= 1e15) return undefined
  const text = String(value)
  if (Number.isInteger(value)) return text
  // A number of less than a millionth is written with an exponent.
  if (text.includes('e')) return fromScaled(BigInt(Math.round(value * Number(ONE))))
  const [whole = '0', fraction = ''] = text.split('.')
  const roundUp = (fraction[PLACES] ?? '0') >= '5' ? 1n : 0n
  return fromScaled(toScaled(`${whole}.${fraction}`) + roundUp)
}
