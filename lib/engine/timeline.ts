import { CycleClock, monthsPerCycle, type Interval, type Period } from './calendar'
import { EngineError } from './errors'
import type { TaxBehavior } from './tax'
import type { MeteredPrice } from './usage-pricing'

/** Whether a change within a cycle is settled by the unused part (`prorate`) or not before the next cycle (`none`). */
export type ProrationMode = 'prorate' | 'none'

/**
 * A stretch of a subscription's life with one rhythm. TRIAL and PAUSED are free; a new BILLED phase starts its cycles
 * afresh (a change from monthly to yearly, the return from a pause).
 */
export interface PhaseFact {
  kind: 'BILLED' | 'TRIAL' | 'PAUSED'
  from: Date
  /** Default: `from`; for the first phase the subscription's anchor. */
  anchor?: Date
  /** Default: the subscription's. */
  interval?: Interval
  intervalCount?: number
  /** How a cycle that the end of this phase cuts short is settled; default: the policy's mode. */
  endProration?: ProrationMode
}

export interface SubscriptionFacts {
  id: string
  anchor: Date
  interval: Interval
  intervalCount: number
  timeZone: string
  startsAt: Date
  /** When it ended or will end; null while open. */
  endsAt: Date | null
  /** How a cycle cut short by `endsAt` is settled: credited (`prorate`) or not (`none`); default: the policy's mode. */
  endProration?: ProrationMode
  /** In order of time, the first from `startsAt`. Default: one BILLED phase for the whole life. */
  phases?: readonly PhaseFact[]
}

/** What was agreed for an item from when to when. A change closes a segment and opens the next. */
export interface ItemSegment {
  itemId: string
  segmentId: string
  priceId: string
  planCode: string
  description: string
  /** Minor units for one full cycle of the phase it lies in; 0 where it is metered. */
  unitAmount: bigint
  /** Priced by what was used: billed in arrears, when its cycle is over, without proration and without discounts. */
  metered?: MeteredPrice
  currency: string
  quantity: number
  taxBehavior: TaxBehavior
  from: Date
  to: Date | null
  /** How its beginning within a cycle is settled; default: the policy's mode. */
  startProration?: ProrationMode
  /** How its end within a cycle is settled when nothing follows it (an item removed); default: the policy's mode. */
  endProration?: ProrationMode
}

export interface TimelineCycle {
  /** Counts through the whole life, over all phases, from 0. */
  index: number
  start: Date
  end: Date
  kind: PhaseFact['kind']
  /** The full anchored period: wider than `[start, end)` where the phase begins or ends within it. */
  period: Period
  /** How many months the full period has: allowances and levels are priced by the month. */
  months: number
  /** How it is settled if cut short; undefined: the policy's mode. */
  endProration?: ProrationMode
}

interface Phase extends PhaseFact {
  to: Date | null
  anchor: Date
  interval: Interval
  intervalCount: number
}

function phasesOf(subscription: SubscriptionFacts): Phase[] {
  const { startsAt, endsAt, anchor, interval, intervalCount, endProration } = subscription
  const facts: readonly PhaseFact[] = subscription.phases ?? [{ kind: 'BILLED', from: startsAt }]
  if (facts[0]?.from.getTime() !== startsAt.getTime()) {
    throw new EngineError('phases_invalid', 'The first phase begins when the subscription does.')
  }
  return facts.flatMap((fact, position): Phase[] => {
    const next = facts[position + 1]
    if (next && next.from < fact.from) throw new EngineError('phases_invalid', 'Phases are given in order of time.')
    const ended = endsAt && (!next || endsAt <= next.from)
    const to = ended ? endsAt : (next?.from ?? null)
    if (to && to <= fact.from) return []
    const settled = ended ? (endProration ?? fact.endProration) : fact.endProration
    return [
      {
        interval,
        intervalCount,
        ...fact,
        anchor: fact.anchor ?? (position === 0 ? anchor : fact.from),
        to,
        ...(settled && { endProration: settled }),
      },
    ]
  })
}

export interface CyclesInput {
  subscription: SubscriptionFacts
  /** Every cycle that starts at or before this instant. */
  through: Date
  /** Leave out cycles that ended at or before this instant; their indexes stay counted. */
  since?: Date
}

/**
 * The billing cycles of a subscription, tiling its life without gap or overlap. An open-ended pause has no cycle until
 * its end is known.
 *
 * Monthly from 31 January, ended on 15 March: 0 = 31 Jan–28 Feb, 1 = 28 Feb–15 Mar within the period 28 Feb–31 Mar.
 * Throws `phases_invalid`, `interval_count_invalid`.
 */
export function cyclesOf({ subscription, through, since }: CyclesInput): TimelineCycle[] {
  const cycles: TimelineCycle[] = []
  let index = 0
  for (const phase of phasesOf(subscription)) {
    if (phase.from > through) break
    const found = phase.kind === 'BILLED' ? billedCycles(subscription, phase, { through, since }) : freeCycle(phase)
    cycles.push(...found.cycles.map((cycle) => ({ ...cycle, index: index + cycle.index })))
    index += found.count
  }
  return since ? cycles.filter(({ end }) => end > since) : cycles
}

interface PhaseCycles {
  /** Indexes count from the phase's first cycle. */
  cycles: TimelineCycle[]
  /** How many cycles the phase has in all, as far as that matters for the ones after it. */
  count: number
}

function freeCycle(phase: Phase): PhaseCycles {
  const { kind, from, to } = phase
  const months = monthsPerCycle(phase)
  const cycles = to ? [{ index: 0, start: from, end: to, kind, period: { start: from, end: to }, months }] : []
  return { cycles, count: 1 }
}

function billedCycles(
  { timeZone }: SubscriptionFacts,
  { kind, from, to, anchor, interval, intervalCount, endProration }: Phase,
  { through, since }: { through: Date; since: Date | undefined },
): PhaseCycles {
  const clock = new CycleClock({ anchor, interval, intervalCount, timeZone })
  const months = monthsPerCycle({ interval, intervalCount })
  const first = clock.indexAt(from)
  const wanted = since && since > from ? clock.indexAt(to && to < since ? to : since) : first
  const cycles: TimelineCycle[] = []
  let number = Math.max(first, wanted)
  for (; ; number += 1) {
    const period = clock.period(number)
    const start = period.start < from ? from : period.start
    if (start > through || (to && start >= to)) break
    const isCut = to !== null && to < period.end
    const end = isCut ? to : period.end
    const settled = isCut && endProration && { endProration }
    cycles.push({ index: number - first, start, end, kind, period, months, ...settled })
  }
  return { cycles, count: number - first }
}
