import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { starter, subscriptionFrom } from './testing/timelines'
import { runs } from './testing/runs'
import { slicesOf } from './coverage'
import { cyclesOf, type PhaseFact, type SubscriptionFacts } from './timeline'

const day = (text: string) => new Date(`${text}T00:00:00Z`)
const shape = (subscription: SubscriptionFacts, through: string, since?: string) =>
  cyclesOf({ subscription, through: day(through), ...(since && { since: day(since) }) }).map(
    ({ index, start, end, kind }) =>
      `${index} ${start.toISOString().slice(0, 10)} ${end.toISOString().slice(0, 10)} ${kind}`,
  )

describe('cyclesOf', () => {
  it('bills every cycle that has begun, from the anchor of 31 January', () => {
    const subscription = subscriptionFrom({ anchor: day('2026-01-31') })
    expect(shape(subscription, '2026-03-31')).toEqual([
      '0 2026-01-31 2026-02-28 BILLED',
      '1 2026-02-28 2026-03-31 BILLED',
      '2 2026-03-31 2026-04-30 BILLED',
    ])
    expect(shape(subscription, '2026-01-30')).toEqual([])
  })

  it('cuts the last cycle at the end but keeps its full period', () => {
    const subscription = subscriptionFrom({ endsAt: day('2026-02-15') })
    const cycles = cyclesOf({ subscription, through: day('2026-12-01') })
    expect(cycles).toHaveLength(2)
    expect(cycles[1]).toMatchObject({
      end: day('2026-02-15'),
      period: { start: day('2026-02-01'), end: day('2026-03-01') },
    })
  })

  it('begins within a period when the anchor is another day than the start', () => {
    const subscription = subscriptionFrom({ startsAt: day('2026-01-20'), anchor: day('2026-02-01') })
    expect(shape(subscription, '2026-02-01')).toEqual([
      '0 2026-01-20 2026-02-01 BILLED',
      '1 2026-02-01 2026-03-01 BILLED',
    ])
  })

  it('counts on through trial, pause and a change to yearly, each with its own anchor', () => {
    const phases: PhaseFact[] = [
      { kind: 'TRIAL', from: day('2026-01-01') },
      { kind: 'BILLED', from: day('2026-01-15') },
      { kind: 'PAUSED', from: day('2026-02-20') },
      { kind: 'BILLED', from: day('2026-03-10'), interval: 'YEAR' },
    ]
    expect(shape(subscriptionFrom({ phases }), '2027-03-10')).toEqual([
      '0 2026-01-01 2026-01-15 TRIAL',
      '1 2026-01-15 2026-02-15 BILLED',
      '2 2026-02-15 2026-02-20 BILLED',
      '3 2026-02-20 2026-03-10 PAUSED',
      '4 2026-03-10 2027-03-10 BILLED',
      '5 2027-03-10 2028-03-10 BILLED',
    ])
  })

  it('has no cycle for a pause without an end, nor for a start in the future', () => {
    const phases: PhaseFact[] = [
      { kind: 'BILLED', from: day('2026-01-01') },
      { kind: 'PAUSED', from: day('2026-01-20') },
    ]
    expect(shape(subscriptionFrom({ phases }), '2026-06-01')).toEqual(['0 2026-01-01 2026-01-20 BILLED'])
    expect(shape(subscriptionFrom({ startsAt: day('2026-07-01') }), '2026-06-30')).toEqual([])
  })

  it('leaves out closed cycles without changing the numbers of the others', () => {
    const subscription = subscriptionFrom()
    expect(shape(subscription, '2026-04-01', '2026-03-01')).toEqual([
      '2 2026-03-01 2026-04-01 BILLED',
      '3 2026-04-01 2026-05-01 BILLED',
    ])
  })

  it('refuses phases that do not begin with the subscription or run backwards', () => {
    const wrong: PhaseFact[][] = [
      [{ kind: 'BILLED', from: day('2026-01-02') }],
      [
        { kind: 'BILLED', from: day('2026-01-01') },
        { kind: 'PAUSED', from: day('2026-03-01') },
        { kind: 'BILLED', from: day('2026-02-01') },
      ],
    ]
    for (const phases of wrong) {
      expect(() => shape(subscriptionFrom({ phases }), '2026-06-01')).toThrow(
        expect.objectContaining({ code: 'phases_invalid' }),
      )
    }
  })

  it('tiles the life: no gap, no overlap, indexes in sequence, whatever the phases; `since` only leaves out', () => {
    const hour = 3_600_000
    const start = Date.UTC(2023, 10, 30)
    const phase = fc.record({
      kind: fc.constantFrom<PhaseFact['kind']>('BILLED', 'BILLED', 'PAUSED', 'TRIAL'),
      length: fc.integer({ min: 1, max: 24 * 200 }),
      interval: fc.constantFrom('MONTH' as const, 'YEAR' as const),
      shift: fc.integer({ min: -24 * 40, max: 24 * 40 }),
    })
    const zone = fc.constantFrom('UTC', 'Europe/Berlin', 'America/New_York')
    const life = fc.tuple(fc.array(phase, { minLength: 1, maxLength: 5 }), fc.nat(24 * 900), zone, fc.nat(24 * 900))
    fc.assert(
      fc.property(life, ([parts, end, timeZone, since]) => {
        let from = start
        const phases = parts.map(({ kind, length, interval, shift }): PhaseFact => {
          const fact = { kind, from: new Date(from), interval, anchor: new Date(from + shift * hour) }
          from += length * hour
          return fact
        })
        const endsAt = new Date(start + (end + 1) * hour)
        const subscription = subscriptionFrom({ startsAt: new Date(start), timeZone, phases, endsAt })
        const cycles = cyclesOf({ subscription, through: new Date(start + 24 * 1000 * hour) })
        expect(cycles[0]?.start.getTime()).toBe(start)
        expect(cycles.at(-1)?.end.getTime()).toBe(endsAt.getTime())
        cycles.forEach((cycle, position) => {
          expect(cycle.index).toBe(position)
          expect(cycle.start < cycle.end && cycle.period.start <= cycle.start && cycle.end <= cycle.period.end).toBe(
            true,
          )
          if (position > 0) expect(cycle.start).toEqual(cycles[position - 1]?.end)
        })
        const closed = new Date(start + since * hour)
        const late = cyclesOf({ subscription, through: new Date(start + 24 * 1000 * hour), since: closed })
        expect(late).toEqual(cycles.filter((cycle) => cycle.end > closed))
      }),
      runs(150),
    )
  })
})

