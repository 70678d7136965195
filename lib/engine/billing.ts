import { differenceOf } from './difference'
import type { DiscountFact } from './discount'
import { EngineError } from './errors'
import { expectedInCycle, type BillingPolicy, type Expected } from './expected'
import { expectedUsageInCycle, type UsageReading } from './expected-usage'
import { groupBy } from './group'
import type { IssuedLine, LineDraft } from './lines'
import { cyclesOf, type ItemSegment, type SubscriptionFacts, type TimelineCycle } from './timeline'

export const DEFAULT_BILLING_POLICY: BillingPolicy = { granularity: 'second', mode: 'prorate' }

/** What was used of a metered segment in a cycle. */
export interface UsageFact extends UsageReading {
  segmentId: string
  cycleIndex: number
}

export interface BillInput {
  subscription: SubscriptionFacts
  segments: readonly ItemSegment[]
  issued: readonly IssuedLine[]
  discounts?: readonly DiscountFact[]
  /**
   * Of metered segments; what is missing is 0. More of a billed cycle is billed as a difference. Without any of it metered
   * segments are left alone.
   */
  usage?: readonly UsageFact[]
  /** Use of cycles that ended after this is looked at again, though they are closed otherwise. Default: `billSince`. */
  usageSince?: Date
  /** Bill use of the cycle that runs at `billThrough` up to then (an amount was reached); else once the cycle is over. */
  billRunningUsage?: boolean
  /** Bill, in advance, every cycle that starts at or before this instant. */
  billThrough: Date
  /** Cycles that ended at or before this instant are closed: neither computed nor compared. Speeds up long lives. */
  billSince?: Date
  policy?: BillingPolicy
}

export interface BillResult {
  /** Those that are not closed. */
  cycles: TimelineCycle[]
  lines: LineDraft[]
}

/**
 * Billing by difference: what should have been billed by the contract, less what was, is what to bill now. The same
 * question asked twice, late or after a crash therefore bills nothing twice, and nothing to bill is `lines: []`.
 * A credit is never more than what was billed and not yet credited.
 *
 * Starter 29.00 from 1 January, replaced by Professional 59.00 on 16 January 12:00 (half of the month):
 * Starter should be 14.50, was 29.00 → CREDIT −14.50; Professional should be 29.50, was nothing → CHARGE 29.50.
 *
 * Each expected amount is rounded once, per segment and cycle. Throws `issued_segment_unknown`, `issued_line_invalid`,
 * `currency_mixed`, and what the timeline, pricing and discounts throw.
 */
export function bill(input: BillInput): BillResult {
  const { subscription, segments, issued, discounts = [], billThrough, billSince, usage } = input
  const policy = input.policy ?? DEFAULT_BILLING_POLICY
  assertUsable(input)
  const through = latestBegun(issued, billThrough)
  const since = billSince && earlier(billSince, input.usageSince ?? billSince)
  const looked = cyclesOf({ subscription, through, ...(since && { since }) })
  const cycles = billSince ? looked.filter(({ end }) => end > billSince) : looked
  const segmentById = new Map(segments.map((segment) => [segment.segmentId, segment]))
  const cycleByIndex = new Map(looked.map((cycle) => [cycle.index, cycle]))
  const firstIndex = cycles[0]?.index ?? (billSince ? Infinity : 0)
  const firstLooked = looked[0]?.index ?? (since ? Infinity : 0)
  // In arrears: a cycle that still runs is left alone, also where a part of its use was billed ahead.
  const untilOf = ({ end }: TimelineCycle): Date | undefined => (end <= billThrough ? undefined : billThrough)
  const countsUsage = (cycle: TimelineCycle | undefined): boolean =>
    usage !== undefined && (!cycle || input.billRunningUsage || !untilOf(cycle))
  const isOpen = ({ segmentId, cycleIndex }: IssuedLine): boolean =>
    segmentById.get(segmentId)?.metered
      ? cycleIndex >= firstLooked && countsUsage(cycleByIndex.get(cycleIndex))
      : cycleIndex >= firstIndex
  const issuedByPlace = groupBy(issued.filter(isOpen), placeOf)
  const usageByPlace = new Map((usage ?? []).map((fact) => [placeOf(fact), fact]))
  const metered = segments.filter((segment) => segment.metered)
  const { timeZone } = subscription
  const expected = new Map<string, Expected>()
  const expect = (each: Expected) => expected.set(placeOf(each), each)
  for (const cycle of cycles) expectedInCycle({ cycle, segments, discounts, policy, timeZone }).forEach(expect)
  for (const cycle of metered.length > 0 ? looked.filter(countsUsage) : []) {
    const readingOf = (segmentId: string): UsageReading =>
      usageByPlace.get(placeOf({ segmentId, cycleIndex: cycle.index })) ?? { quantity: '0' }
    const until = untilOf(cycle)
    expectedUsageInCycle({ cycle, segments: metered, timeZone, readingOf, ...(until && { until }) }).forEach(expect)
  }
  const places = new Set([...issuedByPlace.keys(), ...expected.keys()])
  const lines = [...places].flatMap((place): LineDraft[] => {
    const due = expected.get(place) ?? null
    const linesHere = issuedByPlace.get(place) ?? []
    const { segmentId, cycleIndex } = (due ?? linesHere[0]) as { segmentId: string; cycleIndex: number }
    const segment = segmentById.get(segmentId)
    if (!segment) {
      throw new EngineError('issued_segment_unknown', 'A line was issued for a segment that is gone.', { segmentId })
    }
    const cycle = cycleByIndex.get(cycleIndex) ?? null
    const draft = differenceOf({ subscriptionId: subscription.id, segment, cycleIndex, cycle, due, issued: linesHere })
    return draft ? [draft] : []
  })
  return { cycles, lines: lines.toSorted(inOrder) }
}

const earlier = (a: Date, b: Date): Date => (a < b ? a : b)
const placeOf = ({ segmentId, cycleIndex }: { segmentId: string; cycleIndex: number }) => `${cycleIndex} ${segmentId}`

/**
 * A cycle that was billed ahead of time has to be looked at again even if it has not begun. Only where a place's first
 * line starts tells that: later lines are about a part, which may reach into the next cycle once the rhythm changed.
 */
function latestBegun(issued: readonly IssuedLine[], billThrough: Date): Date {
  const starts = [...groupBy(issued, placeOf).values()].map((lines) =>
    Math.min(...lines.map(({ from }) => from.getTime())),
  )
  return new Date(Math.max(billThrough.getTime(), ...starts))
}

/** Credits first, as invoices are read: what comes back, then what is new. */
const inOrder = (a: LineDraft, b: LineDraft): number =>
  a.cycleIndex - b.cycleIndex ||
  Number(a.kind === 'CHARGE') - Number(b.kind === 'CHARGE') ||
  a.from.getTime() - b.from.getTime() ||
  (a.billingKey < b.billingKey ? -1 : 1)

function assertUsable({ segments, issued }: BillInput): void {
  if (new Set(segments.map(({ currency }) => currency)).size > 1) {
    throw new EngineError('currency_mixed', 'The items of one subscription share one currency.')
  }
  const wrong = issued.find(({ kind, amount }) => (kind === 'CHARGE' ? amount < 0n : amount > 0n))
  if (wrong) {
    const details = { billingKey: wrong.billingKey }
    throw new EngineError('issued_line_invalid', 'A charge is not negative, a credit not positive.', details)
  }
}
