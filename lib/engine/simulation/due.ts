import { entriesForCreditExpired } from '../ledger'
import { attemptPayment, settlePayment } from './collect'
import { enterCycles, RENEWING } from './cycles'
import { expireIncomplete } from './end'
import { takeFinalAction } from './give-up'
import { remind } from './remind'
import { bills, isUnderWay } from './standing'
import { post, tell, type SimulatedSubscription, type SimulationState } from './state'

interface Due {
  at: Date
  /** What comes first at one instant: money, then ends, then periods, then charges. */
  rank: number
  run: (at: Date) => void
}

/** The next thing that is due by itself, if any until `until`: what `tick` finds in the real system. */
export function nextDue(state: SimulationState, until: Date): Due | null {
  const expiring = state.subscriptions.flatMap((subscription) => dueExpiry(state, subscription))
  const due = [...dueMoney(state), ...dueCycles(state), ...expiring]
  return (
    due
      .filter(({ at }) => at <= until)
      .toSorted((a, b) => a.at.getTime() - b.at.getTime() || a.rank - b.rank)
      .at(0) ?? null
  )
}

function dueMoney(state: SimulationState): Due[] {
  const payments = state.settling.flatMap((position): Due[] => {
    const payment = state.payments[position]
    const settlesAt = payment?.settlesAt
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
  const open = state.invoices.filter(({ status }) => status === 'OPEN')
  const invoices = open.flatMap((invoice): Due[] => {
    const { collectAt } = invoice
    if (!collectAt) return []
    return [{ at: collectAt, rank: 4, run: (at) => attemptPayment(state, invoice, at) }]
  })
  const sent = open.flatMap((invoice): Due[] => {
    const at = invoice.reminders?.nextAt ?? invoice.reminders?.giveUpAt
    if (!at || invoice.isGivenUp) return []
    return [{ at, rank: 5, run: (now) => remind(state, invoice, now) }]
  })
  const exhausted = open.flatMap((invoice): Due[] => {
    const at = invoice.dunning?.giveUpAt
    // Money under way decides first.
    if (!at || invoice.isGivenUp || isUnderWay(state, invoice)) return []
    const { finalAction: action } = state.scenario.policy.dunning
    return [{ at, rank: 5, run: (now) => takeFinalAction(state, invoice, { at: now, action }) }]
  })
  return [...payments, ...grants, ...invoices, ...sent, ...exhausted]
}

/** The next instant at which cycles begin or end, with all that do: what falls together is on one invoice. */
function dueCycles(state: SimulationState): Due[] {
  const due = state.subscriptions.flatMap((subscription) => {
    const { status, startsAt, boundaryAt } = subscription
    const at = status === 'SCHEDULED' ? startsAt : RENEWING.includes(status) ? boundaryAt : null
    return at ? [{ at, subscription }] : []
  })
  if (due.length === 0) return []
  const earliest = Math.min(...due.map(({ at }) => at.getTime()))
  const together = due.filter(({ at }) => at.getTime() === earliest).map(({ subscription }) => subscription)
  return [{ at: new Date(earliest), rank: 2, run: (at) => enterCycles(state, together, at) }]
}

/** A first payment that does not come. */
function dueExpiry(state: SimulationState, subscription: SimulatedSubscription): Due[] {
  const { status, expiresAt } = subscription
  if (!expiresAt || status !== 'INCOMPLETE') return []
  // Money under way decides first.
  const own = state.invoices.filter((invoice) => bills(invoice, subscription))
  if (own.some((invoice) => isUnderWay(state, invoice))) return []
  return [{ at: expiresAt, rank: 5, run: (at) => expireIncomplete(state, subscription, at) }]
}
