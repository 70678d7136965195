import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { IssuedLine, LineDraft } from './lines'
import { bill } from './billing'
import { meteredSegments, type MeteredItem, type MeterFact } from './metered-segments'
import { Contract, randomLife, type RandomLife } from './testing/random-life'
import { runs } from './testing/runs'
import { issue } from './testing/timelines'
import { cyclesOf, type ItemSegment } from './timeline'
import { usageWindows, type UsageWindow } from './usage-windows'

// Lives of subscriptions with use in them: events that arrive on time, late, or corrected, billed at any instants.

const meters: MeterFact[] = [
  { code: 'calls', description: 'Calls', measure: 'flow' },
  { code: 'users', description: 'Users', measure: 'level' },
  { code: 'gigabytes', description: 'Storage', measure: 'average' },
]
const UNIT: Record<string, bigint> = { calls: 7n, users: 500n, gigabytes: 25n }
const INCLUDED = { plan: 10n, addOn: 3n }

/** A happening that a meter counts: when, how much, and when we hear of it. */
interface Event {
  at: Date
  arrivesAt: Date
  meter: string
  quantity: bigint
}

const DAY = 86_400_000
const event = fc.record({
  percent: fc.nat(1000),
  delayDays: fc.constantFrom(0, 0, 0, 1, 6),
  meter: fc.constantFrom('calls', 'calls', 'users', 'gigabytes'),
  quantity: fc.bigInt({ min: 0n, max: 40n }),
})

interface LifeWithUse {
  life: RandomLife
  use: { percent: number; delayDays: number; meter: string; quantity: bigint }[]
  early: boolean[]
}
const lifeWithUse: fc.Arbitrary<LifeWithUse> = fc.record({
  life: randomLife,
  use: fc.array(event, { maxLength: 25 }),
  early: fc.array(fc.boolean(), { minLength: 8, maxLength: 8 }),
})

function segmentsOf(contract: Contract): ItemSegment[] {
  const [first] = contract.segments
  const items = contract.segments.map((segment): MeteredItem => {
    const isPlan = segment.itemId === first?.itemId
    const included = isPlan ? INCLUDED.plan : INCLUDED.addOn
    const version = (code: string) => ({
      model: { model: 'FLAT' as const, unitAmount: UNIT[code]!.toString() },
      validFrom: new Date(0),
      validTo: null,
    })
    return {
      ...segment,
      isPlan,
      allowances: new Map(meters.map(({ code }) => [code, { included }])),
      overagePrices: new Map(meters.map(({ code }) => [code, [version(code)]])),
    }
  })
  return [...contract.segments, ...meteredSegments({ items, meters })]
}

/** A flow adds up; of the others the sum of the window stands for whatever the meter makes of it. */
const total = (
  events: readonly Event[],
  { meterCode, from, to }: Pick<UsageWindow, 'meterCode' | 'from' | 'to'>,
): bigint =>
  events
    .filter(({ meter, at }) => meter === meterCode && at >= from && at < to)
    .reduce((sum, { quantity }) => sum + quantity, 0n)

const seconds = (at: Date) => BigInt(Math.floor(at.getTime() / 1000))

