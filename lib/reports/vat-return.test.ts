import { expect, test } from 'vitest'
import { vatReturnOf } from './vat-return'

test.each([
  ['our own tax', { country: 'DE', category: 'S' }, 'domestic'],
  ['tax of another member state', { country: 'FR', category: 'S' }, 'oss'],
  ['reverse charge abroad', { country: 'FR', category: 'AE' }, 'domestic'],
  ['outside of the scope', { country: 'CH', category: 'O' }, 'domestic'],
  ['a claim given up abroad', { country: 'FR' }, 'oss'],
] as const)('%s', (_, row, expected) => {
  expect(vatReturnOf(row, 'DE')).toBe(expected)
})
