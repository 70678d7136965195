import { CURRENCY_EXPONENTS } from './currency'
import { EngineError } from './errors'
import {
  compare,
  divide,
  floor,
  fromDecimalString,
  rational,
  subtract,
  toDecimalString,
  type Rational,
} from './rational'

/**
 * Digits behind the decimal point of a currency (upper-case ISO 4217): EUR 2, JPY 0, KWD 3.
 * Throws `currency_unknown`: guessing two digits for a typo would be off by a factor of a hundred.
 */
export function currencyExponent(code: string): number {
  const exponent = CURRENCY_EXPONENTS.get(code)
  if (exponent === undefined) throw new EngineError('currency_unknown', `Unknown currency: ${code.slice(0, 10)}`)
  return exponent
}

/**
 * The only rounding in the house: to the nearest integer, halves away from zero (2.5 → 3, −2.5 → −3), so that a
 * credit mirrors its charge to the cent. Minor units in, minor units out.
 */
export function roundHalfAwayFromZero(value: Rational): bigint {
  const { numerator, denominator } = value
  const magnitude = numerator < 0n ? -numerator : numerator
  const rounded = (2n * magnitude + denominator) / (2n * denominator)
  return numerator < 0n ? -rounded : rounded
}

/**
 * Splits a whole into integer parts in proportion to `weights`; the parts always add up to `total`. Each part is its
 * exact share rounded down, and the units left over go to the largest remainders (the earlier part on a tie).
 *
 * `allocate(100n, [1n, 1n, 1n])` → `[34n, 33n, 33n]`; a negative total mirrors the positive one.
 * Throws `allocation_without_weights` when the weights add up to zero but the total does not.
 */
export function allocate(total: bigint, weights: readonly bigint[]): bigint[] {
  if (total < 0n) return allocate(-total, weights).map((part) => -part)
  if (total === 0n) return weights.map(() => 0n)
  const whole = weights.reduce((a, b) => a + b, 0n)
  if (whole === 0n) throw new EngineError('allocation_without_weights', 'Nothing to split the amount over.')
  return apportion(
    total,
    weights.map((weight) => rational(total * weight, whole)),
  )
}

/**
 * Turns exact shares into integers that add up to `total`, their sum already rounded: each share is rounded down and
 * the missing units go to the largest remainders. `apportion(6n, [5/2, 7/2])` → `[3n, 3n]`.
 * Throws `apportionment_mismatch` when the shares do not add up to the total within rounding.
 */
export function apportion(total: bigint, shares: readonly Rational[]): bigint[] {
  const parts = shares.map(floor)
  const missing = Number(total - parts.reduce((a, b) => a + b, 0n))
  if (missing < 0 || missing > parts.length) {
    throw new EngineError('apportionment_mismatch', 'The shares do not add up to the total.')
  }
  const byRemainder = shares
    .map((share, index) => ({ index, remainder: subtract(share, rational(parts[index] ?? 0n)) }))
    .sort((a, b) => compare(b.remainder, a.remainder) || a.index - b.index)
  for (const { index } of byRemainder.slice(0, missing)) parts[index] = (parts[index] ?? 0n) + 1n
  return parts
}

/** Minor units as a plain decimal string for machines: 123456 EUR → `1234.56`, 5 JPY → `5`, −5 EUR → `-0.05`. */
export function toMajorUnits(amount: bigint, currency: string): string {
  const exponent = currencyExponent(currency)
  const digits = (amount < 0n ? -amount : amount).toString().padStart(exponent + 1, '0')
  const sign = amount < 0n ? '-' : ''
  return exponent === 0 ? sign + digits : `${sign}${digits.slice(0, -exponent)}.${digits.slice(-exponent)}`
}

export interface FormatMoneyInput {
  /** Minor units. */
  amount: bigint
  currency: string
  /** BCP 47, for example `de-DE`. */
  locale: string
}

const formatters = new Map<string, Intl.NumberFormat>()

function formatterFor(currency: string, locale: string): Intl.NumberFormat {
  const key = `${locale} ${currency}`
  let formatter = formatters.get(key)
  if (!formatter) {
    // Digits from ISO 4217, not from CLDR, which drops them for some currencies (IQD).
    const digits = currencyExponent(currency)
    const options = {
      style: 'currency',
      currency,
      minimumFractionDigits: digits,
      maximumFractionDigits: digits,
    } as const
    formatter = new Intl.NumberFormat(locale, options)
    formatters.set(key, formatter)
  }
  return formatter
}

/** Money for people, exact at any size, with a true minus (U+2212): `−€1,234.56` in en-GB, `−1.234,56 €` in de-DE. */
export function formatMoney({ amount, currency, locale }: FormatMoneyInput): string {
  const decimal = toMajorUnits(amount, currency) as `${number}`
  return formatterFor(currency, locale)
    .formatToParts(decimal)
    .map((part) => (part.type === 'minusSign' ? '\u2212' : part.value))
    .join('')
}

/** A price below a cent, for people, with all its digits: `0.35` EUR → `€0.0035`; a whole amount reads as usual. */
export function formatExactMoney({ amount, currency, locale }: Omit<FormatMoneyInput, 'amount'> & { amount: string }) {
  const exponent = currencyExponent(currency)
  const major = toDecimalString(divide(fromDecimalString(amount), rational(10n ** BigInt(exponent)))) as `${number}`
  const options = { style: 'currency', currency, minimumFractionDigits: exponent, maximumFractionDigits: 20 } as const
  return new Intl.NumberFormat(locale, options)
    .formatToParts(major)
    .map((part) => (part.type === 'minusSign' ? '\u2212' : part.value))
    .join('')
}

export interface ParseMoneyInput {
  text: string
  currency: string
  locale: string
}

/**
 * Reads what a person typed (`1,234.56`, `€ 12`, `−3.50` in en; `1.234,56 €` in de) into minor units.
 * Groups must be of three digits, so a mistaken separator is refused rather than read as a hundredfold.
 * Throws `money_invalid`, also for more decimals than the currency has.
 */
export function parseMoney({ text, currency, locale }: ParseMoneyInput): bigint {
  const parts = formatterFor(currency, locale).formatToParts(-123456.7)
  const separator = (type: string) => parts.find((part) => part.type === type)?.value
  const symbol = separator('currency') ?? currency
  const decimal = new Intl.NumberFormat(locale).formatToParts(0.5).find((part) => part.type === 'decimal')?.value ?? '.'
  const group = decimal === ',' ? '.' : ','
  const plain = text
    .replaceAll(symbol, '')
    .replaceAll(currency, '')
    .replace(/[\u2212\u2013]/g, '-')
    .replace(/[\s\u00a0\u202f'\u2019]/g, '')
  const pattern = new RegExp(`^(-?)(\\d+|\\d{1,3}(?:\\${group}\\d{3})+)(?:\\${decimal}(\\d+))?$`)
  const match = pattern.exec(plain)
  const exponent = currencyExponent(currency)
  const [, sign = '', whole = '', fraction = ''] = match ?? []
  if (!match || fraction.length > exponent) {
    throw new EngineError('money_invalid', `Not an amount in ${currency}: ${text.slice(0, 40)}`)
  }
  const digits = BigInt(whole.replaceAll(group, '') + fraction.padEnd(exponent, '0'))
  return sign === '-' ? -digits : digits
}
