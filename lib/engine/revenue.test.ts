import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { addDaysToDate, dateInZone } from './calendar'
import { earnedPartOfCredit, revenueEarnedBefore, revenueSchedule } from './revenue'
import { runs } from './testing/runs'

const berlin = 'Europe/Berlin'
const day = (text: string) => new Date(`${text}T12:00:00Z`)
/** From midnight to midnight in Berlin, given by the instants. */
const march = { from: new Date('2026-02-28T23:00:00Z'), to: new Date('2026-03-31T22:00:00Z'), timeZone: berlin }

function byMonth(period: { amount: bigint; from: Date; to: Date }): Record<string, bigint> {
  const months: Record<string, bigint> = {}
  for (const { date, amount } of revenueSchedule({ ...period, timeZone: berlin }))
    months[date.slice(0, 7)] = (months[date.slice(0, 7)] ?? 0n) + amount
  return months
}

describe('a service period is earned by its days', () => {
  it('59.00 for March 2026, in which clocks change: 31 days, 1.90 on the first, 19.03 when ten are over', () => {
    // 5900 ÷ 31 = 190.32; 5900 × 10 ÷ 31 = 1903.23
    const schedule = revenueSchedule({ amount: 5900n, ...march })
    expect(schedule).toHaveLength(31)
    expect(schedule[0]).toEqual({ date: '2026-03-01', amount: 190n })
    expect(schedule.slice(0, 10).reduce((sum, { amount }) => sum + amount, 0n)).toBe(1903n)
  })

  it('366.00 for the leap year 2028: 29.00 in February, 31.00 in March', () => {
    const months = byMonth({ amount: 36600n, from: new Date('2027-12-31T23:00Z'), to: new Date('2028-12-31T23:00Z') })
    expect(months).toMatchObject({ '2028-01': 3100n, '2028-02': 2900n, '2028-03': 3100n, '2028-12': 3100n })
  })

  it('590.00 for the year from 15 January 2026: 17 days of January, all of the rest, 14 days of the next January', () => {
    // cumulative 59000 × k ÷ 365: k 17 → 2747.95, 45 → 7273.97, 76 → 12284.93, 351 → 56736.99
    const months = byMonth({ amount: 59000n, from: day('2026-01-15'), to: day('2027-01-15') })
    expect(months).toMatchObject({ '2026-01': 2748n, '2026-02': 4526n, '2026-03': 5011n, '2027-01': 2263n })
    expect(Object.values(months).reduce((sum, amount) => sum + amount, 0n)).toBe(59000n)
  })
})

describe('a credit takes back what was earned and what was deferred', () => {
  const april = { netAmount: 3000n, from: new Date('2026-03-31T22:00Z'), to: new Date('2026-04-30T22:00Z') }

  it('10.00 of 30.00 on the tenth of thirty days: 9.00 was earned, 6.00 is; 3.00 comes from earned', () => {
    expect(earnedPartOfCredit({ line: april, creditedBefore: 0n, credit: 1000n, at: day('2026-04-10') })).toBe(300n)
  })

  it('nothing is earned on the first day, everything after the last', () => {
    const credit = { line: april, creditedBefore: 0n, credit: 3000n }
    expect(earnedPartOfCredit({ ...credit, at: day('2026-04-01') })).toBe(0n)
    expect(earnedPartOfCredit({ ...credit, at: day('2026-05-01') })).toBe(3000n)
  })

  it('a line without a period was never deferred', () => {
    const line = { netAmount: 3000n, from: null, to: null }
    expect(earnedPartOfCredit({ line, creditedBefore: 0n, credit: 3000n, at: day('2026-05-01') })).toBe(0n)
  })

  it('any credits on any days: never less than nothing deferred or earned, and to the end exactly the rest', () => {
    const credits = fc.array(fc.record({ share: fc.nat(100), on: fc.nat(500) }), { maxLength: 6 })
    const start = fc.date({ min: new Date('2026-01-01'), max: new Date('2029-01-01'), noInvalidDate: true })
    fc.assert(
      fc.property(
        fc.bigInt({ min: 1n, max: 10n ** 9n }),
        start,
        fc.integer({ min: 1, max: 400 }),
        credits,
        (net, from, length, wanted) => {
          const line = { netAmount: net, from, to: new Date(from.getTime() + length * 86_400_000) }
          const first = dateInZone({ at: from, timeZone: berlin })
          const planned = [...wanted].sort((a, b) => a.on - b.on)
          let [deferred, earned, credited] = [net, 0n, 0n]
          for (let index = 0; index <= 510; index++) {
            const at = day(addDaysToDate(first, index))
            for (const { share } of planned.filter(({ on }) => on === index)) {
              const credit = ((net - credited) * BigInt(share)) / 100n
              const taken = earnedPartOfCredit({ line, creditedBefore: credited, credit, at })
              expect(taken >= 0n && taken <= credit).toBe(true)
              earned -= taken
              deferred -= credit - taken
              credited += credit
              expect(deferred >= 0n && earned >= 0n).toBe(true)
            }
            // The day is over: by difference, as the books do it.
            const before = day(addDaysToDate(first, index + 1))
            const total = revenueEarnedBefore({ amount: net - credited, from, to: line.to, timeZone: berlin, before })
            const amount = deferred - (net - credited - total)
            expect(amount >= 0n).toBe(true)
            deferred -= amount
            earned += amount
          }
          expect([deferred, earned]).toEqual([0n, net - credited])
        },
      ),
      runs(60),
    )
  })
})
