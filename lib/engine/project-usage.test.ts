import fc from 'fast-check'
import { expect, test } from 'vitest'
import { projectQuantity } from './project-usage'
import { runs } from './testing/runs'

const day = (n: number) => new Date(Date.UTC(2026, 0, n))
const month = { from: day(1), to: day(32), atEnd: '80' }

test.each([
  ['flow', '200', day(11), '620'],
  ['flow', '1', day(4), '10.333333'],
  ['flow', '0', day(11), '0'],
  ['flow', '7', day(1), '7'], // no time has passed: nothing to go by
  ['flow', '200', day(32), '200'],
  ['level', '80', day(11), '80'],
  ['average', '20', day(11), '80'],
  ['average', '20', day(40), '20'],
] as const)('%s: %s by %s comes to %s', (measure, quantity, at, projected) => {
  expect(projectQuantity({ ...month, measure, quantity, at })).toBe(projected)
})

test('before it began nothing can be said', () => {
  expect(() => projectQuantity({ ...month, measure: 'flow', quantity: '1', at: day(0) })).toThrow(
    expect.objectContaining({ code: 'projection_invalid' }),
  )
})

test('a flow that goes on evenly is projected alike at every instant', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 30 }), fc.nat(1000), (days, perDay) => {
      const projected = projectQuantity({
        ...month,
        measure: 'flow',
        quantity: String(days * perDay),
        at: day(1 + days),
      })
      expect(projected).toBe(String(31 * perDay))
    }),
    runs(100),
  )
})
