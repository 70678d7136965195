import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { runs } from './testing/runs'
import { priceUsage, type Tier, type UsagePrice } from './usage-pricing'

const cost = (price: UsagePrice, quantity: string) => priceUsage({ price, quantity }).amount

// 10 cents each to 200, 5 cents each from 201 to 1,000, 1 cent beyond.
const tiers: Tier[] = [
  { upTo: '200', unitAmount: '10' },
  { upTo: '1000', unitAmount: '5' },
  { upTo: null, unitAmount: '1' },
]

describe('worked by hand', () => {
  test.each([
    ['0', 0n],
    ['1', 0n], // 0.35 of a cent
    ['2', 1n], // 0.70
    ['10', 4n], // 3.5 → half away from zero
    ['1001', 350n], // 350.35
  ])('flat, 0.0035 each: %s units cost %s cents', (quantity, expected) => {
    expect(cost({ model: 'FLAT', unitAmount: '0.35' }, quantity)).toBe(expected)
  })

  test.each([
    ['0', 0n],
    ['1', 10n],
    ['200', 2000n], // the last of the first tier
    ['201', 2005n], // 200 × 10 + 1 × 5
    ['1000', 6000n], // 2000 + 800 × 5
    ['1001', 6001n],
    ['1500.5', 6501n], // 6000 + 500.5 × 1 = 6500.5
  ])('graduated: %s units cost %s cents', (quantity, expected) => {
    expect(cost({ model: 'GRADUATED', tiers }, quantity)).toBe(expected)
  })

  test.each([
    ['0', 0n],
    ['200', 2000n],
    ['201', 1005n], // all at 5: less than 200 cost, as volume prices do
    ['1000', 5000n],
    ['1001', 1001n],
  ])('volume: %s units cost %s cents', (quantity, expected) => {
    expect(cost({ model: 'VOLUME', tiers }, quantity)).toBe(expected)
  })

  test.each([
    ['0', 0n],
    ['0.5', 900n], // a begun package is paid whole
    ['100', 900n],
    ['100.01', 1800n],
    ['250', 2700n],
  ])('packages of 100 at 9.00: %s units cost %s cents', (quantity, expected) => {
    expect(cost({ model: 'PACKAGE', packageSize: '100', packageAmount: '900' }, quantity)).toBe(expected)
  })

  test('a flat fee of a tier is due once anything falls into it', () => {
    const withFees: Tier[] = [
      { upTo: '10', unitAmount: '0', flatAmount: '500' },
      { upTo: null, unitAmount: '20', flatAmount: '300' },
    ]
    expect(['0', '1', '10', '11'].map((q) => cost({ model: 'GRADUATED', tiers: withFees }, q))).toEqual([
      0n,
      500n,
      500n,
      820n, // 500 + 300 + 1 × 20
    ])
    expect(['10', '11'].map((q) => cost({ model: 'VOLUME', tiers: withFees }, q))).toEqual([500n, 520n])
  })

  test('what is included is free, and tiers count from what is beyond', () => {
    const price: UsagePrice = { model: 'GRADUATED', tiers, included: '1000' }
    expect(['999', '1000', '1001', '1201'].map((q) => cost(price, q))).toEqual([0n, 0n, 10n, 2005n])
  })

  test('a minimum and a maximum hold the charge', () => {
    const price: UsagePrice = { model: 'FLAT', unitAmount: '10', minimumAmount: 500n, maximumAmount: 2000n }
    expect(['0', '50', '51', '200', '201'].map((q) => cost(price, q))).toEqual([500n, 500n, 510n, 2000n, 2000n])
  })

  test('the steps tell how it came about', () => {
    const price: UsagePrice = { model: 'GRADUATED', tiers, included: '1000', maximumAmount: 1500n }
    expect(priceUsage({ price, quantity: '1250' }).steps).toEqual([
      { kind: 'USAGE', quantity: '1250', included: '1000' },
      { kind: 'TIER', quantity: '200', unitAmount: '10', flatAmount: '0', amount: '2000' },
      { kind: 'TIER', quantity: '50', unitAmount: '5', flatAmount: '0', amount: '250' },
      { kind: 'USAGE_TOTAL', amount: '2250' },
      { kind: 'CHARGE_LIMIT', limit: 'MAXIMUM', amount: '1500' },
    ])
  })
})

