import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  add,
  compare,
  divide,
  floor,
  fromDecimalString,
  multiply,
  negate,
  rational,
  subtract,
  toDecimalString,
} from './rational'
import { runs } from './testing/runs'

const fraction = fc
  .tuple(fc.bigInt({ min: -(10n ** 20n), max: 10n ** 20n }), fc.bigInt({ min: 1n, max: 10n ** 12n }))
  .map(([n, d]) => rational(n, d))

describe('rational', () => {
  it('is kept in lowest terms with a positive denominator', () => {
    expect(rational(6n, -4n)).toEqual({ numerator: -3n, denominator: 2n })
    expect(rational(0n, 7n)).toEqual({ numerator: 0n, denominator: 1n })
  })

  it('refuses a zero denominator', () => {
    expect(() => rational(1n, 0n)).toThrow(expect.objectContaining({ code: 'division_by_zero' }))
    expect(() => divide(rational(1n), rational(0n))).toThrow(expect.objectContaining({ code: 'division_by_zero' }))
  })

  it('adds and divides exactly: 1/3 + 1/6 = 1/2, 1/2 ÷ 3/4 = 2/3', () => {
    expect(add(rational(1n, 3n), rational(1n, 6n))).toEqual(rational(1n, 2n))
    expect(divide(rational(1n, 2n), rational(3n, 4n))).toEqual(rational(2n, 3n))
  })

  it('rounds down towards minus infinity in floor', () => {
    expect([floor(rational(3n, 2n)), floor(rational(-3n, 2n)), floor(rational(-4n, 2n))]).toEqual([1n, -2n, -2n])
  })

  it('reads and writes plain decimals', () => {
    expect(fromDecimalString('-12.50')).toEqual(rational(-25n, 2n))
    expect(fromDecimalString('0.0035')).toEqual(rational(7n, 2000n))
    expect(toDecimalString(rational(3n, 8n))).toBe('0.375')
    expect(toDecimalString(rational(-1n, 20n))).toBe('-0.05')
    expect(toDecimalString(rational(120n))).toBe('120')
  })

  it.each(['', '1e3', '1,5', '.5', '5.', 'NaN', '0x1', ' 1'])('refuses %j as a decimal', (text) => {
    expect(() => fromDecimalString(text)).toThrow(expect.objectContaining({ code: 'decimal_invalid' }))
  })

  it('refuses to write a third as a decimal', () => {
    expect(() => toDecimalString(rational(1n, 3n))).toThrow(expect.objectContaining({ code: 'decimal_inexact' }))
  })

  it('obeys the laws of a field', () => {
    fc.assert(
      fc.property(fraction, fraction, fraction, (a, b, c) => {
        expect(add(a, b)).toEqual(add(b, a))
        expect(subtract(add(a, b), b)).toEqual(a)
        expect(multiply(a, add(b, c))).toEqual(add(multiply(a, b), multiply(a, c)))
        if (b.numerator !== 0n) expect(multiply(divide(a, b), b)).toEqual(a)
        expect(compare(a, b)).toBe(-compare(b, a) + 0)
        expect(compare(add(a, negate(a)), rational(0n))).toBe(0)
      }),
      runs(200),
    )
  })

  it('reads back every decimal it writes', () => {
    fc.assert(
      fc.property(fc.bigInt({ min: -(10n ** 15n), max: 10n ** 15n }), fc.integer({ min: 0, max: 12 }), (n, places) => {
        const value = rational(n, 10n ** BigInt(places))
        expect(fromDecimalString(toDecimalString(value))).toEqual(value)
      }),
      runs(200),
    )
  })
})
