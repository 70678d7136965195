import { redeemCoupon } from '../coupon'
import { EngineError } from '../errors'
import { startPhases } from '../phases'
import { addDaysInZone } from '../calendar'
import { cyclesOf } from '../timeline'
import { attemptPayment, move, openInvoices } from './collect'
import { enterPeriod, factsOf, MAIN_ITEM, openSegment, priceOf } from './contract'
import { billNow } from './issue'
import type { SimulationEvent } from './scenario'
import { tell, type SimulatedSubscription, type SimulationState } from './state'

const HOUR = 3_600_000
/** How long a first payment may take before the subscription expires. */
const FIRST_PAYMENT_WITHIN = 23 * HOUR

const OVER = ['CANCELED', 'INCOMPLETE_EXPIRED']

/** The subscription that is not over. Throws `subscription_missing`. */
export function currentSubscription({ subscriptions }: SimulationState): SimulatedSubscription {
  const current = subscriptions.find(({ status }) => !OVER.includes(status))
  if (!current) throw new EngineError('subscription_missing', 'There is no subscription at this time.')
  return current
}

/** Throws `subscription_exists`, `price_unknown`, `price_interval_mismatch`, and what coupons throw. */
export function start(state: SimulationState, event: SimulationEvent & { type: 'start' }): void {
  const { at, trialDays, items, coupon } = event
  if (state.subscriptions.some(({ status }) => !OVER.includes(status))) {
    throw new EngineError('subscription_exists', 'There is a subscription already: change it instead.')
  }
  const { scenario, customer } = state
  const price = priceOf(scenario, event.price)
  const { interval, intervalCount } = price
  const { timeZone } = customer
  const startsAt = event.startsAt ?? at
  const trialEndsAt = trialDays > 0 ? addDaysInZone({ at: startsAt, days: trialDays, timeZone }) : null
  const id = `sub_${state.subscriptions.length + 1}`
  const subscription: SimulatedSubscription = {
    id,
    // What is invoiced begins as agreed: there is no first payment to wait for.
    status: startsAt > at || scenario.policy.collection ? 'SCHEDULED' : 'INCOMPLETE',
    facts: { id, anchor: startsAt, interval, intervalCount, timeZone, startsAt, endsAt: null },
    phases: startPhases({ startsAt, trialEndsAt }),
    segments: [],
    discounts: [],
    usage: [],
    counted: [],
    issued: [],
    period: null,
    openSince: null,
    boundaryAt: null,
    startsAt,
    expiresAt: null,
    pending: null,
  }
  const { currency } = scenario
  openSegment(subscription, { item: MAIN_ITEM, price, quantity: event.quantity, from: startsAt, currency })
  for (const { item, price: code, quantity } of items) {
    const added = priceOf(scenario, code)
    assertRhythm(added, price)
    assertItemFree(subscription, item ?? code)
    openSegment(subscription, { item: item ?? code, price: added, quantity, from: startsAt, currency })
  }
  state.subscriptions.push(subscription)
  tell(state, at, 'subscription_created', { subscription: id, status: subscription.status, price: price.code })
  if (coupon) redeem(state, { subscription, code: coupon, at, fromCycleIndex: trialEndsAt ? 1 : 0 })
  if (startsAt > at) return
  if (scenario.policy.collection) beginScheduled(state, subscription, at)
  else beginInSession(state, subscription, at)
}

/** Throws `item_exists`. */
export function assertItemFree({ segments }: SimulatedSubscription, item: string): void {
  if (segments.some((segment) => segment.item === item && segment.to === null)) {
    throw new EngineError('item_exists', `The item “${item}” is there already: change its quantity.`, { item })
  }
}

interface Rhythm {
  interval: string
  intervalCount: number
  metered?: object
}

/** Items of one subscription are billed together, so they share a rhythm. Throws `price_interval_mismatch`. */
export function assertRhythm(price: Rhythm, main: Rhythm): void {
  if (price.metered || (price.interval === main.interval && price.intervalCount === main.intervalCount)) return
  throw new EngineError('price_interval_mismatch', 'The items of a subscription are billed at the same interval.')
}

/** The customer is there and pays; a trial asks for nothing yet. */
function beginInSession(state: SimulationState, subscription: SimulatedSubscription, at: Date): void {
  const trialing = subscription.phases[0]?.kind === 'TRIAL'
  if (trialing) move(state, subscription, 'TRIAL_STARTED', at)
  else subscription.expiresAt = new Date(at.getTime() + FIRST_PAYMENT_WITHIN)
  const invoice = billNow(state, { subscription, reason: 'SUBSCRIPTION_START', at })
  enterPeriod(subscription, at)
  // A trial that is over already (backdated) ends at its boundary like any other.
  if (trialing) {
    subscription.boundaryAt = subscription.phases[1]?.from ?? subscription.boundaryAt
    return
  }
  if (invoice) attemptPayment(state, invoice, at)
  if (openInvoices(state, subscription).length === 0 && subscription.status === 'INCOMPLETE') {
    subscription.expiresAt = null
    move(state, subscription, 'PAYMENT_SUCCEEDED', at)
  }
}

/** The day of a scheduled start: it is billed and charged by itself. */
export function beginScheduled(state: SimulationState, subscription: SimulatedSubscription, at: Date): void {
  const trialing = subscription.phases[0]?.kind === 'TRIAL'
  move(state, subscription, trialing ? 'TRIAL_STARTED' : 'STARTED', at)
  billNow(state, { subscription, reason: 'SUBSCRIPTION_CYCLE', at })
  enterPeriod(subscription, at)
  if (trialing) subscription.boundaryAt = subscription.phases[1]?.from ?? subscription.boundaryAt
}

interface Redeem {
  subscription: SimulatedSubscription
  code: string
  at: Date
  /** Default: the next cycle, which is not billed yet. */
  fromCycleIndex?: number
}

/** Throws `coupon_unknown`, and what `redeemCoupon` throws. */
export function redeem(state: SimulationState, { subscription, code, at, fromCycleIndex }: Redeem): void {
  const { coupons, currency } = state.scenario
  const coupon = coupons.find(({ id }) => id === code)
  if (!coupon) throw new EngineError('coupon_unknown', `There is no coupon “${code}”.`, { coupon: code })
  const timesRedeemed = state.redemptions[code] ?? 0
  const next = (cyclesOf({ subscription: factsOf(subscription), through: at }).at(-1)?.index ?? -1) + 1
  const discount = redeemCoupon({
    coupon: { ...coupon, timesRedeemed },
    discountId: `${code}_${subscription.discounts.length + 1}`,
    at,
    currency,
    planCodes: subscription.segments.filter(({ to }) => to === null).map(({ planCode }) => planCode),
    fromCycleIndex: fromCycleIndex ?? next,
  })
  subscription.discounts.push(discount)
  state.redemptions[code] = timesRedeemed + 1
  tell(state, at, 'coupon_redeemed', { coupon: code, fromCycle: String(discount.fromCycleIndex) })
}
