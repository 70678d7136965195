import { expect, test } from 'vitest'
import { beyondIncluded, usageLevel } from './usage-level'

test.each([
  ['0', '10', 'fine', null],
  ['7.999999999999', '10', 'fine', null],
  ['8', '10', 'near', null],
  ['9.999999999999', '10', 'near', null],
  ['10', '10', 'full', null],
  ['10.000000000001', '10', 'over', '0.000000000001'],
  ['0', '0', 'none', null],
  ['1', '0', 'over', '1'],
  ['1000000', null, 'unlimited', null],
])('%s of %s is %s', (used, included, level, beyond) => {
  expect(usageLevel({ used, included })).toBe(level)
  expect(beyondIncluded({ used, included })).toBe(beyond)
})
