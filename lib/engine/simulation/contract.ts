import { EngineError } from '../errors'
import { restartPhases } from '../phases'
import { cyclesOf, type ProrationMode, type SubscriptionFacts } from '../timeline'
import type { Scenario, SimulatedPrice } from './scenario'
import type { SimulatedSegment, SimulatedSubscription } from './state'

export const MAIN_ITEM = 'plan'

export const factsOf = ({ facts, phases }: SimulatedSubscription): SubscriptionFacts => ({ ...facts, phases })

/** Throws `price_unknown`. */
export function priceOf({ prices }: Scenario, code: string): SimulatedPrice {
  const price = prices.find((each) => each.code === code)
  if (!price) throw new EngineError('price_unknown', `There is no price “${code}”.`, { price: code })
  return price
}

/** The segment of an item that runs. Throws `item_unknown`. */
export function runningSegment({ segments }: SimulatedSubscription, item: string): SimulatedSegment {
  const segment = segments.findLast((each) => each.item === item && each.to === null)
  if (!segment) throw new EngineError('item_unknown', `No item “${item}” is running.`, { item })
  return segment
}

interface OpenSegment {
  item: string
  price: SimulatedPrice
  quantity: number
  from: Date
  currency: string
  startProration?: ProrationMode
}

export function openSegment(subscription: SimulatedSubscription, chosen: OpenSegment): void {
  const { item, price, quantity, from, currency, startProration } = chosen
  const { code, planCode, description, unitAmount, taxBehavior, metered } = price
  subscription.segments.push({
    item,
    priceCode: code,
    itemId: `item_${item}`,
    segmentId: `${subscription.id}_seg_${subscription.segments.length + 1}`,
    priceId: code,
    planCode,
    description: subscription.name ? `${subscription.name}: ${description}` : description,
    unitAmount,
    currency,
    quantity,
    taxBehavior,
    from,
    to: null,
    ...(metered && { metered }),
    ...(startProration && { startProration }),
  })
}

interface Replace extends OpenSegment {
  /** A new rhythm, or the same afresh. */
  restarts: boolean
}

/** Closes the running segment of an item and opens the next, with a new rhythm where the price asks for one. */
export function replaceSegment(subscription: SimulatedSubscription, change: Replace): void {
  const { item, price, from: at } = change
  const running = runningSegment(subscription, item)
  subscription.segments = subscription.segments.map((each) => (each === running ? { ...each, to: at } : each))
  openSegment(subscription, change)
  if (!change.restarts) return
  const { interval, intervalCount } = price
  const { phases } = subscription
  subscription.phases = restartPhases({ phases, at, interval, intervalCount, endProration: 'prorate' })
}

/** The cycle that runs at `at` becomes the current one; none in a pause without an end. */
export function enterPeriod(subscription: SimulatedSubscription, at: Date): void {
  const cycles = cyclesOf({ subscription: factsOf(subscription), through: at, since: at })
  const current = cycles.findLast(({ start, end }) => start <= at && end > at)
  subscription.period = current ? { start: current.start, end: current.end } : null
  subscription.boundaryAt = current?.end ?? null
}
