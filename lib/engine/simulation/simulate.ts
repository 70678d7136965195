import { EngineError } from '../errors'
import { entriesForRevenueRecognized } from '../ledger'
import { netMonthlyRecurring } from '../metrics'
import { roundHalfAwayFromZero } from '../money'
import { sum } from '../rational'
import { revenueEarnedBefore } from '../revenue'
import { cyclesOf } from '../timeline'
import { addItem, change, removeItem } from './change'
import { factsOf, priceOf } from './contract'
import { dispute } from './dispute'
import { nextDue } from './due'
import { cancel, pause, resume, undo } from './lifecycle-events'
import { credit, grant, pay, recordUsage, setPayments } from './money-events'
import type { Scenario, SimulationEvent } from './scenario'
import { chosenSubscription } from './standing'
import { redeem, start } from './start'
import {
  copyOf,
  emptyState,
  post,
  tell,
  type Happening,
  type InvoiceLine,
  type SimulatedCreditNote,
  type SimulatedDispute,
  type SimulatedInvoice,
  type SimulatedPayment,
  type SimulatedSubscription,
  type SimulatedTransaction,
  type SimulationState,
} from './state'

export interface SimulationResult {
  currency: string
  timeZone: string
  until: Date
  subscriptions: SimulatedSubscription[]
  invoices: SimulatedInvoice[]
  creditNotes: SimulatedCreditNote[]
  payments: SimulatedPayment[]
  disputes: SimulatedDispute[]
  /** Credit the customer can still use. */
  balance: bigint
  ledger: SimulatedTransaction[]
  /** Balance per ledger account; debit positive. They add up to zero. */
  accounts: Record<string, bigint>
  /** Monthly recurring revenue at the end, rounded once. */
  mrr: bigint
  happenings: Happening[]
  /** Events that no rule allows: the system answers with this error and changes nothing. */
  refusals: { event: number; at: Date; type: string; code: string; message: string }[]
}

/**
 * Plays a scenario through the engine: events and everything that falls due between them, in order of time. At one
 * instant what payments come to is set first, then what is due happens, then the other events in the order given.
 * Nothing is read but the scenario; the same scenario always gives the same result.
 *
 * An event that contradicts the state is refused with its code and leaves nothing behind. Throws `EngineError` where the
 * scenario itself cannot be billed (no VAT rate for the date).
 */
export function simulate(scenario: Scenario): SimulationResult {
  let state = emptyState(scenario)
  const refusals: SimulationResult['refusals'] = []
  const events = scenario.events
    .map((event, index) => ({ event, index }))
    .filter(({ event }) => event.at <= scenario.until)
    .toSorted((a, b) => a.event.at.getTime() - b.event.at.getTime() || a.index - b.index)
  const first = events.filter(({ event }) => event.type === 'payments')
  const others = events.filter(({ event }) => event.type !== 'payments')
  const play = ({ event, index }: (typeof events)[number]) => {
    const attempt = copyOf(state)
    try {
      applyEvent(attempt, event)
      state = attempt
    } catch (error) {
      if (!(error instanceof EngineError)) throw error
      const { code, message } = error
      refusals.push({ event: index, at: event.at, type: event.type, code, message })
      tell(state, event.at, 'event_refused', { event: event.type, code, message })
    }
  }
  for (;;) {
    const [payment, other] = [first[0], others[0]]
    const next = [payment, other]
      .flatMap((each) => each?.event.at ?? [])
      .toSorted((a, b) => a.getTime() - b.getTime())[0]
    const due = nextDue(state, scenario.until)
    if (payment && (!due || payment.event.at <= due.at) && payment.event.at <= (next ?? payment.event.at)) {
      play(payment)
      first.shift()
    } else if (due && (!next || due.at <= next)) due.run(due.at)
    else if (other) {
      play(other)
      others.shift()
    } else break
  }
  recognizeRevenue(state)
  return { ...resultOf(state), refusals }
}

