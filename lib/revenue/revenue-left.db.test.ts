import fc from 'fast-check'
import { expect, it } from 'vitest'
import { addDaysInZone } from '@/lib/engine/calendar'
import { BOOKS_TIME_ZONE, revenueEarnedBefore } from '@/lib/engine/revenue'
import { db } from '@/lib/platform/db/client'

it('SQL and the engine agree on what is left to earn, for charges and credits, before, within and after the period', async () => {
  const instant = fc.date({ min: new Date('2026-01-01'), max: new Date('2028-12-31'), noInvalidDate: true })
  const cases = fc.sample(
    fc.record({
      amount: fc.bigInt({ min: -(10n ** 12n), max: 10n ** 12n }),
      from: instant,
      length: fc.integer({ min: 1, max: 800 * 24 }),
      elapsed: fc.integer({ min: -5, max: 820 }),
    }),
    2000,
  )
  const periods = cases.map(({ from, length, ...rest }) => ({
    ...rest,
    from,
    to: new Date(from.getTime() + length * 3_600_000),
  }))
  const rows = await db.$queryRaw<{ left: bigint }[]>`
    SELECT revenue_left(amount, elapsed, greatest(1, books_day("to") - books_day("from"))) AS "left"
    FROM unnest(${periods.map(({ amount }) => amount)}::bigint[], ${periods.map(({ elapsed }) => elapsed)}::int[],
                ${periods.map(({ from }) => from)}::timestamptz[], ${periods.map(({ to }) => to)}::timestamptz[])
      WITH ORDINALITY AS each(amount, elapsed, "from", "to", place) ORDER BY place`
  const expected = periods.map(({ amount, from, to, elapsed }) => {
    const before = addDaysInZone({ at: from, days: elapsed, timeZone: BOOKS_TIME_ZONE })
    return amount - revenueEarnedBefore({ amount, from, to, timeZone: BOOKS_TIME_ZONE, before })
  })
  expect(rows.map(({ left }) => left)).toEqual(expected)
})
