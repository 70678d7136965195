import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  allocate,
  apportion,
  currencyExponent,
  formatMoney,
  parseMoney,
  roundHalfAwayFromZero,
  toMajorUnits,
} from './money'
import { rational, sum } from './rational'
import { runs } from './testing/runs'

describe('currencyExponent', () => {
  it('comes from ISO 4217', () => {
    expect(['EUR', 'JPY', 'KWD', 'ISK', 'HUF', 'IQD'].map(currencyExponent)).toEqual([2, 0, 3, 0, 2, 3])
  })

  it.each(['eur', 'EURO', '', 'XXX'])('refuses %j', (code) => {
    expect(() => currencyExponent(code)).toThrow(expect.objectContaining({ code: 'currency_unknown' }))
  })
})

describe('roundHalfAwayFromZero', () => {
  it.each([
    [5n, 2n, 3n], // 2.5 → 3
    [-5n, 2n, -3n], // −2.5 → −3
    [249n, 100n, 2n],
    [-249n, 100n, -2n],
    [1n, 3n, 0n],
    [2n, 3n, 1n],
    [-7n, 1n, -7n],
  ])('%d/%d → %d', (n, d, expected) => {
    expect(roundHalfAwayFromZero(rational(n, d))).toBe(expected)
  })
})

describe('allocate', () => {
  it.each([
    [100n, [1n, 1n, 1n], [34n, 33n, 33n]],
    [-100n, [1n, 1n, 1n], [-34n, -33n, -33n]],
    // 5 × 3/10 = 1.5, 5 × 7/10 = 3.5: one unit left, tie, the earlier part gets it.
    [5n, [3n, 7n], [2n, 3n]],
    [0n, [0n, 0n], [0n, 0n]],
    [7n, [0n, 5n], [0n, 7n]],
    // A charge of 59.00 and a credit of 29.50: 5.61 → 11.22 and −5.61.
    [561n, [5900n, -2950n], [1122n, -561n]],
  ])('%d over %o', (total, weights, expected) => {
    expect(allocate(total, weights)).toEqual(expected)
  })

  it('refuses to split something over nothing', () => {
    expect(() => allocate(1n, [0n, 0n])).toThrow(expect.objectContaining({ code: 'allocation_without_weights' }))
  })

  it('always adds up to the whole, no part is off by a unit or more, and a negative total mirrors the positive', () => {
    const weights = fc.array(fc.bigInt({ min: 0n, max: 10n ** 9n }), { minLength: 1, maxLength: 12 })
    fc.assert(
      fc.property(fc.bigInt({ min: -(10n ** 12n), max: 10n ** 12n }), weights, (total, parts) => {
        const whole = parts.reduce((a, b) => a + b, 0n)
        fc.pre(whole > 0n)
        const result = allocate(total, parts)
        expect(result.reduce((a, b) => a + b, 0n)).toBe(total)
        result.forEach((part, index) => {
          const scaledError = part * whole - total * (parts[index] ?? 0n)
          expect(scaledError < whole && scaledError > -whole).toBe(true)
        })
        expect(allocate(-total, parts)).toEqual(result.map((part) => -part))
      }),
      runs(300),
    )
  })
})

describe('apportion', () => {
  it('adds up to the rounded sum for shares of any sign', () => {
    const share = fc
      .tuple(fc.bigInt({ min: -(10n ** 9n), max: 10n ** 9n }), fc.bigInt({ min: 1n, max: 10000n }))
      .map(([n, d]) => rational(n, d))
    fc.assert(
      fc.property(fc.array(share, { maxLength: 10 }), (shares) => {
        const total = roundHalfAwayFromZero(sum(shares))
        expect(apportion(total, shares).reduce((a, b) => a + b, 0n)).toBe(total)
      }),
      runs(300),
    )
  })

  it('refuses shares that have nothing to do with the total', () => {
    expect(() => apportion(9n, [rational(1n), rational(2n)])).toThrow(
      expect.objectContaining({ code: 'apportionment_mismatch' }),
    )
  })
})

describe('formatMoney', () => {
  it.each([
    [123456n, 'EUR', 'en-GB', '€1,234.56'],
    [-123456n, 'EUR', 'en-GB', '\u2212€1,234.56'],
    [-123456n, 'EUR', 'de-DE', '\u22121.234,56\u00a0€'],
    [500n, 'JPY', 'en-GB', 'JP¥500'],
    [1234n, 'KWD', 'en-GB', 'KWD\u00a01.234'],
    [9007199254740993n, 'EUR', 'en-GB', '€90,071,992,547,409.93'], // beyond 2^53: a float would say …409.92
  ])('%d %s in %s', (amount, currency, locale, expected) => {
    expect(formatMoney({ amount, currency, locale })).toBe(expected)
  })

  it('writes major units for machines', () => {
    expect([toMajorUnits(-5n, 'EUR'), toMajorUnits(5n, 'JPY'), toMajorUnits(123456n, 'EUR')]).toEqual([
      '-0.05',
      '5',
      '1234.56',
    ])
  })
})

describe('parseMoney', () => {
  it.each([
    ['1,234.56', 'EUR', 'en-GB', 123456n],
    ['€ 12', 'EUR', 'en-GB', 1200n],
    ['\u22123.5', 'EUR', 'en-GB', -350n],
    ['1.234,56 €', 'EUR', 'de-DE', 123456n],
    ['1 234,56', 'EUR', 'fr-FR', 123456n],
    ['500', 'JPY', 'en-GB', 500n],
    ['1.005', 'KWD', 'en-GB', 1005n],
  ])('%j %s in %s', (text, currency, locale, expected) => {
    expect(parseMoney({ text, currency, locale })).toBe(expected)
  })

  it.each(['', 'abc', '1.2.3', '1,23', '12.345', '1e5', '--1', '5-'])('refuses %j', (text) => {
    expect(() => parseMoney({ text, currency: 'EUR', locale: 'en-GB' })).toThrow(
      expect.objectContaining({ code: 'money_invalid' }),
    )
  })

  it('reads back what formatMoney writes, in every language of the portal', () => {
    const locale = fc.constantFrom('en-GB', 'en-IE', 'de-DE', 'fr-FR', 'nl-NL')
    const currency = fc.constantFrom('EUR', 'JPY', 'KWD', 'CHF')
    fc.assert(
      fc.property(fc.bigInt({ min: -(10n ** 15n), max: 10n ** 15n }), currency, locale, (amount, code, language) => {
        const text = formatMoney({ amount, currency: code, locale: language })
        expect(parseMoney({ text, currency: code, locale: language })).toBe(amount)
      }),
      runs(200),
    )
  })
})
