import { redeemCoupon } from '../coupon'
import { EngineError } from '../errors'
import { phaseAt, startPhases } from '../phases'
import { addDaysInZone } from '../calendar'
import { cyclesOf } from '../timeline'
import { attemptPayment } from './collect'
import { enterPeriod, factsOf, MAIN_ITEM, openSegment, priceOf } from './contract'
import { enterCycles } from './cycles'
import { billNow } from './issue'
import type { SimulationEvent } from './scenario'
import { isOver, move, openInvoices, whose } from './standing'
import { tell, type SimulatedSubscription, type SimulationState } from './state'

const HOUR = 3_600_000
/** How long a first payment may take before the subscription expires. */
const FIRST_PAYMENT_WITHIN = 23 * HOUR
const FARTHEST_BACK_DAYS = 366
const FARTHEST_AHEAD_DAYS = 731
const LONGEST_TRIAL_DAYS = 365

/**
 * Subscribes. The first is bought in person, as at the checkout; one that has a name may begin beside others, and is charged by
 * itself like all that is agreed without a checkout.
 * Throws `subscription_exists`, `start_out_of_range`, `trial_invalid`, `alignment_impossible`, `price_unknown`, `price_interval_mismatch`, and what coupons throw.
 */
export function start(state: SimulationState, event: SimulationEvent & { type: 'start' }): void {
  const { at, trialDays, items, coupon, subscription: name = null } = event
  const running = state.subscriptions.filter((each) => !isOver(each))
  if (running.length > 0 && !name) {
    throw new EngineError('subscription_exists', 'There is a subscription already: change it instead.')
  }
  if (state.subscriptions.some(({ id }) => id === name)) {
    throw new EngineError('subscription_exists', `There was a subscription “${name}” already.`)
  }
  const { scenario, customer } = state
  const price = priceOf(scenario, event.price)
  const { interval, intervalCount } = price
  const startsAt = event.startsAt ?? at
  const daysAway = (startsAt.getTime() - at.getTime()) / (24 * HOUR)
  if (daysAway < -FARTHEST_BACK_DAYS || daysAway > FARTHEST_AHEAD_DAYS) {
    throw new EngineError('start_out_of_range', 'It can start up to a year back and two years ahead.')
  }
  if (trialDays > LONGEST_TRIAL_DAYS) {
    throw new EngineError('trial_invalid', `A trial lasts from 0 to ${LONGEST_TRIAL_DAYS} whole days.`)
  }
  const alignment = event.alignWith === undefined ? null : alignmentWith(state, event.alignWith)
  const { timeZone } = alignment ?? customer
  const trialEndsAt = trialDays > 0 ? addDaysInZone({ at: startsAt, days: trialDays, timeZone }) : null
  const id = name ?? `sub_${state.subscriptions.length + 1}`
  const isAgreed = startsAt > at || running.length > 0 || scenario.policy.collection !== undefined
  const phases = startPhases({ startsAt, trialEndsAt })
  const subscription: SimulatedSubscription = {
    id,
    name,
    // What is invoiced, or begins beside others, begins as agreed: there is no first payment to wait for.
    status: isAgreed ? 'SCHEDULED' : 'INCOMPLETE',
    facts: { id, anchor: startsAt, interval, intervalCount, timeZone, startsAt, endsAt: null },
    phases: phases.map((phase) =>
      alignment && phase.kind === 'BILLED' ? { ...phase, anchor: alignment.anchor } : phase,
    ),
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
  if (isAgreed) enterCycles(state, [subscription], at)
  else beginInSession(state, subscription, at)
}

/**
 * The anchor of another, so that months of any length keep together; and its time zone. Throws `subscription_missing`,
 * `alignment_impossible` for one that is over or rests without an end.
 */
function alignmentWith(state: SimulationState, id: string): { anchor: Date; timeZone: string } {
  const other = state.subscriptions.find((each) => each.id === id)
  if (!other) throw new EngineError('subscription_missing', `There is no subscription “${id}” at this time.`)
  const { facts, phases } = other
  const last = phases.at(-1)
  if (isOver(other) || last?.kind !== 'BILLED') {
    throw new EngineError('alignment_impossible', 'That subscription has no periods to come to align with.')
  }
  const anchor = last.anchor ?? (phases.length === 1 ? facts.anchor : last.from)
  return { anchor, timeZone: facts.timeZone }
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
  const trialing = phaseAt(subscription.phases, at).kind === 'TRIAL'
  if (trialing) move(state, subscription, 'TRIAL_STARTED', at)
  else subscription.expiresAt = new Date(at.getTime() + FIRST_PAYMENT_WITHIN)
  const invoice = billNow(state, { subscription, reason: 'SUBSCRIPTION_START', at })
  enterPeriod(subscription, at)
  if (invoice) attemptPayment(state, invoice, at)
  if (openInvoices(state, subscription).length === 0 && subscription.status === 'INCOMPLETE') {
    subscription.expiresAt = null
    move(state, subscription, 'PAYMENT_SUCCEEDED', at)
  }
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
  const fromCycle = String(discount.fromCycleIndex)
  tell(state, at, 'coupon_redeemed', { ...whose(state, subscription), coupon: code, fromCycle })
}
