import { EngineError } from '../errors'
import { pausePhases, resumePhases } from '../phases'
import { enterPeriod } from './contract'
import { endSubscription } from './end'
import { billNow } from './issue'
import type { SimulationEvent } from './scenario'
import { chosenSubscription, move, whose } from './standing'
import { tell, type SimulationState } from './state'

/** No charges and no use until it resumes; the unused rest is credited or not. Throws `change_pending` and more. */
export function pause(state: SimulationState, event: SimulationEvent & { type: 'pause' }): void {
  const subscription = chosenSubscription(state, event)
  const { at, until, proration = state.scenario.policy.pauseProration } = event
  if (subscription.pending) {
    throw new EngineError('change_pending', 'A change is about to take effect. Take it back first, then pause.')
  }
  move(state, subscription, 'PAUSED', at)
  const { phases } = subscription
  subscription.phases = pausePhases({ phases, at, resumesAt: until, endProration: proration })
  billNow(state, { subscription, reason: 'SUBSCRIPTION_CHANGE', at })
  enterPeriod(subscription, at)
}

/** Throws `subscription_not_paused`. */
export function resume(state: SimulationState, event: SimulationEvent & { type: 'resume' }): void {
  const { at } = event
  const subscription = chosenSubscription(state, event)
  subscription.phases = resumePhases({ phases: subscription.phases, at })
  move(state, subscription, 'RESUMED', at)
  billNow(state, { subscription, reason: 'SUBSCRIPTION_CYCLE', at })
  enterPeriod(subscription, at)
}

/** Now, with the unused rest credited or not, or when the paid period ends. Throws `cancellation_pending`. */
export function cancel(state: SimulationState, event: SimulationEvent & { type: 'cancel' }): void {
  const subscription = chosenSubscription(state, event)
  const { at, when, credit } = event
  if (when === 'period_end' && subscription.boundaryAt && subscription.status !== 'INCOMPLETE') {
    if (subscription.pending?.kind === 'CANCEL') {
      throw new EngineError('cancellation_pending', 'The subscription is about to end already.')
    }
    subscription.pending = { kind: 'CANCEL', at: subscription.boundaryAt }
    const endsAt = subscription.boundaryAt.toISOString()
    tell(state, at, 'cancellation_planned', { ...whose(state, subscription), endsAt })
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