test.each<[string, UsagePrice, string]>([
  ['usage_invalid', { model: 'FLAT', unitAmount: '1' }, '-1'],
  ['unit_amount_invalid', { model: 'FLAT', unitAmount: '-1' }, '1'],
  ['usage_invalid', { model: 'PACKAGE', packageSize: '0', packageAmount: '1' }, '1'],
  ['tiers_invalid', { model: 'VOLUME', tiers: [] }, '1'],
  ['tiers_invalid', { model: 'GRADUATED', tiers: [{ upTo: '5', unitAmount: '1' }] }, '1'],
  ['tiers_invalid', { model: 'GRADUATED', tiers: [tiers[1]!, tiers[0]!, tiers[2]!] }, '1'],
  ['tiers_invalid', { model: 'GRADUATED', tiers: [{ upTo: null, unitAmount: '1' }, tiers[2]!] }, '1'],
  ['charge_limits_invalid', { model: 'FLAT', unitAmount: '1', minimumAmount: 5n, maximumAmount: 4n }, '1'],
])('%s', (code, price, quantity) => {
  expect(() => priceUsage({ price, quantity })).toThrow(expect.objectContaining({ code }))
})

const anyTiers = fc
  .array(fc.tuple(fc.integer({ min: 1, max: 500 }), fc.integer({ min: 0, max: 3000 })), { minLength: 1, maxLength: 5 })
  .map((rows): Tier[] => {
    let end = 0
    return rows.map(([width, price], index) => {
      end += width
      return { upTo: index === rows.length - 1 ? null : String(end), unitAmount: (price / 100).toFixed(2) }
    })
  })

test('graduated: one more unit costs the unit price of its tier, to the cent', () => {
  fc.assert(
    fc.property(anyTiers, fc.nat(3000), (some, quantity) => {
      // By hand: unit for unit, in hundredths of a cent.
      let hundredths = 0n
      for (let unit = 1; unit <= quantity; unit += 1) {
        const tier = some.find(({ upTo }) => upTo === null || unit <= Number(upTo))!
        hundredths += BigInt(tier.unitAmount.replace('.', ''))
      }
      expect(cost({ model: 'GRADUATED', tiers: some }, String(quantity))).toBe((hundredths + 50n) / 100n)
    }),
    runs(60),
  )
})

test('no report is so wrong that what it costs could not be kept: 100 billion is the most', () => {
  const price: UsagePrice = { model: 'FLAT', unitAmount: '7.5' }
  // 999,999,999,999,999,999 × 7.5 cents would be 75 quadrillion.
  expect(cost(price, '999999999999999999')).toBe(10_000_000_000_000n)
  expect(cost({ ...price, maximumAmount: 10n ** 15n }, '999999999999999999')).toBe(10_000_000_000_000n)
  expect(cost({ ...price, maximumAmount: 9_000n }, '999999999999999999')).toBe(9_000n)
})

test('more use never costs less, except with volume prices; every model costs nothing at nothing', () => {
  const models = fc.oneof(
    fc.nat(5000).map((n): UsagePrice => ({ model: 'FLAT', unitAmount: String(n / 1000) })),
    anyTiers.map((some): UsagePrice => ({ model: 'GRADUATED', tiers: some })),
    fc.tuple(fc.integer({ min: 1, max: 99 }), fc.nat(900)).map(([size, amount]): UsagePrice => {
      return { model: 'PACKAGE', packageSize: String(size), packageAmount: String(amount) }
    }),
  )
  fc.assert(
    fc.property(models, fc.nat(5000), fc.nat(500), (price, quantity, more) => {
      expect(cost(price, '0')).toBe(0n)
      expect(cost(price, String(quantity + more))).toBeGreaterThanOrEqual(cost(price, String(quantity)))
    }),
    runs(300),
  )
})
