import { pausePhases, phaseAt } from '../phases'
import { enterPeriod, priceOf, replaceSegment } from './contract'
import { endSubscription } from './end'
import { billNow, issueInvoice, settleContract } from './issue'
import { move, whose } from './standing'
import { tell, type SimulatedSubscription, type SimulationState } from './state'

export const RENEWING: readonly string[] = ['ACTIVE', 'PAST_DUE', 'TRIALING', 'PAUSED']

/**
 * What begins, renews, or comes back from a trial or a pause at one instant: each takes its contract there, and one invoice
 * bills them all. What ends at this instant has an invoice of its own, over what was used.
 */
export function enterCycles(state: SimulationState, subscriptions: SimulatedSubscription[], at: Date): void {
  const parts = []
  const ended = []
  for (const subscription of subscriptions) {
    const step = subscription.status === 'SCHEDULED' ? begin(state, subscription, at) : pass(state, subscription, at)
    if (step === 'ends') ended.push(subscription)
    if (step !== 'goes_on') continue
    parts.push({ subscription, lines: settleContract(state, { subscription, at }) })
    enterPeriod(subscription, at)
  }
  issueInvoice(state, { parts, reason: 'SUBSCRIPTION_CYCLE', at })
  for (const subscription of ended) billNow(state, { subscription, reason: 'SUBSCRIPTION_CYCLE', at })
}

type Step = 'goes_on' | 'rests' | 'ends'

/** The day of a start that was agreed, without a checkout: it is billed and charged by itself. */
function begin(state: SimulationState, subscription: SimulatedSubscription, at: Date): Step {
  const trialing = phaseAt(subscription.phases, at).kind === 'TRIAL'
  move(state, subscription, trialing ? 'TRIAL_STARTED' : 'STARTED', at)
  return 'goes_on'
}

/** A cycle, a trial or a pause is over: what was pending takes effect. */
function pass(state: SimulationState, subscription: SimulatedSubscription, at: Date): Step {
  const ended = phaseAt(subscription.phases, new Date(at.getTime() - 1)).kind
  const { pending } = subscription
  if (pending?.kind === 'CANCEL') {
    endSubscription(state, subscription, { endsAt: pending.at, at })
    return 'ends'
  }
  if (ended === 'TRIAL' && state.outcomes[0] === 'no_method') {
    const step = endTrialWithoutMethod(state, subscription, at)
    if (step !== 'goes_on') return step
  } else if (ended === 'TRIAL') move(state, subscription, 'TRIAL_ENDED', at)
  else if (ended === 'PAUSED') move(state, subscription, 'RESUMED', at)
  if (pending?.kind === 'CHANGE') {
    const { item, priceCode, quantity } = pending
    const price = priceOf(state.scenario, priceCode)
    const { interval, intervalCount } = subscription.phases.findLast(({ kind }) => kind === 'BILLED') ?? {}
    const rhythm = { interval: subscription.facts.interval, intervalCount: subscription.facts.intervalCount }
    const running = { interval: interval ?? rhythm.interval, intervalCount: intervalCount ?? rhythm.intervalCount }
    const restarts = price.interval !== running.interval || price.intervalCount !== running.intervalCount
    replaceSegment(subscription, { item, price, quantity, from: at, currency: state.scenario.currency, restarts })
    subscription.pending = null
    tell(state, at, 'pending_change_applied', { ...whose(state, subscription), item, to: priceCode })
  }
  return 'goes_on'
}

function endTrialWithoutMethod(state: SimulationState, subscription: SimulatedSubscription, at: Date): Step {
  const { trialEndAction } = state.scenario.policy
  tell(state, at, 'trial_ended_without_method', { ...whose(state, subscription), action: trialEndAction })
  if (trialEndAction === 'cancel') {
    endSubscription(state, subscription, { endsAt: at, at })
    return 'ends'
  }
  if (trialEndAction === 'create_invoice') {
    move(state, subscription, 'TRIAL_ENDED', at)
    return 'goes_on'
  }
  subscription.phases = pausePhases({ phases: subscription.phases, at, resumesAt: null })
  move(state, subscription, 'PAUSED', at)
  enterPeriod(subscription, at)
  subscription.pending = null
  return 'rests'
}