describe('slicesOf', () => {
  const [january] = cyclesOf({ subscription: subscriptionFrom(), through: day('2026-01-01') })
  const slices = (segments: Parameters<typeof slicesOf>[1], mode: 'prorate' | 'none') =>
    slicesOf(january!, segments, mode).map(
      ({ segment, from, to }) =>
        `${segment.segmentId} ${from.toISOString().slice(5, 10)} ${to.toISOString().slice(5, 10)}`,
    )
  const a = starter({ segmentId: 'a', to: day('2026-01-10') })
  const b = starter({ segmentId: 'b', from: day('2026-01-10'), to: day('2026-01-20') })
  const c = starter({ segmentId: 'c', from: day('2026-01-20') })

  it('with `prorate` follows every change', () => {
    expect(slices([c, a, b], 'prorate')).toEqual(['a 01-01 01-10', 'b 01-10 01-20', 'c 01-20 02-01'])
  })

  it('with `none` keeps what ran at the beginning', () => {
    expect(slices([a, b, c], 'none')).toEqual(['a 01-01 02-01'])
  })

  it('lets one change be settled and another not', () => {
    expect(slices([a, { ...b, startProration: 'none' }, c], 'prorate')).toEqual(['a 01-01 01-20', 'c 01-20 02-01'])
    expect(slices([a, { ...b, startProration: 'prorate' }, c], 'none')).toEqual(['a 01-01 01-10', 'b 01-10 02-01'])
  })

  it('ends an item that was removed at once, or with the cycle', () => {
    expect(slices([a], 'prorate')).toEqual(['a 01-01 01-10'])
    expect(slices([{ ...a, endProration: 'none' }], 'prorate')).toEqual(['a 01-01 02-01'])
  })

  it('knows nothing of a change that was taken back at the same instant', () => {
    const never = starter({ segmentId: 'n', from: day('2026-01-10'), to: day('2026-01-10') })
    expect(slices([a, never, b], 'prorate')).toEqual(['a 01-01 01-10', 'b 01-10 01-20'])
  })

  it('refuses overlapping segments and one that ends before it begins', () => {
    expect(() => slices([starter(), b], 'prorate')).toThrow(expect.objectContaining({ code: 'segments_overlap' }))
    expect(() => slices([{ ...b, to: day('2026-01-01') }], 'prorate')).toThrow(
      expect.objectContaining({ code: 'segment_invalid' }),
    )
  })
})
