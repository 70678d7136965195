// Quantities are exact decimals with up to 18 digits before and 12 after the point. Here they are counted as integers of a
// trillionth, which is what the columns hold.

const PLACES = 12
const ONE = 10n ** BigInt(PLACES)
const PATTERN = /^(\d{1,18})(?:\.(\d{1,12}))?$/
const SHORTEST = /^(?:0|[1-9]\d{0,17})(?:\.\d{0,11}[1-9])?$/

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

/**
 * A quantity in thousandths, as an exact number, or undefined where it has more than 5 digits before or 3 after the point. Most
 * have fewer, and a thousand million of these, or one times the milliseconds of an hour, still add up exactly.
 */
export function toThousandths(text: string): number | undefined {
  const point = text.indexOf('.')
  const isSmall = point < 0 ? text.length <= 5 : point <= 5 && text.length - point <= 4
  return isSmall ? Math.round(Number(text) * 1000) : undefined
}

/** The shortest decimal: `12500` → `"12.5"`. A double of up to 15 digits is written as the decimal that it stands for. */
export const fromThousandths = (thousandths: number): string => String(thousandths / 1000)

/** The shortest form of a decimal that PostgreSQL wrote: `"3.500000000000"` → `"3.5"`. */
export const shortest = (text: string): string => fromScaled(toScaled(text))

/** What an event says was used, in its shortest form: a decimal as text, or a JSON number, which is taken to 12 places. Undefined if it is neither. */
export function readQuantity(value: unknown): string | undefined {
  if (typeof value === 'string') return SHORTEST.test(value) ? value : PATTERN.test(value) ? shortest(value) : undefined
  if (typeof value !== 'number' || !(value >= 0) || value >= 1e15) return undefined
  const text = String(value)
  if (Number.isInteger(value)) return text
  // A number of less than a millionth is written with an exponent.
  if (text.includes('e')) return fromScaled(BigInt(Math.round(value * Number(ONE))))
  const [whole = '0', fraction = ''] = text.split('.')
  if (fraction.length <= PLACES) return text
  const roundUp = (fraction[PLACES] ?? '0') >= '5' ? 1n : 0n
  return fromScaled(toScaled(`${whole}.${fraction}`) + roundUp)
}
