import { slicesOf, type Slice } from './coverage'
import type { Expected } from './expected'
import type { ExplanationStep } from './explanation'
import { periodShare } from './proration'
import { compare, fromDecimalString, sum, toDecimalString } from './rational'
import type { ItemSegment, TimelineCycle } from './timeline'
import { priceUsage, type MeteredPrice } from './usage-pricing'

export interface UsageGroup {
  key: string
  /** An exact decimal of the meter's unit. */
  quantity: string
}

export interface UsageReading {
  /** An exact decimal of the meter's unit. */
  quantity: string
  /** How the quantity divides, where the meter keeps groups apart. */
  groups?: readonly UsageGroup[]
}

export interface ExpectedUsageInput {
  cycle: TimelineCycle
  segments: readonly ItemSegment[]
  timeZone: string
  readingOf: (segmentId: string) => UsageReading
  /** The cycle still runs and is billed ahead of its end: what was used up to here. */
  until?: Date
}

/**
 * What each metered segment should come to in a cycle, for what was used of it. Shares count by the second, whatever the
 * subscription counts its other shares by: use has an instant, and whoever changes twice in a day keeps what is included.
 *
 * Ahead of its end a flow has all of its allowance; a level is charged for the time that has passed, and no minimum is.
 */
export function expectedUsageInCycle(input: ExpectedUsageInput): Expected[] {
  const { cycle, timeZone, readingOf, until } = input
  return usageSlices(input).map((slice): Expected => {
    const { segment, price, from, to, paidTo } = slice
    const { quantity, groups } = readingOf(segment.segmentId)
    const part = { period: cycle.period, from, granularity: 'second' as const, timeZone }
    const share = periodShare({ ...part, to: price.measure === 'level' ? to : paidTo })
    const held = until ? { ...price, minimumAmount: 0n } : price
    const { amount, steps } = priceUsage({ price: held, quantity, months: cycle.months, share })
    return {
      segment,
      from,
      to,
      segmentId: segment.segmentId,
      cycleIndex: cycle.index,
      fullAmount: amount,
      share,
      granularity: 'second',
      amount,
      discounts: [],
      usageSteps: withGroups(until ? [soFar(until), ...steps] : steps, groups ?? []),
    }
  })
}

const soFar = (until: Date): ExplanationStep => ({ kind: 'USAGE_SO_FAR', until: until.toISOString() })

export interface UsageSlice extends Slice {
  price: MeteredPrice
  /** Where the slice ends once the cycle is over; `to` is earlier while it runs. */
  paidTo: Date
}

/** Which part of a cycle is counted for each metered segment, as far as `until`. What is free (a trial, a pause) counts nothing. */
export function usageSlices({
  cycle,
  segments,
  until,
}: Pick<ExpectedUsageInput, 'cycle' | 'segments' | 'until'>): UsageSlice[] {
  // Use is split at the instant of a change, however what is paid in advance is settled there.
  const metered = segments.flatMap((segment): ItemSegment[] =>
    segment.metered ? [{ ...segment, startProration: 'prorate', endProration: 'prorate' }] : [],
  )
  return slicesOf({ ...cycle, endProration: 'prorate' }, metered, 'prorate').flatMap((slice): UsageSlice[] => {
    const to = until && until < slice.to ? until : slice.to
    const price = slice.segment.metered
    return price && slice.from < to ? [{ ...slice, to, paidTo: slice.to, price: asOf(price, slice.from) }] : []
  })
}

/** With what was included when the slice began. */
function asOf({ formerly = [], ...price }: MeteredPrice, at: Date): MeteredPrice {
  const former = formerly.find(({ until }) => at < until)
  return former ? { ...price, included: former.included } : price
}

const SHOWN_GROUPS = 5

/** Tells how the quantity divides, right after the quantity itself. One group alone divides nothing. */
function withGroups(steps: ExplanationStep[], groups: readonly UsageGroup[]): ExplanationStep[] {
  const counted = groups.filter(({ quantity }) => fromDecimalString(quantity).numerator !== 0n)
  if (counted.length < 2) return steps
  const largest = counted.toSorted(
    (a, b) => compare(fromDecimalString(b.quantity), fromDecimalString(a.quantity)) || (a.key < b.key ? -1 : 1),
  )
  const shown = largest.slice(0, SHOWN_GROUPS)
  const others = sum(largest.slice(SHOWN_GROUPS).map(({ quantity }) => fromDecimalString(quantity)))
  const step: ExplanationStep = {
    kind: 'GROUPS',
    groups: shown.map(({ key, quantity }) => ({ key, quantity: toDecimalString(fromDecimalString(quantity)) })),
    others: others.numerator === 0n ? null : toDecimalString(others),
  }
  return steps.flatMap((each): ExplanationStep[] => (each.kind === 'USAGE' ? [each, step] : [each]))
}
