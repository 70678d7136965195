import { describe, expect, it } from 'vitest'
import { readRange, reportRange } from './report-range'

const timeZone = 'Europe/Berlin'
const now = new Date('2026-11-22T10:30:00.000Z')
const range = (name: '30d' | '90d' | '12m' | '24m', interval: 'day' | 'week' | 'month') =>
  reportRange({ name, interval, now, timeZone })

describe('reportRange', () => {
  it('cuts twelve months at midnight of the zone, summer time included, and ends with the present', () => {
    const { from, to, buckets } = range('12m', 'month')
    expect(from.toISOString()).toBe('2025-11-30T23:00:00.000Z')
    expect(buckets).toHaveLength(12)
    // April begins in summer time: 22:00Z.
    expect(buckets[4]!.start.toISOString()).toBe('2026-03-31T22:00:00.000Z')
    expect(buckets[11]).toEqual({ start: new Date('2026-10-31T23:00:00.000Z'), end: to })
    expect(to.getTime() - now.getTime()).toBe(1)
  })

  it('has thirty days, today included', () => {
    const { buckets } = range('30d', 'day')
    expect(buckets).toHaveLength(30)
    expect(buckets[0]!.start.toISOString()).toBe('2026-10-23T22:00:00.000Z')
    // 25 October 2026 has 25 hours.
    expect(buckets[1]!.end.getTime() - buckets[1]!.start.getTime()).toBe(25 * 3_600_000)
  })

  it('begins weeks on a Monday', () => {
    const { from, buckets } = range('90d', 'week')
    // 25 August 2026, 89 days before, is a Tuesday.
    expect(from.toISOString()).toBe('2026-08-23T22:00:00.000Z')
    expect(buckets).toHaveLength(13)
  })

  it.each([
    ['30d', 'day'],
    ['90d', 'month'],
    ['12m', 'week'],
    ['24m', 'month'],
  ] as const)('leaves no gap: %s by %s', (name, interval) => {
    const { from, to, buckets } = range(name, interval)
    expect(buckets[0]!.start).toEqual(from)
    expect(buckets.at(-1)!.end).toEqual(to)
    for (let k = 1; k < buckets.length; k++) expect(buckets[k]!.start).toEqual(buckets[k - 1]!.end)
  })
})

describe('readRange', () => {
  it('takes what it knows and makes the rest usual', () => {
    expect(readRange({ range: '90d', interval: 'day' })).toEqual({ name: '90d', interval: 'day' })
    expect(readRange({ range: '24m', interval: 'day' })).toEqual({ name: '24m', interval: 'month' })
    expect(readRange({ range: 'ever', interval: '' })).toEqual({ name: '12m', interval: 'month' })
  })
})
