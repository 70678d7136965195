import fc from 'fast-check'
import { expect, test } from 'vitest'
import { fromScaled, fromThousandths, readQuantity, shortest, toScaled, toThousandths } from './quantity'

const digits = (most: number) => fc.stringMatching(new RegExp(`^\\d{1,${most}}$`))
const decimal = fc
  .tuple(digits(18), fc.option(digits(12)))
  .map(([whole, fraction]) => (fraction === null ? whole : `${whole}.${fraction}`))
/** Within what thousandths hold, and a little beyond. */
const smallish = fc
  .tuple(digits(6), fc.option(digits(4)))
  .map(([whole, fraction]) => (fraction === null ? whole : `${whole}.${fraction}`))

test.each([
  ['12.50', '12.5'],
  ['007', '7'],
  ['0.000000000001', '0.000000000001'],
  ['0', '0'],
  ['0.0', '0'],
  ['.5', undefined],
  ['5.', undefined],
  ['1e3', undefined],
  ['-1', undefined],
  ['1.0000000000001', undefined],
  [12.5, '12.5'],
  [1e-7, '0.0000001'],
  [0.1 + 0.2, '0.3'],
  [1e15, undefined],
  [-0.5, undefined],
  [NaN, undefined],
])('an event that says %s', (value, quantity) => {
  expect(readQuantity(value)).toBe(quantity)
})

test('a decimal is kept to its last place, in its shortest form', () => {
  fc.assert(
    fc.property(decimal, (text) => {
      const read = readQuantity(text)!
      expect(read).toBe(shortest(text))
      expect(toScaled(read)).toBe(toScaled(text))
    }),
    { numRuns: 2000 },
  )
})

test('thousandths are the exact quantity, or none', () => {
  fc.assert(
    fc.property(smallish, (text) => {
      const thousandths = toThousandths(text)
      if (thousandths === undefined) expect(text).toMatch(/\d{6}|\.\d{4}/)
      else expect(BigInt(thousandths) * 10n ** 9n).toBe(toScaled(text))
    }),
    { numRuns: 2000 },
  )
  fc.assert(
    fc.property(fc.integer({ min: -(10 ** 15), max: 10 ** 15 }), (thousandths) => {
      expect(fromThousandths(thousandths)).toBe(fromScaled(BigInt(thousandths) * 10n ** 9n))
    }),
    { numRuns: 2000 },
  )
})
