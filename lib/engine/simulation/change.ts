import { decideChange, type ChangeSide } from '../change-policy'
import { EngineError } from '../errors'
import { assertItemFree, assertRhythm } from './start'
import { enterPeriod, MAIN_ITEM, openSegment, priceOf, replaceSegment, runningSegment } from './contract'
import { billNow } from './issue'
import type { SimulatedPrice, SimulationEvent } from './scenario'
import { chosenSubscription, whose } from './standing'
import { tell, type SimulatedSubscription, type SimulationState } from './state'

/** Throws `subscription_missing`, `subscription_past_due`, `subscription_paused`, `subscription_not_active`, `cancellation_pending`. */
function changeable(state: SimulationState, event: { subscription?: string }): SimulatedSubscription {
  const subscription = chosenSubscription(state, event)
  const { status, pending } = subscription
  if (status === 'PAST_DUE') {
    throw new EngineError('subscription_past_due', 'Pay the open invoice first, then change the plan.')
  }
  if (status === 'PAUSED') throw new EngineError('subscription_paused', 'The subscription is paused. Resume it first.')
  if (status !== 'ACTIVE' && status !== 'TRIALING') {
    throw new EngineError('subscription_not_active', 'Only an active subscription can change.', { status })
  }
  if (pending?.kind === 'CANCEL') {
    throw new EngineError('cancellation_pending', 'The subscription is about to end. Resume it first.')
  }
  return subscription
}

const side = ({ rank, unitAmount, interval, intervalCount }: SimulatedPrice, quantity: number): ChangeSide => {
  return { rank, unitAmount, quantity, interval, intervalCount }
}

/** Another price or quantity of an item, when and how the policy says. Throws `already_on_price` and more. */
export function change(state: SimulationState, event: SimulationEvent & { type: 'change' }): void {
  const subscription = changeable(state, event)
  const { at, item = MAIN_ITEM } = event
  const running = runningSegment(subscription, item)
  const from = priceOf(state.scenario, running.priceCode)
  const to = priceOf(state.scenario, event.price ?? running.priceCode)
  const quantity = event.quantity ?? running.quantity
  if (to.code === from.code && quantity === running.quantity) {
    throw new EngineError('already_on_price', 'This is what the subscription has already.')
  }
  const newRhythm = to.interval !== from.interval || to.intervalCount !== from.intervalCount
  if (newRhythm) {
    const others = subscription.segments.filter((each) => each.to === null && each.item !== item)
    if (item !== MAIN_ITEM) assertRhythm(to, from)
    for (const other of others) assertRhythm(priceOf(state.scenario, other.priceCode), to)
  }
  const decision = decideChange({
    from: side(from, running.quantity),
    to: side(to, quantity),
    policy: state.scenario.policy.change,
  })
  const timing = subscription.status === 'TRIALING' ? 'now' : (event.when ?? decision.timing)
  const mode = event.mode ?? decision.mode
  const { direction } = decision
  const said = whose(state, subscription)
  tell(state, at, 'change', {
    ...said,
    item,
    from: from.code,
    to: to.code,
    quantity: String(quantity),
    direction,
    timing,
    mode,
  })
  if (timing === 'period_end' && subscription.boundaryAt) {
    subscription.pending = { kind: 'CHANGE', at: subscription.boundaryAt, item, priceCode: to.code, quantity }
    return
  }
  const startProration = mode === 'none' && !newRhythm ? ('none' as const) : ('prorate' as const)
  const { currency } = state.scenario
  const restarts = newRhythm || mode === 'full_restart'
  replaceSegment(subscription, { item, price: to, quantity, from: at, currency, startProration, restarts })
  subscription.pending = null
  if (mode !== 'next_period' || restarts) billNow(state, { subscription, reason: 'SUBSCRIPTION_CHANGE', at })
  if (restarts) enterPeriod(subscription, at)
}

/** Throws `item_exists`, `price_interval_mismatch`. */
export function addItem(state: SimulationState, event: SimulationEvent & { type: 'add_item' }): void {
  const subscription = changeable(state, event)
  const { at, price: code, item = code, quantity } = event
  const price = priceOf(state.scenario, code)
  assertRhythm(price, priceOf(state.scenario, runningSegment(subscription, MAIN_ITEM).priceCode))
  assertItemFree(subscription, item)
  openSegment(subscription, { item, price, quantity, from: at, currency: state.scenario.currency })
  tell(state, at, 'item_added', { ...whose(state, subscription), item, price: code, quantity: String(quantity) })
  billNow(state, { subscription, reason: 'SUBSCRIPTION_CHANGE', at })
}

/** Throws `item_required`, `item_unknown`. */
export function removeItem(state: SimulationState, event: SimulationEvent & { type: 'remove_item' }): void {
  const subscription = changeable(state, event)
  const { at, item } = event
  if (item === MAIN_ITEM) throw new EngineError('item_required', 'Without its plan a subscription ends: cancel it.')
  const running = runningSegment(subscription, item)
  subscription.segments = subscription.segments.map((each) => (each === running ? { ...each, to: at } : each))
  tell(state, at, 'item_removed', { ...whose(state, subscription), item })
  billNow(state, { subscription, reason: 'SUBSCRIPTION_CHANGE', at })
}
