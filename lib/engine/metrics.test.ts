import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { monthlyRecurring, mrrMovements } from './metrics'
import { rational } from './rational'
import { runs } from './testing/runs'

describe('monthlyRecurring', () => {
  it.each([
    ['29.00 a month', { unitAmount: 2900n, quantity: 1, interval: 'MONTH', intervalCount: 1 }, rational(2900n)],
    ['290.00 a year', { unitAmount: 29000n, quantity: 1, interval: 'YEAR', intervalCount: 1 }, rational(7250n, 3n)],
    ['3 × 29.00 a quarter', { unitAmount: 2900n, quantity: 3, interval: 'MONTH', intervalCount: 3 }, rational(2900n)],
    ['nothing', { unitAmount: 2900n, quantity: 0, interval: 'YEAR', intervalCount: 2 }, rational(0n)],
  ] as const)('%s', (_, price, expected) => {
    expect(monthlyRecurring(price)).toEqual(expected)
  })
})

describe('mrrMovements', () => {
  it('tells new, expansion, contraction, churn and reactivation apart', () => {
    const before = new Map([
      ['a', 29n],
      ['b', 59n],
      ['e', 99n],
      ['f', 10n],
    ])
    const after = new Map([
      ['a', 59n],
      ['c', 29n],
      ['d', 29n],
      ['e', 29n],
      ['f', 10n],
    ])
    expect(mrrMovements({ before, after, paidEarlier: new Set(['d']) })).toEqual({
      expansion: 30n,
      churn: -59n,
      new: 29n,
      reactivation: 29n,
      contraction: -70n,
    })
  })

  it('adds up to the difference of the snapshots', () => {
    const snapshot = fc
      .array(fc.tuple(fc.constantFrom('a', 'b', 'c', 'd'), fc.bigInt({ min: 0n, max: 1000n })))
      .map((pairs) => new Map(pairs))
    fc.assert(
      fc.property(snapshot, snapshot, fc.subarray(['a', 'b', 'c', 'd']), (before, after, earlier) => {
        const movements = mrrMovements({ before, after, paidEarlier: new Set(earlier) })
        const total = (values: Iterable<bigint>) => [...values].reduce((a, b) => a + b, 0n)
        expect(total(Object.values(movements))).toBe(total(after.values()) - total(before.values()))
        expect(movements.churn <= 0n && movements.contraction <= 0n && movements.new >= 0n).toBe(true)
      }),
      runs(100),
    )
  })
})