function applyEvent(state: SimulationState, event: SimulationEvent): void {
  switch (event.type) {
    case 'start':
      return start(state, event)
    case 'change':
      return change(state, event)
    case 'add_item':
      return addItem(state, event)
    case 'remove_item':
      return removeItem(state, event)
    case 'pause':
      return pause(state, event)
    case 'resume':
      return resume(state, event)
    case 'cancel':
      return cancel(state, event)
    case 'undo':
      return undo(state, event)
    case 'coupon':
      return redeem(state, { subscription: chosenSubscription(state, event), code: event.coupon, at: event.at })
    case 'grant':
      return grant(state, event)
    case 'usage':
      return recordUsage(state, event)
    case 'payments':
      return setPayments(state, event)
    case 'pay':
      return pay(state, event)
    case 'credit':
      return credit(state, event)
    case 'dispute':
      return dispute(state, event)
    case 'customer':
      state.customer = { ...state.customer, ...event.facts }
      return tell(state, event.at, 'customer_changed', {})
  }
}

/** What was earned by the end, day by day over each line's period; posted once, as of the end. */
function recognizeRevenue(state: SimulationState): void {
  const { currency, until, customer } = state.scenario
  const { timeZone } = customer
  const earned = (line: { netAmount: bigint; from: Date; to: Date }) =>
    line.from < line.to
      ? revenueEarnedBefore({ amount: line.netAmount, from: line.from, to: line.to, timeZone, before: until })
      : 0n
  const billed = state.invoices.filter(({ status }) => status !== 'VOID').flatMap(({ lines }) => lines)
  const credited = state.creditNotes.flatMap(({ lines }) => lines)
  const total = (lines: readonly Parameters<typeof earned>[0][]) => lines.reduce((all, line) => all + earned(line), 0n)
  const entries = entriesForRevenueRecognized({ currency, amount: total(billed) - total(credited) })
  post(state, { at: until, kind: 'revenue.recognized', document: null, entries })
}

function resultOf(state: SimulationState): Omit<SimulationResult, 'refusals'> {
  const { subscriptions, invoices, creditNotes, payments, disputes, ledger, happenings, grants, scenario } = state
  const accounts: Record<string, bigint> = {}
  for (const { account, amount } of ledger.flatMap(({ entries }) => entries)) {
    accounts[account] = (accounts[account] ?? 0n) + amount
  }
  return {
    currency: scenario.currency,
    timeZone: scenario.customer.timeZone,
    until: scenario.until,
    subscriptions,
    invoices,
    creditNotes,
    payments,
    disputes,
    balance: grants.reduce((total, { remaining }) => total + remaining, 0n),
    ledger,
    accounts,
    mrr: subscriptions.reduce((total, subscription) => total + mrrOf(state, subscription), 0n),
    happenings,
  }
}

/**
 * What runs and is paid for, or owed, net of discounts that last and of VAT that is inside prices: trials, pauses and orders
 * never paid do not count.
 */
function mrrOf({ scenario, invoices }: SimulationState, subscription: SimulatedSubscription): bigint {
  const { status, segments, discounts } = subscription
  if (status !== 'ACTIVE' && status !== 'PAST_DUE') return 0n
  const running = segments.filter(({ to, metered }) => to === null && !metered)
  const cycle = cyclesOf({ subscription: factsOf(subscription), through: scenario.until }).at(-1)?.index ?? 0
  const charged = vatCharged(invoices, subscription)
  return roundHalfAwayFromZero(
    sum(
      netMonthlyRecurring({
        items: running.map(({ priceCode, planCode, unitAmount, quantity, taxBehavior }) => {
          const { interval, intervalCount } = priceOf(scenario, priceCode)
          const vatInside = taxBehavior === 'INCLUSIVE' ? charged : undefined
          return { planCode, unitAmount, quantity, interval, intervalCount, vatInside }
        }),
        discounts: discounts.filter(
          ({ fromCycleIndex: from, toCycleIndex: to }) =>
            from <= cycle && (to === null || (to > cycle && to > from + 1)),
        ),
      }),
    ),
  )
}

/** The rate of VAT, in percent, with which a subscription's latest period was billed; none before the first. */
function vatCharged(invoices: readonly SimulatedInvoice[], { segments }: SimulatedSubscription): string | undefined {
  const own = new Set(segments.filter(({ metered }) => !metered).map(({ segmentId }) => segmentId))
  return invoices
    .filter(({ status }) => status !== 'VOID')
    .flatMap(({ lines }) => lines)
    .filter(({ kind, segmentId }) => kind === 'CHARGE' && own.has(segmentId))
    .reduce<InvoiceLine | undefined>((last, line) => (last && last.from > line.from ? last : line), undefined)?.tax.rate
}
