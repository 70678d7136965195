import fc from 'fast-check'
import { Temporal } from 'temporal-polyfill'
import { describe, expect, test } from 'vitest'
import { instantOf, wallClockOf } from './zone-offsets'

const ZONES = [
  'Europe/Berlin',
  'Europe/Lisbon',
  'America/St_Johns', // half an hour
  'America/Sao_Paulo', // summer time until 2019, from midnight
  'Asia/Kathmandu', // 45 minutes, never a change
  'Australia/Lord_Howe', // half an hour of summer time
  'Pacific/Apia', // a day that was skipped, 30 December 2011
  'Africa/Casablanca', // changes with Ramadan
  'UTC',
]
const zone = fc.constantFrom(...ZONES)
const utc = (text: string) => Date.parse(`${text}Z`)
const wallClock = fc.integer({ min: utc('1995-01-01T00:00'), max: utc('2060-01-01T00:00') })

/** Near a change of clocks, where it matters. */
const nearChange = fc
  .tuple(zone, wallClock, fc.integer({ min: -100_000_000, max: 100_000_000 }))
  .map(([timeZone, at, distance]) => {
    const start = Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(timeZone)
    return { timeZone, at: (start.getTimeZoneTransition('next')?.epochMilliseconds ?? at) + distance }
  })
const anywhere = fc.record({ timeZone: zone, at: wallClock })

describe('zone offsets', () => {
  test('31 March 2024, 02:30 does not exist in Berlin and becomes 03:30; 27 October, 02:30 is the first of both', () => {
    expect(instantOf(utc('2024-03-31T02:30'), 'Europe/Berlin')).toBe(utc('2024-03-31T01:30'))
    expect(instantOf(utc('2024-10-27T02:30'), 'Europe/Berlin')).toBe(utc('2024-10-27T00:30'))
    expect(wallClockOf(utc('2024-10-27T01:30'), 'Europe/Berlin')).toBe(utc('2024-10-27T02:30'))
  })

  test('are what Temporal says of any instant and any wall clock', () => {
    fc.assert(
      fc.property(fc.oneof(anywhere, nearChange), ({ timeZone, at }) => {
        const zoned = Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(timeZone)
        expect(wallClockOf(at, timeZone)).toBe(at + zoned.offsetNanoseconds / 1e6)
        const plain = Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO('UTC').toPlainDateTime()
        expect(instantOf(at, timeZone)).toBe(plain.toZonedDateTime(timeZone).epochMilliseconds)
      }),
      { numRuns: 2_000 },
    )
  })

  test('an unknown zone is refused', () => {
    expect(() => wallClockOf(0, 'Europe/Atlantis')).toThrow(RangeError)
  })
})
