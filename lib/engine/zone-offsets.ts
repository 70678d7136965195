import { Temporal } from 'temporal-polyfill'

const DAY = 86_400_000

/** A stretch of time in which a zone's clocks do not change; milliseconds. */
interface Stretch {
  from: number
  to: number
  offset: number
}

/**
 * A zone's distance from UTC, each year's changes asked of Temporal once. Renewals ask hundreds of thousands of times, and
 * this answers the same (a property test compares them) some fifty times quicker.
 */
class ZoneOffsets {
  readonly #years = new Map<number, Stretch[]>()
  #last: Stretch = { from: 0, to: 0, offset: 0 }

  constructor(private readonly timeZone: string) {}

  /** Milliseconds to add to an instant to get its wall clock. */
  at(instant: number): number {
    if (instant < this.#last.from || instant >= this.#last.to) {
      const year = new Date(instant).getUTCFullYear()
      this.#last = this.#stretchesOf(year).find(({ to }) => instant < to)!
    }
    return this.#last.offset
  }

  #stretchesOf(year: number): Stretch[] {
    const known = this.#years.get(year)
    if (known) return known
    const end = Date.UTC(year + 1, 0)
    const stretches: Stretch[] = []
    for (let from = Date.UTC(year, 0); from < end;) {
      const zoned = Temporal.Instant.fromEpochMilliseconds(from).toZonedDateTimeISO(this.timeZone)
      const change = zoned.getTimeZoneTransition('next')?.epochMilliseconds ?? end
      const to = Math.min(change, end)
      stretches.push({ from, to, offset: zoned.offsetNanoseconds / 1e6 })
      from = to
    }
    this.#years.set(year, stretches)
    return stretches
  }
}

const zones = new Map<string, ZoneOffsets>()

function offsetsOf(timeZone: string): ZoneOffsets {
  let offsets = zones.get(timeZone)
  if (!offsets) {
    offsets = new ZoneOffsets(timeZone)
    zones.set(timeZone, offsets)
  }
  return offsets
}

/** The wall clock of an instant in a zone, as the milliseconds that the same clock in UTC would have. Throws RangeError. */
export function wallClockOf(instant: number, timeZone: string): number {
  return instant + offsetsOf(timeZone).at(instant)
}

/**
 * The instant at which a zone's clocks show this (the inverse of `wallClockOf`). A time that is skipped moves forward by
 * the gap, a doubled one is the first of both: Temporal's "compatible".
 */
export function instantOf(wallClock: number, timeZone: string): number {
  const offsets = offsetsOf(timeZone)
  const before = offsets.at(wallClock - DAY)
  const after = offsets.at(wallClock + DAY)
  if (before === after) return wallClock - before
  const candidates = [wallClock - before, wallClock - after].filter(
    (instant) => instant + offsets.at(instant) === wallClock,
  )
  return candidates.length > 0 ? Math.min(...candidates) : wallClock - before
}
