import { expect, it } from 'vitest'
import { monthlyRecurring, mrrMovements } from '@/lib/engine/metrics'
import { roundHalfAwayFromZero } from '@/lib/engine/money'
import { multiply, rational, sum } from '@/lib/engine/rational'
import { listMovements, MOVEMENT_KINDS, readMrr } from './read-mrr'
import { reportRange } from './report-range'
import { customerNamed, EPOCH, insertContract, seededPrices, type TestSegment } from './testing/contracts'

const DAY = 24 * 60 * 60 * 1000
const now = new Date('2026-06-20T10:00:00Z')

/** A small deterministic generator: the same lives on every run. */
function dice(seed: number): (sides: number) => number {
  let state = seed
  return (sides) => {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648
    return Math.floor((state / 2_147_483_648) * sides)
  }
}

interface Life {
  customerId: string
  segments: TestSegment[]
}

it('agrees with the engine, customer by customer, over many random lives', async () => {
  const roll = dice(42)
  const prices = [...(await seededPrices()).values()]
  const lives: Life[] = []
  for (let index = 0; index < 25; index++) {
    const customerId = await customerNamed(`Customer ${index}`)
    let day = roll(300)
    for (let life = 0; life <= roll(3); life++) {
      const segments: TestSegment[] = []
      for (let change = 0; change <= roll(3); change++) {
        const from = new Date(EPOCH.getTime() + day * DAY)
        day += 1 + roll(120)
        const to = new Date(EPOCH.getTime() + day * DAY)
        segments.push({ price: prices[roll(prices.length)]!, quantity: 1 + roll(4), from, to })
      }
      const last = segments.at(-1)!
      const runs = last.to! > now || roll(3) === 0
      if (runs) last.to = null
      await insertContract({
        customerId,
        segments,
        status: runs ? 'ACTIVE' : 'CANCELED',
        endedAt: runs ? null : (last.to ?? null),
      })
      lives.push({ customerId, segments })
      if (runs) break
      day += roll(60)
    }
  }

  const range = reportRange({ name: '12m', interval: 'week', now, timeZone: 'Europe/Berlin' })
  const report = await readMrr({ currency: 'EUR', range })
  const before = (instant: Date) => (segment: TestSegment) =>
    segment.from < instant && (!segment.to || segment.to >= instant)
  /** Exact, by customer, in twelfths of a minor unit: every rhythm here divides twelve. */
  const snapshot = (instant: Date) => {
    const twelfths = new Map<string, bigint>()
    for (const { customerId, segments } of lives) {
      const exact = sum(
        segments.filter(before(instant)).map(({ price, quantity = 1 }) => monthlyRecurring({ ...price, quantity })),
      )
      const whole = multiply(exact, rational(12n))
      expect(whole.denominator).toBe(1n)
      if (whole.numerator > 0n) twelfths.set(customerId, (twelfths.get(customerId) ?? 0n) + whole.numerator)
    }
    return twelfths
  }
  const total = (twelfths: Map<string, bigint>) =>
    roundHalfAwayFromZero(
      rational(
        [...twelfths.values()].reduce((a, b) => a + b, 0n),
        12n,
      ),
    )

  expect(report.opening.mrr).toBe(total(snapshot(range.from)))
  for (const bucket of report.buckets) {
    const [was, is] = [snapshot(bucket.start), snapshot(bucket.end)]
    expect(bucket.mrr).toBe(total(is))
    expect(bucket.customers).toBe(is.size)
    const paidEarlier = new Set(
      lives.filter(({ segments }) => segments.some(({ from }) => from < bucket.start)).map((life) => life.customerId),
    )
    const exact = mrrMovements({ before: was, after: is, paidEarlier })
    for (const kind of MOVEMENT_KINDS) {
      const off = bucket.movements[kind] * 12n - exact[kind]
      expect(off > -12n && off < 12n, `${kind} is off by less than a cent`).toBe(true)
    }
    const moved = MOVEMENT_KINDS.reduce((all, kind) => all + bucket.movements[kind], 0n)
    expect(moved).toBe(total(is) - total(was))
  }
  const { total: rows } = await listMovements({ currency: 'EUR', range, page: 1, pageSize: 1 })
  expect(rows).toBe(
    report.buckets.reduce((all, { moved }) => all + MOVEMENT_KINDS.reduce((some, kind) => some + moved[kind], 0), 0),
  )
})
