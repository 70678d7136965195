import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { cyclePeriod } from './calendar'
import { priceAmount } from './pricing'
import { prorate, periodShare } from './proration'
import { add, rational } from './rational'
import { runs } from './testing/runs'

const january = { start: new Date('2026-01-01T00:00:00Z'), end: new Date('2026-02-01T00:00:00Z') }
const noon16 = new Date('2026-01-16T12:00:00Z')

describe('prorate', () => {
  it('29.00 for the second half of January: 14.50 by the second, 29.00 × 16 ÷ 31 by the day', () => {
    const part = { amount: 2900n, period: january, from: noon16, to: january.end, timeZone: 'UTC' }
    expect(prorate({ ...part, granularity: 'second' })).toEqual(rational(1450n))
    expect(prorate({ ...part, granularity: 'day' })).toEqual(rational(2900n * 16n, 31n))
  })

  it('a month with the change to summer time is an hour shorter, and by the day is not', () => {
    // March 2026 in Berlin: 31 days, 31 × 86,400 − 3,600 = 2,674,800 seconds.
    const timeZone = 'Europe/Berlin'
    const period = cyclePeriod({
      anchor: new Date('2026-02-28T23:00:00Z'),
      interval: 'MONTH',
      intervalCount: 1,
      timeZone,
      index: 0,
    })
    const whole = { period, from: period.start, to: period.end, timeZone }
    expect(periodShare({ ...whole, granularity: 'second' })).toEqual({ used: 2674800n, whole: 2674800n })
    expect(periodShare({ ...whole, granularity: 'day' })).toEqual({ used: 31n, whole: 31n })
  })

  it('refuses a part outside its period', () => {
    const part = { amount: 1n, period: january, granularity: 'second', timeZone: 'UTC' } as const
    for (const [from, to] of [
      [new Date('2025-12-31'), noon16],
      [noon16, new Date('2026-02-02')],
      [january.end, noon16],
    ] as const) {
      expect(() => prorate({ ...part, from, to })).toThrow(
        expect.objectContaining({ code: 'proration_outside_period' }),
      )
    }
  })

  it('parts of a period add up to the whole, wherever they are cut', () => {
    const instant = fc.date({ min: january.start, max: january.end, noInvalidDate: true })
    const zone = fc.constantFrom('UTC', 'Europe/Berlin', 'Pacific/Auckland')
    const unit = fc.constantFrom<'second' | 'day'>('second', 'day')
    fc.assert(
      fc.property(
        instant,
        instant,
        unit,
        zone,
        fc.bigInt({ min: 1n, max: 10n ** 9n }),
        (a, b, granularity, timeZone, amount) => {
          const [first, second] = a < b ? [a, b] : [b, a]
          const part = (from: Date, to: Date) => prorate({ amount, period: january, from, to, granularity, timeZone })
          const parts = [part(january.start, first), part(first, second), part(second, january.end)]
          expect(parts.reduce(add)).toEqual(rational(amount))
        },
      ),
      runs(200),
    )
  })
})

describe('priceAmount', () => {
  it('is exact below a cent: 1,001 × 0.35 cents = 350.35 cents', () => {
    expect(priceAmount({ price: { model: 'FLAT', unitAmount: '0.35' }, quantity: 1001 })).toEqual(
      rational(35035n, 100n),
    )
    expect(priceAmount({ price: { model: 'FLAT', unitAmount: 2900n }, quantity: 3n })).toEqual(rational(8700n))
  })

  it.each([-1, 0.5, Number.NaN, 2 ** 60])('refuses the quantity %d', (quantity) => {
    expect(() => priceAmount({ price: { model: 'FLAT', unitAmount: 1n }, quantity })).toThrow(
      expect.objectContaining({ code: 'quantity_invalid' }),
    )
  })
})
