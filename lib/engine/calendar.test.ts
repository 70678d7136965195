import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  addDaysInZone,
  boundaryFrom,
  cycleIndexAt,
  cyclePeriod,
  daysBetweenInZone,
  startOfDayInZone,
  type CycleSchedule,
} from './calendar'
import { runs } from './testing/runs'

const monthly = (anchor: string, timeZone = 'UTC'): CycleSchedule => {
  return { anchor: new Date(anchor), interval: 'MONTH', intervalCount: 1, timeZone }
}
const startOf = (schedule: CycleSchedule, index: number) => cyclePeriod({ ...schedule, index }).start.toISOString()

describe('boundaryFrom', () => {
  it.each([
    ['2025-03-01T00:00:00Z', '2025-03-31T09:00:00.000Z'],
    ['2025-02-28T09:00:00Z', '2025-02-28T09:00:00.000Z'],
    ['2025-02-28T09:00:01Z', '2025-03-31T09:00:00.000Z'],
  ])('of a schedule from 31 January 09:00, at %s: %s', (at, expected) => {
    expect(boundaryFrom({ ...monthly('2025-01-31T09:00:00Z'), at: new Date(at) }).toISOString()).toBe(expected)
  })
})

describe('cyclePeriod', () => {
  it('clamps the 31st to each month and comes back to the 31st', () => {
    const schedule = monthly('2025-01-31T09:00:00Z')
    expect([0, 1, 2, 3, 4].map((index) => startOf(schedule, index))).toEqual([
      '2025-01-31T09:00:00.000Z',
      '2025-02-28T09:00:00.000Z',
      '2025-03-31T09:00:00.000Z',
      '2025-04-30T09:00:00.000Z',
      '2025-05-31T09:00:00.000Z',
    ])
  })

  it('uses 29 February of a leap year', () => {
    expect(startOf(monthly('2024-01-31T00:00:00Z'), 1)).toBe('2024-02-29T00:00:00.000Z')
    const yearly: CycleSchedule = { ...monthly('2024-02-29T00:00:00Z'), interval: 'YEAR' }
    expect([1, 2, 3, 4].map((index) => startOf(yearly, index).slice(0, 10))).toEqual([
      '2025-02-28',
      '2026-02-28',
      '2027-02-28',
      '2028-02-29',
    ])
  })

  it('keeps the wall clock over daylight saving: 09:00 in Berlin is 08:00Z in winter and 07:00Z in summer', () => {
    const schedule = monthly('2025-01-31T08:00:00Z', 'Europe/Berlin')
    expect(startOf(schedule, 1)).toBe('2025-02-28T08:00:00.000Z')
    expect(startOf(schedule, 2)).toBe('2025-03-31T07:00:00.000Z')
  })

  it('moves a wall-clock time that DST skips forward, and takes the first of a doubled one', () => {
    // 30 Mar 2025 02:30 does not exist in Berlin: 03:30 summer time = 01:30Z.
    expect(startOf(monthly('2025-01-30T01:30:00Z', 'Europe/Berlin'), 2)).toBe('2025-03-30T01:30:00.000Z')
    // 26 Oct 2025 02:30 happens twice: the first is still summer time = 00:30Z.
    expect(startOf(monthly('2025-01-26T01:30:00Z', 'Europe/Berlin'), 9)).toBe('2025-10-26T00:30:00.000Z')
  })

  it('takes the day in the customer’s zone: 1 March 00:30 in Auckland is 28 February 11:30Z', () => {
    expect(startOf(monthly('2025-02-28T11:30:00Z', 'Pacific/Auckland'), 1)).toBe('2025-03-31T11:30:00.000Z')
  })

  it('bills quarters and refuses half an interval', () => {
    const schedule: CycleSchedule = { ...monthly('2025-11-30T00:00:00Z'), intervalCount: 3 }
    expect(startOf(schedule, 1)).toBe('2026-02-28T00:00:00.000Z')
    expect(() => startOf({ ...schedule, intervalCount: 0.5 }, 1)).toThrow(
      expect.objectContaining({ code: 'interval_count_invalid' }),
    )
  })
})

const anySchedule: fc.Arbitrary<CycleSchedule> = fc.record({
  anchor: fc.date({ min: new Date('2020-01-01'), max: new Date('2030-01-01'), noInvalidDate: true }),
  interval: fc.constantFrom('MONTH', 'YEAR'),
  intervalCount: fc.integer({ min: 1, max: 6 }),
  timeZone: fc.constantFrom('UTC', 'Europe/Berlin', 'America/New_York', 'Australia/Lord_Howe', 'Pacific/Apia'),
})

describe('cycles', () => {
  it('tile time without gap or overlap', () => {
    fc.assert(
      fc.property(anySchedule, fc.integer({ min: -20, max: 60 }), (schedule, index) => {
        const period = cyclePeriod({ ...schedule, index })
        expect(period.start < period.end).toBe(true)
        expect(period.end).toEqual(cyclePeriod({ ...schedule, index: index + 1 }).start)
      }),
      runs(200),
    )
  })

  it('contain exactly the instants that cycleIndexAt assigns to them', () => {
    const instant = fc.date({ min: new Date('2018-01-01'), max: new Date('2040-01-01'), noInvalidDate: true })
    fc.assert(
      fc.property(anySchedule, instant, (schedule, at) => {
        const period = cyclePeriod({ ...schedule, index: cycleIndexAt({ ...schedule, at }) })
        expect(period.start <= at && at < period.end).toBe(true)
      }),
      runs(200),
    )
  })
})

describe('days in a zone', () => {
  it('a day after 29 March 12:00 in Berlin is 23 hours later, because of summer time', () => {
    const next = addDaysInZone({ at: new Date('2025-03-29T11:00:00Z'), days: 1, timeZone: 'Europe/Berlin' })
    expect(next.toISOString()).toBe('2025-03-30T10:00:00.000Z')
  })

  it('counts calendar dates, not 24 hours', () => {
    const days = (from: string, to: string, timeZone: string) =>
      daysBetweenInZone({ from: new Date(from), to: new Date(to), timeZone })
    expect(days('2025-03-01T22:59:00Z', '2025-03-01T23:01:00Z', 'Europe/Berlin')).toBe(1)
    expect(days('2025-03-01T22:59:00Z', '2025-03-01T23:01:00Z', 'UTC')).toBe(0)
    expect(days('2025-03-30T00:00:00Z', '2025-03-01T00:00:00Z', 'UTC')).toBe(-29)
  })

  it('starts a day at midnight of the zone', () => {
    const midnight = startOfDayInZone({ at: new Date('2025-06-30T22:30:00Z'), timeZone: 'Europe/Berlin' })
    expect(midnight.toISOString()).toBe('2025-06-30T22:00:00.000Z')
  })
})
