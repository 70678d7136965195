import { expect, test } from 'vitest'
import { isTooSmallToCharge } from './smallest-charge'

test.each([
  [0n, 'EUR', false],
  [1n, 'EUR', true],
  [49n, 'EUR', true],
  [50n, 'EUR', false],
  [29n, 'GBP', true],
  [30n, 'GBP', false],
  [1n, 'KWD', false],
  [-10n, 'EUR', false],
])('%s in %s: %s', (amount, currency, expected) => {
  expect(isTooSmallToCharge({ amount, currency })).toBe(expected)
})