test('however often, early or late a life with use is billed, its lines come to the price of the final totals', () => {
  fc.assert(
    fc.property(lifeWithUse, ({ life, use, early }) => {
      const contract = new Contract(life)
      const issued: IssuedLine[] = []
      const drafts: LineDraft[] = []
      const lifetime = life.steps.reduce((sum, { afterSeconds }) => sum + afterSeconds * 1000, 0) + 70 * DAY
      const events = use.map(({ percent, delayDays, ...rest }): Event => {
        const at = new Date(life.startsAt.getTime() + Math.floor((lifetime * percent) / 1000))
        return { ...rest, at, arrivesAt: new Date(at.getTime() + delayDays * DAY) }
      })
      const billNow = (billThrough: Date, running: boolean, closed: Date | null = null) => {
        const { subscription } = contract
        const segments = segmentsOf(contract)
        const heard = events.filter(({ arrivesAt }) => arrivesAt <= billThrough)
        const since = closed ? { since: closed } : {}
        const usage = usageWindows({ subscription, segments, billThrough, running, ...since }).map((window) => {
          return { ...window, quantity: total(heard, window).toString() }
        })
        const { lines } = bill({
          subscription,
          segments,
          issued,
          usage,
          billThrough,
          billRunningUsage: running,
          ...(closed && { billSince: billThrough, usageSince: closed }),
        })
        drafts.push(...lines)
        issued.push(...issue(lines))
        return lines
      }
      let now = life.startsAt
      billNow(now, false)
      life.steps.forEach(({ afterSeconds, event: happening, bills }, position) => {
        now = new Date(now.getTime() + afterSeconds * 1000)
        contract.apply(happening, now)
        if (bills) billNow(now, early[position] ?? false)
      })
      billNow(now, false)
      // Renewals only look back as far as use may still arrive: nothing is missed by that.
      for (let step = 0; step < 5; step += 1) {
        const before = now
        now = new Date(now.getTime() + 16 * DAY)
        if (step < 4) billNow(now, early[step] ?? false)
        else billNow(now, false, new Date(before.getTime() - 7 * DAY))
      }
      expect(billNow(now, false)).toEqual([])
      expect(new Set(drafts.map(({ billingKey }) => billingKey)).size).toBe(drafts.length)

      const { subscription } = contract
      const metered = new Map(segmentsOf(contract).flatMap((each) => (each.metered ? [[each.segmentId, each]] : [])))
      const sums = new Map<string, bigint>()
      for (const { segmentId, cycleIndex, amount } of issued) {
        if (!metered.has(segmentId)) continue
        const place = `${segmentId}@${cycleIndex}`
        sums.set(place, (sums.get(place) ?? 0n) + amount)
      }
      // Stated anew, with whole numbers only: quantity beyond what is included × unit, by seconds and months.
      const counted = new Map<string, bigint>()
      for (const cycle of cyclesOf({ subscription, through: now })) {
        if (cycle.kind !== 'BILLED') continue
        const whole = seconds(cycle.period.end) - seconds(cycle.period.start)
        for (const [segmentId, segment] of metered) {
          const from = segment.from > cycle.start ? segment.from : cycle.start
          const to = segment.to && segment.to < cycle.end ? segment.to : cycle.end
          if (from >= to || cycle.end > now) continue
          const { measure, meterCode = '', included } = segment.metered!
          const quantity = total(events, { meterCode, from, to })
          counted.set(meterCode, (counted.get(meterCode) ?? 0n) + quantity)
          const [part, months] = [seconds(to) - seconds(from), BigInt(cycle.months)]
          const allowance =
            BigInt(included!) * (measure === 'level' ? whole : part * (measure === 'flow' ? months : 1n))
          const beyond = quantity * whole > allowance ? quantity * whole - allowance : 0n
          const times = measure === 'flow' ? whole : measure === 'level' ? part * months : whole * months
          const wanted = (2n * beyond * UNIT[meterCode]! * times + whole * whole) / (2n * whole * whole)
          const place = `${segmentId}@${cycle.index}`
          expect([place, sums.get(place) ?? 0n]).toEqual([place, wanted])
          sums.delete(place)
        }
      }
      // What is left was billed ahead in the cycle that still runs.
      const runningIndex = cyclesOf({ subscription, through: now }).find(({ end }) => end > now)?.index
      expect([...sums.keys()].filter((place) => !place.endsWith(`@${runningIndex}`) && sums.get(place) !== 0n)).toEqual(
        [],
      )
    }),
    runs(200),
  )
})

test('the windows of a closed life count each instant of its billed cycles once, or not at all where nothing runs', () => {
  fc.assert(
    fc.property(randomLife, fc.nat(1000), (life, percent) => {
      const contract = new Contract(life)
      let now = life.startsAt
      for (const { afterSeconds, event: happening } of life.steps) {
        now = new Date(now.getTime() + afterSeconds * 1000)
        contract.apply(happening, now)
      }
      const { subscription } = contract
      const at = new Date(
        life.startsAt.getTime() + Math.floor(((now.getTime() - life.startsAt.getTime()) * percent) / 1000),
      )
      const windows = usageWindows({ subscription, segments: segmentsOf(contract), billThrough: now })
      const holding = windows.filter(({ meterCode, from, to }) => meterCode === 'calls' && from <= at && at < to)
      const cycle = cyclesOf({ subscription, through: now }).find(({ start, end }) => start <= at && at < end)
      const plan = contract.segments.some(
        ({ itemId, from, to }) => itemId === contract.segments[0]?.itemId && from <= at && (to === null || at < to),
      )
      const counts = cycle?.kind === 'BILLED' && cycle.end <= now && plan
      expect(holding.length).toBe(counts ? 1 : 0)
    }),
    runs(200),
  )
})
