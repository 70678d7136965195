import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { monthlyRecurring, mrrMovements, netMonthlyRecurring } from './metrics'
import { compare, rational, sum, ZERO } from './rational'
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

describe('netMonthlyRecurring', () => {
  const item = (unitAmount: bigint, planCode: string, interval: 'MONTH' | 'YEAR' = 'MONTH', quantity = 1) =>
    ({ unitAmount, quantity, interval, intervalCount: 1, planCode }) as const

  it.each([
    // 59.00 × 80 %; 15.00 × 80 %.
    ['a share of all', [item(5900n, 'pro'), item(1500n, 'pack')], [{ percentOff: '20' }], [4720n, 1200n]],
    // 59.00 × 90 %, 2 × 15.00 as they are.
    [
      'a share of one plan',
      [item(5900n, 'pro'), item(1500n, 'pack', 'MONTH', 2)],
      [{ percentOff: '10', planCodes: ['pro'] }],
      [5310n, 3000n],
    ],
    // (290.00 − 50.00) ÷ 12.
    ['an amount of each year', [item(29000n, 'starter', 'YEAR')], [{ amountOff: 5000n }], [2000n]],
    // 10.00 off 60.00 and 20.00: 7.50 and 2.50.
    ['an amount, shared', [item(6000n, 'pro'), item(2000n, 'pack')], [{ amountOff: 1000n }], [5250n, 1750n]],
    // 59.00 × 50 % = 29.50, less 10.00.
    ['one after the other', [item(5900n, 'pro')], [{ percentOff: '50' }, { amountOff: 1000n }], [1950n]],
    // 59.00 − 10.00, half of it.
    ['in the other order', [item(5900n, 'pro')], [{ amountOff: 1000n }, { percentOff: '50' }], [2450n]],
    ['more than there is', [item(2900n, 'starter')], [{ amountOff: 9900n }], [0n]],
    // 119.00 ÷ 1.19; beside it a pack with VAT on top stays as it is.
    ['VAT inside one price', [{ ...item(11900n, 'home'), vatInside: '19' }, item(1500n, 'pack')], [], [10000n, 1500n]],
    // (119.00 − 11.90) ÷ 1.19 = 90.00: the discount is off the price, the VAT inside what is left.
    ['VAT inside, after discounts', [{ ...item(11900n, 'home'), vatInside: '19' }], [{ amountOff: 1190n }], [9000n]],
    // 3 × 251.00 a year with 25.5 % inside: 600.00 ÷ 12 = 50.00, the half of it.
    ['VAT inside a year', [{ ...item(25100n, 'home', 'YEAR', 3), vatInside: '25.5' }], [{ percentOff: '50' }], [2500n]],
    ['no VAT inside for who is charged none', [{ ...item(11900n, 'home'), vatInside: '0' }], [], [11900n]],
    ['nothing to take from', [item(0n, 'free')], [{ amountOff: 100n }, { percentOff: '10' }], [0n]],
  ])('%s', (_, items, discounts, expected) => {
    expect(netMonthlyRecurring({ items, discounts })).toEqual(expected.map((amount) => rational(amount)))
  })

  it('is between nothing and the price, and less with each discount', () => {
    const discount = fc.oneof(
      fc.record({ percentOff: fc.integer({ min: 0, max: 100 }).map(String) }),
      fc.record({ amountOff: fc.bigInt({ min: 0n, max: 20_000n }) }),
    )
    const items = fc.array(
      fc.record({
        unitAmount: fc.bigInt({ min: 0n, max: 100_000n }),
        quantity: fc.integer({ min: 1, max: 9 }),
        interval: fc.constant('YEAR' as const),
        intervalCount: fc.constant(1),
        planCode: fc.constantFrom('a', 'b'),
      }),
      { minLength: 1, maxLength: 4 },
    )
    fc.assert(
      fc.property(items, fc.array(discount, { maxLength: 3 }), (items, discounts) => {
        const totals = discounts.map((_, count) =>
          sum(netMonthlyRecurring({ items, discounts: discounts.slice(0, count + 1) })),
        )
        let before = sum(netMonthlyRecurring({ items, discounts: [] }))
        for (const total of totals) {
          expect(compare(total, before) <= 0 && compare(total, ZERO) >= 0).toBe(true)
          before = total
        }
      }),
      runs(100),
    )
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
