import { EngineError } from '../errors'
import { pausePhases, resumePhases } from '../phases'
import { enterPeriod } from './contract'
import { endSubscription } from './end'
import { billNow } from './issue'
import type { SimulationEvent } from './scenario'
import { chosenSubscription, move, whose } from './standing'
import { tell, type SimulatedSubscription, type SimulationState } from './state'

const DAY = 86_400_000
const LONGEST_PAUSE_DAYS = 366

/**
 * No charges and no use until it resumes; the unused rest is credited or not. Throws `subscription_paused`,
 * `subscription_in_trial`, `subscription_past_due`, `subscription_not_active`, `cancellation_pending`, `change_pending`,
 * `resume_out_of_range`.
 */
export function pause(state: SimulationState, event: SimulationEvent & { type: 'pause' }): void {
  const subscription = chosenSubscription(state, event)
  const { at, until, proration = state.scenario.policy.pauseProration } = event
  assertPausable(subscription)
  if (until && (until <= at || until.getTime() - at.getTime() > LONGEST_PAUSE_DAYS * DAY)) {
    throw new EngineError('resume_out_of_range', 'A pause ends after it begins, within a year.')
  }
  move(state, subscription, 'PAUSED', at)
  const { phases } = subscription
  subscription.phases = pausePhases({ phases, at, resumesAt: until, endProration: proration })
  billNow(state, { subscription, reason: 'SUBSCRIPTION_CHANGE', at })
  enterPeriod(subscription, at)
}

function assertPausable({ status, pending }: SimulatedSubscription): void {
  if (status === 'PAUSED') throw new EngineError('subscription_paused', 'It is paused already.')
  if (status === 'TRIALING') throw new EngineError('subscription_in_trial', 'A trial is not paused: it costs nothing.')
  if (status === 'PAST_DUE') throw new EngineError('subscription_past_due', 'Pay the open invoice first, then pause.')
  if (status !== 'ACTIVE') {
    throw new EngineError('subscription_not_active', 'Only an active subscription can be paused.', { status })
  }
  if (pending?.kind === 'CANCEL') {
    throw new EngineError('cancellation_pending', 'The subscription is about to end. Resume it first.')
  }
  if (pending) {
    throw new EngineError('change_pending', 'A change is about to take effect. Take it back first, then pause.')
  }
}

/** Throws `subscription_not_paused`. */
export function resume(state: SimulationState, event: SimulationEvent & { type: 'resume' }): void {
  const { at } = event
  const subscription = chosenSubscription(state, event)
  const { status } = subscription
  if (status !== 'PAUSED') throw new EngineError('subscription_not_paused', 'It is not paused.', { status })
  subscription.phases = resumePhases({ phases: subscription.phases, at })
  move(state, subscription, 'RESUMED', at)
  billNow(state, { subscription, reason: 'SUBSCRIPTION_CYCLE', at })
  enterPeriod(subscription, at)
}

/**
 * Now, with the unused rest credited or not, or when the paid period ends; what has not begun or rests has none to wait for.
 * Throws `cancellation_pending`, and `subscription_not_live` for an order that was never paid: it expires by itself.
 */
export function cancel(state: SimulationState, event: SimulationEvent & { type: 'cancel' }): void {
  const subscription = chosenSubscription(state, event)
  const { at, when, credit } = event
  const { status, boundaryAt, pending } = subscription
  if (status === 'INCOMPLETE') {
    throw new EngineError('subscription_not_live', 'This subscription is not running.', { status })
  }
  if (when === 'period_end' && boundaryAt && status !== 'PAUSED') {
    if (pending?.kind === 'CANCEL') {
      throw new EngineError('cancellation_pending', 'The subscription is about to end already.')
    }
    subscription.pending = { kind: 'CANCEL', at: boundaryAt }
    tell(state, at, 'cancellation_planned', { ...whose(state, subscription), endsAt: boundaryAt.toISOString() })
    return
  }
  const endsAt = at > subscription.startsAt ? at : subscription.startsAt
  const endProration = credit === 'none' ? 'none' : 'prorate'
  endSubscription(state, subscription, { endsAt, at, endProration })
  const creditTo = credit === 'refund' ? 'refund' : 'balance'
  billNow(state, { subscription, reason: 'SUBSCRIPTION_CHANGE', at, creditTo })
}

/** Takes back a planned change or cancellation. Throws `nothing_pending`. */
export function undo(state: SimulationState, event: SimulationEvent & { type: 'undo' }): void {
  const { at } = event
  const subscription = chosenSubscription(state, event)
  if (!subscription.pending) throw new EngineError('nothing_pending', 'There is nothing to take back.')
  tell(state, at, 'pending_undone', { ...whose(state, subscription), kind: subscription.pending.kind })
  subscription.pending = null
}
