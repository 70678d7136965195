import { EngineError } from './errors'
import { add, compare, divide, fromDecimalString, multiply, rational, sum, ZERO, type Rational } from './rational'

export type Aggregation = 'SUM' | 'COUNT' | 'MAX' | 'LAST' | 'UNIQUE' | 'TIME_WEIGHTED'

/** An event as a meter counts it. */
export interface MeteredEvent {
  source: string
  id: string
  /** A reversal takes back, a correction takes back and counts: both have the time of what they are about. */
  kind: 'USAGE' | 'REVERSAL' | 'CORRECTION'
  /** The id, at the same source, of the event that this one takes back. */
  supersedesId: string | null
  time: Date
  receivedAt: Date
  /** An exact decimal of the meter's unit. */
  quantity: string
  groupKey: string
  /** What a unique count counts. */
  uniqueValue: string | null
}

export interface MeteredTotal {
  quantity: Rational
  groups: Map<string, Rational>
}

/**
 * What a meter makes of events over [from, to): the rule, which the totals in the database have to agree with.
 *
 * - SUM adds quantities, COUNT events; UNIQUE counts different values, in all groups together too.
 * - LAST is the level at the end, MAX the highest, TIME_WEIGHTED ∫ level dt ÷ `periodMs` (the full period; by default the
 *   window), so that 10 GB for half a month are 5 GB-months. Each is taken per group and added up.
 * - With `carries` (a meter that never resets) a level begins with what it stood at before `from`, else at nothing.
 * - Of events at one instant the last is the one that came last; of those that came together, the greatest source and id.
 *
 * 10 GB on 1 June, 30 GB on 16 June 00:00, over June: LAST 30, MAX 30, TIME_WEIGHTED (10 × 15 + 30 × 15) ÷ 30 = 20.
 * Throws `usage_window_invalid` for a window that ends before it starts.
 */
export function usageTotal({
  events,
  aggregation,
  carries = false,
  from,
  to,
  periodMs = to.getTime() - from.getTime(),
}: {
  events: readonly MeteredEvent[]
  aggregation: Aggregation
  carries?: boolean
  from: Date
  to: Date
  periodMs?: number
}): MeteredTotal {
  if (to < from) throw new EngineError('usage_window_invalid', 'A window ends after it starts.')
  const counting = countingEvents(events).sort(inOrder)
  const groups = new Map<string, Rational>()
  for (const key of new Set(counting.map(({ groupKey }) => groupKey))) {
    const own = counting.filter(({ groupKey }) => groupKey === key)
    const inside = own.filter(({ time }) => time >= from && time < to)
    const before = carries ? own.filter(({ time }) => time < from).at(-1) : undefined
    groups.set(key, ofGroup({ aggregation, before, inside, from, to, periodMs }))
  }
  const together =
    aggregation === 'UNIQUE'
      ? distinct(counting.filter(({ time }) => time >= from && time < to))
      : sum([...groups.values()])
  for (const [key, quantity] of groups) if (quantity.numerator === 0n) groups.delete(key)
  return { quantity: together, groups }
}

/** Neither a reversal nor taken back by another event. */
function countingEvents(events: readonly MeteredEvent[]): MeteredEvent[] {
  const superseded = new Set(events.map(({ source, supersedesId }) => JSON.stringify([source, supersedesId])))
  return events.filter(({ kind, source, id }) => kind !== 'REVERSAL' && !superseded.has(JSON.stringify([source, id])))
}

function ofGroup({
  aggregation,
  before,
  inside,
  from,
  to,
  periodMs,
}: {
  aggregation: Aggregation
  before: MeteredEvent | undefined
  inside: MeteredEvent[]
  from: Date
  to: Date
  periodMs: number
}): Rational {
  const levels = [...(before ? [before] : []), ...inside]
  switch (aggregation) {
    case 'SUM':
      return sum(inside.map(quantityOf))
    case 'COUNT':
      return rational(BigInt(inside.length))
    case 'UNIQUE':
      return distinct(inside)
    case 'LAST':
      return levels.length > 0 ? quantityOf(levels.at(-1)!) : ZERO
    case 'MAX':
      return levels.map(quantityOf).reduce((highest, level) => (compare(level, highest) > 0 ? level : highest), ZERO)
    case 'TIME_WEIGHTED': {
      if (periodMs === 0) return ZERO
      const areas = levels.map((event, index) => {
        const start = event.time < from ? from : event.time
        const end = levels[index + 1]?.time ?? to
        return multiply(quantityOf(event), rational(BigInt(end.getTime() - start.getTime())))
      })
      return divide(areas.reduce(add, ZERO), rational(BigInt(periodMs)))
    }
  }
}

const quantityOf = ({ quantity }: MeteredEvent): Rational => fromDecimalString(quantity)

const distinct = (events: readonly MeteredEvent[]): Rational =>
  rational(BigInt(new Set(events.map(({ uniqueValue }) => uniqueValue)).size))

function inOrder(a: MeteredEvent, b: MeteredEvent): number {
  return (
    a.time.getTime() - b.time.getTime() ||
    a.receivedAt.getTime() - b.receivedAt.getTime() ||
    byCodePoints(a.source, b.source) ||
    byCodePoints(a.id, b.id)
  )
}

/** By code points, as UTF-8 sorts; `<` would go by UTF-16, which differs beyond the basic plane. */
function byCodePoints(a: string, b: string): number {
  const [one, other] = [[...a], [...b]]
  for (const [index, letter] of one.entries()) {
    if (index >= other.length) return 1
    const difference = letter.codePointAt(0)! - other[index]!.codePointAt(0)!
    if (difference !== 0) return difference
  }
  return one.length - other.length
}
