import type { UsageFact } from '../billing'
import { EngineError } from '../errors'
import { roundHalfAwayFromZero } from '../money'
import { multiply, rational, toDecimalString, type Rational } from '../rational'
import { usageTotal } from '../usage-totals'
import { usageWindows } from '../usage-windows'
import { factsOf, priceOf } from './contract'
import type { SimulationEvent, UsageCounting } from './scenario'
import type { SimulatedSubscription, SimulationState } from './state'

/** Keeps an event of an item whose price says how to count. Throws `usage_value_missing`, `usage_quantity_invalid`. */
export function keepUsageEvent(
  subscription: SimulatedSubscription,
  { event, usedAt, counting }: { event: SimulationEvent & { type: 'usage' }; usedAt: Date; counting: UsageCounting },
): void {
  const { aggregation } = counting
  const { at, item, quantity, value, group } = event
  if (aggregation === 'UNIQUE' && value === undefined)
    throw new EngineError('usage_value_missing', 'A unique count needs the value that it counts.', { item })
  if ((aggregation === 'COUNT' || aggregation === 'UNIQUE') && quantity !== '1')
    throw new EngineError('usage_quantity_invalid', 'This counts events: one at a time.', { item })
  subscription.counted.push({
    item,
    source: 'simulation',
    id: String(subscription.counted.length).padStart(9, '0'),
    kind: 'USAGE',
    supersedesId: null,
    time: usedAt,
    receivedAt: at,
    quantity,
    groupKey: group ?? '',
    uniqueValue: value ?? null,
  })
}

const TRILLION = rational(10n ** 12n)
/** To 12 places, as the totals in the database are: an average over time may never end. */
const decimalOf = (quantity: Rational): string =>
  toDecimalString(rational(roundHalfAwayFromZero(multiply(quantity, TRILLION)), TRILLION.numerator))

/** What the kept events come to in the cycles that `bill` will price, by the rule of `lib/engine/usage-totals.ts`. */
export function countedUsage(
  { scenario }: SimulationState,
  { subscription, billThrough, since }: { subscription: SimulatedSubscription; billThrough: Date; since?: Date },
): UsageFact[] {
  const countingOf = (priceCode: string) => priceOf(scenario, priceCode).counting
  const segments = subscription.segments.filter(({ priceCode }) => countingOf(priceCode))
  const windows = usageWindows({ subscription: factsOf(subscription), segments, billThrough, ...(since && { since }) })
  return windows.map(({ segmentId, cycleIndex, from, to, periodMs }): UsageFact => {
    const { item, priceCode } = segments.find((each) => each.segmentId === segmentId)!
    const events = subscription.counted.filter((each) => each.item === item)
    const total = usageTotal({ ...countingOf(priceCode)!, events, from, to, periodMs })
    const groups = [...total.groups].map(([key, quantity]) => ({ key, quantity: decimalOf(quantity) }))
    return { segmentId, cycleIndex, quantity: decimalOf(total.quantity), groups }
  })
}
