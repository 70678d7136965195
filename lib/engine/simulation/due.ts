import { entriesForCreditExpired } from '../ledger'
import { pausePhases, phaseAt } from '../phases'
import { attemptPayment, endSubscription, expireIncomplete, giveUp, move, settlePayment } from './collect'
import { enterPeriod, priceOf, replaceSegment } from './contract'
import { billNow } from './issue'
import { remind } from './remind'
import { beginScheduled } from './start'
import { post, tell, type SimulatedSubscription, type SimulationState } from './state'

interface Due {
  at: Date
  /** What comes first at one instant: money, then ends, then periods, then charges. */
  rank: number
  run: (at: Date) => void
}

const RENEWING = ['ACTIVE', 'PAST_DUE', 'TRIALING', 'PAUSED']

/** The next thing that is due by itself, if any until `until`: what `tick` finds in the real system. */
export function nextDue(state: SimulationState, until: Date): Due | null {
  const due = [...dueMoney(state), ...state.subscriptions.flatMap((subscription) => dueOf(state, subscription))]
  return (
    due
      .filter(({ at }) => at <= until)
      .toSorted((a, b) => a.at.getTime() - b.at.getTime() || a.rank - b.rank)
      .at(0) ?? null
  )
}

function dueMoney(state: SimulationState): Due[] {
  const payments = state.payments.flatMap((payment): Due[] => {
    const { settlesAt } = payment
    return settlesAt ? [{ at: settlesAt, rank: 0, run: (at) => settlePayment(state, payment, at) }] : []
  })
  const grants = state.grants.flatMap((grant): Due[] => {
    const { expiresAt, remaining } = grant
    if (!expiresAt || remaining <= 0n) return []
    const expire = (at: Date) => {
      grant.remaining = 0n
      tell(state, at, 'credit_expired', { amount: remaining.toString() })
      const entries = entriesForCreditExpired({ currency: state.scenario.currency, amount: remaining })
      post(state, { at, kind: 'credit.expired', document: null, entries })
    }
    return [{ at: expiresAt, rank: 1, run: expire }]
  })
  const invoices = state.invoices.flatMap((invoice): Due[] => {
    const { collectAt, status } = invoice
    if (!collectAt || status !== 'OPEN') return []
    return [{ at: collectAt, rank: 4, run: (at) => attemptPayment(state, invoice, at) }]
  })
  const sent = state.invoices.flatMap((invoice): Due[] => {
    const at = invoice.reminders?.nextAt ?? invoice.reminders?.giveUpAt
    if (!at || invoice.status !== 'OPEN') return []
    return [{ at, rank: 5, run: (now) => remind(state, invoice, now) }]
  })
  return [...payments, ...grants, ...invoices, ...sent]
}

function dueOf(state: SimulationState, subscription: SimulatedSubscription): Due[] {
  const { status, boundaryAt, expiresAt, startsAt, id } = subscription
  if (status === 'SCHEDULED') return [{ at: startsAt, rank: 2, run: (at) => beginScheduled(state, subscription, at) }]
  const due: Due[] = []
  if (boundaryAt && RENEWING.includes(status)) {
    due.push({ at: boundaryAt, rank: 3, run: (at) => passBoundary(state, subscription, at) })
  }
  // Money under way decides first.
  const invoices = new Set(state.invoices.filter((each) => each.subscriptionId === id).map(({ number }) => number))
  const isPaying = state.payments.some(({ invoice, settlesAt }) => settlesAt && invoices.has(invoice))
  if (expiresAt && !isPaying && status === 'INCOMPLETE') {
    due.push({ at: expiresAt, rank: 5, run: (at) => expireIncomplete(state, subscription, at) })
  }
  if (expiresAt && !isPaying && status === 'PAST_DUE') {
    const action = state.scenario.policy.dunning.finalAction
    due.push({ at: expiresAt, rank: 5, run: (at) => giveUp(state, subscription, { at, action }) })
  }
  return due
}

/** A cycle, a trial or a pause is over: what was pending takes effect, and the next cycle is billed. */
function passBoundary(state: SimulationState, subscription: SimulatedSubscription, at: Date): void {
  const boundary = subscription.boundaryAt as Date
  const ended = phaseAt(subscription.phases, new Date(boundary.getTime() - 1)).kind
  const { pending } = subscription
  if (pending?.kind === 'CANCEL') {
    endSubscription(state, subscription, { endsAt: pending.at, at })
    billNow(state, { subscription, reason: 'SUBSCRIPTION_CYCLE', at: boundary })
    return
  }
  if (ended === 'TRIAL' && state.outcomes[0] === 'no_method') {
    if (endTrialWithoutMethod(state, subscription, at)) return
  } else if (ended === 'TRIAL') move(state, subscription, 'TRIAL_ENDED', at)
  else if (ended === 'PAUSED') move(state, subscription, 'RESUMED', at)
  if (pending?.kind === 'CHANGE') {
    const { item, priceCode, quantity } = pending
    const price = priceOf(state.scenario, priceCode)
    const { interval, intervalCount } = subscription.phases.findLast(({ kind }) => kind === 'BILLED') ?? {}
    const rhythm = { interval: subscription.facts.interval, intervalCount: subscription.facts.intervalCount }
    const running = { interval: interval ?? rhythm.interval, intervalCount: intervalCount ?? rhythm.intervalCount }
    const restarts = price.interval !== running.interval || price.intervalCount !== running.intervalCount
    replaceSegment(subscription, { item, price, quantity, from: boundary, currency: state.scenario.currency, restarts })
    subscription.pending = null
    tell(state, at, 'pending_change_applied', { item, to: priceCode })
  }
  billNow(state, { subscription, reason: 'SUBSCRIPTION_CYCLE', at: boundary })
  enterPeriod(subscription, boundary)
}

/** Whether the trial's end leaves nothing to bill. */
function endTrialWithoutMethod(state: SimulationState, subscription: SimulatedSubscription, at: Date): boolean {
  const { trialEndAction } = state.scenario.policy
  tell(state, at, 'trial_ended_without_method', { action: trialEndAction })
  if (trialEndAction === 'cancel') {
    endSubscription(state, subscription, { endsAt: at, at })
    billNow(state, { subscription, reason: 'SUBSCRIPTION_CYCLE', at })
    return true
  }
  if (trialEndAction === 'create_invoice') {
    move(state, subscription, 'TRIAL_ENDED', at)
    return false
  }
  subscription.phases = pausePhases({ phases: subscription.phases, at, resumesAt: null })
  move(state, subscription, 'PAUSED', at)
  enterPeriod(subscription, at)
  subscription.pending = null
  return true
}
