import { EngineError } from '../errors'
import { entriesForCreditGranted } from '../ledger'
import { add, fromDecimalString, toDecimalString } from '../rational'
import { cyclesOf } from '../timeline'
import { spendBalance } from './balance'
import { attemptPayment, openPayment, settlePayment } from './collect'
import { factsOf, priceOf } from './contract'
import { keepUsageEvent } from './counted-usage'
import { creditByHand } from './credit'
import { amountDue } from './amount-due'
import type { SimulationEvent } from './scenario'
import { chosenSubscription, isOver, whose } from './standing'
import { post, tell, type SimulatedInvoice, type SimulatedSubscription, type SimulationState } from './state'

/** Credit given by staff; it pays what is open first. */
export function grant(state: SimulationState, { at, amount, expiresAt }: SimulationEvent & { type: 'grant' }): void {
  const { currency } = state.scenario
  const id = `grant_${state.grants.length + 1}`
  state.grants.push({ id, remaining: amount, grantedAt: at, expiresAt })
  tell(state, at, 'credit_granted', { amount: amount.toString() })
  post(state, { at, kind: 'credit.granted', document: null, entries: entriesForCreditGranted({ currency, amount }) })
  spendBalance(state, at)
}

/**
 * Counts use of a metered item where it happened. Throws `item_unknown`, `item_not_metered`, `usage_outside_subscription`,
 * `usage_value_missing`, `usage_quantity_invalid`.
 */
export function recordUsage(state: SimulationState, event: SimulationEvent & { type: 'usage' }): void {
  const { at, item, quantity, usedAt = at } = event
  const subscription = usedSubscription(state, event)
  const ofItem = subscription.segments.filter((segment) => segment.item === item)
  if (ofItem.length === 0) throw new EngineError('item_unknown', `There is no item “${item}”.`, { item })
  if (ofItem.every(({ metered }) => !metered)) {
    throw new EngineError('item_not_metered', `The item “${item}” is not priced by use.`, { item })
  }
  const segment = ofItem.find(({ from, to }) => from <= usedAt && (to === null || usedAt < to))
  const cycles = cyclesOf({ subscription: factsOf(subscription), through: usedAt })
  const cycle = cycles.find(({ start, end, kind }) => start <= usedAt && usedAt < end && kind !== 'PAUSED')
  if (usedAt > at || !segment || !cycle) {
    throw new EngineError('usage_outside_subscription', 'Nothing could be used at that time.')
  }
  const { counting } = priceOf(state.scenario, segment.priceCode)
  if (counting) {
    keepUsageEvent(subscription, { event, usedAt, counting })
    tell(state, at, 'usage', { ...whose(state, subscription), item, quantity })
  } else {
    const place = { segmentId: segment.segmentId, cycleIndex: cycle.index }
    const before = subscription.usage.find(
      (fact) => fact.segmentId === place.segmentId && fact.cycleIndex === cycle.index,
    )
    const total = toDecimalString(add(fromDecimalString(before?.quantity ?? '0'), fromDecimalString(quantity)))
    subscription.usage = [...subscription.usage.filter((fact) => fact !== before), { ...place, quantity: total }]
    tell(state, at, 'usage', { ...whose(state, subscription), item, quantity, total })
  }
  if (cycle.start < (subscription.openSince ?? subscription.period?.start ?? cycle.start)) {
    subscription.openSince = cycle.start
  }
}

/** The one that is named, else the oldest running one that has the item; use may also be reported after the end. */
function usedSubscription(
  state: SimulationState,
  { subscription: id, item }: SimulationEvent & { type: 'usage' },
): SimulatedSubscription {
  const { subscriptions } = state
  if (id !== undefined)
    return subscriptions.find((each) => each.id === id) ?? chosenSubscription(state, { subscription: id })
  const running = subscriptions.filter((each) => !isOver(each))
  const having = running.find(({ segments }) => segments.some((segment) => segment.item === item))
  return having ?? running[0] ?? subscriptions.at(-1) ?? chosenSubscription(state, {})
}

/** How attempts end from now on; what failed before is tried again at once, as with a new card. */
export function setPayments(state: SimulationState, event: SimulationEvent & { type: 'payments' }): void {
  const { at, outcomes, settlesAfterDays } = event
  state.outcomes = [...outcomes]
  state.settlesAfterDays = settlesAfterDays
  tell(state, at, 'payments_from_now_on', { outcomes: outcomes.join(', ') })
  const tried = new Set(state.payments.map(({ invoice }) => invoice))
  for (const invoice of state.invoices) {
    if (invoice.status === 'OPEN' && tried.has(invoice.number)) attemptPayment(state, invoice, at)
  }
}

/** The customer pays by themselves. Throws `nothing_to_pay`, `invoice_unknown`. */
export function pay(state: SimulationState, event: SimulationEvent & { type: 'pay' }): void {
  const { at, processor } = event
  const wanted = event.invoice === undefined ? state.invoices : [invoiceAt(state, event.invoice)]
  const open = wanted.filter((invoice) => amountDue(invoice) > 0n)
  if (open.length === 0) throw new EngineError('nothing_to_pay', 'No invoice is open.')
  for (const invoice of open) {
    settlePayment(state, openPayment(state, { invoice, amount: amountDue(invoice), processor, at }), at)
  }
}

/** A credit note that staff issue. Throws `invoice_unknown`, `credit_line_unknown`, and what credit notes throw. */
export function credit(state: SimulationState, event: SimulationEvent & { type: 'credit' }): void {
  const { at, amount, line: position, to } = event
  const invoice = invoiceAt(state, event.invoice)
  const line = position === undefined ? null : invoice.lines[position - 1]
  if (line === undefined) {
    throw new EngineError('credit_line_unknown', `${invoice.number} has no line ${position}.`, { line: position ?? 0 })
  }
  const wanted = amount ?? ('remaining' as const)
  const request = line ? { lines: [{ id: line.id, grossAmount: wanted }] } : { amount: wanted }
  const { toCustomerCredit } = creditByHand(state, { invoice, request, to, at })
  if (toCustomerCredit > 0n) spendBalance(state, at)
}

function invoiceAt({ invoices }: SimulationState, position: number): SimulatedInvoice {
  const invoice = invoices[position - 1]
  if (!invoice) {
    throw new EngineError('invoice_unknown', `There is no invoice ${position} at this time.`, { invoice: position })
  }
  return invoice
}
