import { EngineError } from './errors'

/**
 * An exact fraction over bigint, always in lowest terms with a positive denominator, so equal values are equal field
 * by field. Every intermediate result about money is one of these; it becomes an integer only in
 * `roundHalfAwayFromZero` (money.ts).
 */
export interface Rational {
  readonly numerator: bigint
  readonly denominator: bigint
}

const absolute = (value: bigint): bigint => (value < 0n ? -value : value)

function greatestCommonDivisor(a: bigint, b: bigint): bigint {
  let [larger, smaller] = [absolute(a), absolute(b)]
  while (smaller !== 0n) [larger, smaller] = [smaller, larger % smaller]
  return larger
}

/** `numerator ÷ denominator` in lowest terms: `rational(6n, -4n)` is −3/2. Throws `division_by_zero`. */
export function rational(numerator: bigint, denominator: bigint = 1n): Rational {
  if (denominator === 0n) throw new EngineError('division_by_zero', 'A fraction cannot have the denominator zero.')
  if (denominator === 1n) return { numerator, denominator }
  const divisor = greatestCommonDivisor(numerator, denominator) * (denominator < 0n ? -1n : 1n)
  return { numerator: numerator / divisor, denominator: denominator / divisor }
}

export const ZERO: Rational = { numerator: 0n, denominator: 1n }

export function add(a: Rational, b: Rational): Rational {
  return rational(a.numerator * b.denominator + b.numerator * a.denominator, a.denominator * b.denominator)
}

export function subtract(a: Rational, b: Rational): Rational {
  return add(a, negate(b))
}

export function multiply(a: Rational, b: Rational): Rational {
  return rational(a.numerator * b.numerator, a.denominator * b.denominator)
}

/** Throws `division_by_zero`. */
export function divide(a: Rational, b: Rational): Rational {
  return rational(a.numerator * b.denominator, a.denominator * b.numerator)
}

export function negate(a: Rational): Rational {
  return { numerator: -a.numerator, denominator: a.denominator }
}

/** −1 if a < b, 0 if equal, 1 if a > b. */
export function compare(a: Rational, b: Rational): -1 | 0 | 1 {
  const difference = a.numerator * b.denominator - b.numerator * a.denominator
  return difference < 0n ? -1 : difference > 0n ? 1 : 0
}

/** The greatest integer not above the value: `floor(−3/2)` is −2. */
export function floor(a: Rational): bigint {
  const quotient = a.numerator / a.denominator
  return a.numerator < 0n && quotient * a.denominator !== a.numerator ? quotient - 1n : quotient
}

export function sum(values: readonly Rational[]): Rational {
  return values.reduce(add, ZERO)
}

/** Plain decimal notation only (`-12.50`, `0.0035`): no exponent, no grouping. Throws `decimal_invalid`. */
export function fromDecimalString(text: string): Rational {
  const match = /^([+-]?)(\d+)(?:\.(\d+))?$/.exec(text)
  if (!match) throw new EngineError('decimal_invalid', `Not a decimal number: ${text.slice(0, 40)}`)
  const [, sign, whole = '0', fraction = ''] = match
  const digits = BigInt(whole + fraction)
  return rational(sign === '-' ? -digits : digits, 10n ** BigInt(fraction.length))
}

/**
 * The exact decimal notation, without trailing zeros: 3/8 → `0.375`. Throws `decimal_inexact` when the expansion never
 * ends (1/3): whoever wants fewer digits has to round first, in the one place that rounds.
 */
export function toDecimalString(value: Rational): string {
  let [twos, fives, rest] = [0, 0, value.denominator]
  for (; rest % 2n === 0n; rest /= 2n) twos += 1
  for (; rest % 5n === 0n; rest /= 5n) fives += 1
  if (rest !== 1n) {
    throw new EngineError('decimal_inexact', 'This fraction has no finite decimal notation.', {
      fraction: `${value.numerator}/${value.denominator}`,
    })
  }
  const places = Math.max(twos, fives)
  const scaled = (absolute(value.numerator) * 10n ** BigInt(places)) / value.denominator
  const digits = scaled.toString().padStart(places + 1, '0')
  const sign = value.numerator < 0n ? '-' : ''
  return places === 0 ? sign + digits : `${sign}${digits.slice(0, -places)}.${digits.slice(-places)}`
}
