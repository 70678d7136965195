import { dunningStep } from '../dunning'
import {
  entriesForBadDebtRecovered,
  entriesForCreditReturned,
  entriesForInvoiceVoided,
  entriesForPaymentSucceeded,
  entriesForRefundSucceeded,
  entriesForUncollectible,
} from '../ledger'
import { nextInvoiceStatus, nextPaymentStatus, nextSubscriptionStatus, type SubscriptionEvent } from '../lifecycle'
import { creditInvoice } from './credit'
import { amountDue, closeInvoice } from './amount-due'
import type { PaymentOutcome } from './scenario'
import {
  post,
  tell,
  type SimulatedInvoice,
  type SimulatedPayment,
  type SimulatedSubscription,
  type SimulationState,
} from './state'

const DAY = 86_400_000
/** How long a subscription stays past due when no automatic attempt is left to wait for. */
const GIVE_UP_AFTER_DAYS = 14

const FAILURES: Record<Exclude<PaymentOutcome, 'success'>, { code: string; declineCode?: string }> = {
  decline: { code: 'card_declined', declineCode: 'insufficient_funds' },
  hard_decline: { code: 'card_declined', declineCode: 'stolen_card' },
  action_required: { code: 'authentication_required' },
  no_method: { code: 'payment_method_missing' },
}

/** One attempt to collect an invoice; it ends as the scenario says. */
export function attemptPayment(state: SimulationState, invoice: SimulatedInvoice, at: Date): void {
  invoice.collectAt = null
  const amount = amountDue(invoice)
  if (amount <= 0n || isUnderWay(state, invoice)) return
  const outcome =
    state.outcomes.length > 1 ? (state.outcomes.shift() as PaymentOutcome) : (state.outcomes[0] ?? 'success')
  const payment = openPayment(state, { invoice, amount, processor: 'stripe', at })
  if (outcome !== 'success') return failed(state, { invoice, payment, outcome, at })
  if (state.settlesAfterDays === 0) return settlePayment(state, payment, at)
  payment.status = nextPaymentStatus(payment.status, 'PROCESSING')
  payment.settlesAt = new Date(at.getTime() + state.settlesAfterDays * DAY)
  tell(state, at, 'payment_processing', { invoice: invoice.number, amount: amount.toString() })
}

const isUnderWay = (state: SimulationState, { number }: SimulatedInvoice): boolean =>
  state.payments.some(({ invoice, settlesAt }) => invoice === number && settlesAt !== null)

interface OpenPayment {
  invoice: SimulatedInvoice
  amount: bigint
  processor: string
  at: Date
}

export function openPayment(state: SimulationState, { invoice, amount, processor, at }: OpenPayment): SimulatedPayment {
  const id = `pay_${state.payments.length + 1}`
  const about = { id, invoice: invoice.number, processor, amount, createdAt: at }
  const payment: SimulatedPayment = { ...about, status: 'CREATED', settlesAt: null, failure: null }
  state.payments.push(payment)
  return payment
}

/** Money arrived: it closes the invoice, and what no invoice can take goes back. */
export function settlePayment(state: SimulationState, payment: SimulatedPayment, at: Date): void {
  const { processor, amount } = payment
  const { currency } = state.scenario
  const invoice = state.invoices.find(({ number }) => number === payment.invoice) as SimulatedInvoice
  payment.status = nextPaymentStatus(payment.status, 'SUCCEEDED')
  payment.settlesAt = null
  const due = amountDue(invoice)
  const counted = amount < due ? amount : due
  const overpaid = amount - counted
  const document = invoice.number
  tell(state, at, 'payment_succeeded', { invoice: document, amount: amount.toString() })
  if (invoice.status === 'UNCOLLECTIBLE' && counted > 0n) {
    const entries = entriesForBadDebtRecovered({ currency, amount: counted })
    post(state, { at, kind: 'bad_debt.recovered', document, entries })
  }
  const entries = entriesForPaymentSucceeded({ processor, currency, amount, overpaid })
  post(state, { at, kind: 'payment.succeeded', document, entries })
  if (overpaid > 0n) {
    tell(state, at, 'surplus_returned', { invoice: document, amount: overpaid.toString() })
    const returned = { currency, amount: overpaid }
    post(state, { at, kind: 'credit.returned', document, entries: entriesForCreditReturned(returned) })
    post(state, {
      at,
      kind: 'refund.succeeded',
      document,
      entries: entriesForRefundSucceeded({ processor, ...returned }),
    })
  }
  invoice.amountPaid += counted
  if (counted === due && due > 0n) closeInvoice(invoice, at)
  const subscription = subscriptionOf(state, invoice)
  if (openInvoices(state, subscription).length > 0) return
  const before = subscription.status
  move(state, subscription, 'PAYMENT_SUCCEEDED', at)
  if (subscription.status !== before) subscription.expiresAt = null
}

interface Failed {
  invoice: SimulatedInvoice
  payment: SimulatedPayment
  outcome: Exclude<PaymentOutcome, 'success'>
  at: Date
}

/** The next attempt by the schedule, or the end of waiting. A checkout that failed changes nothing. */
function failed(state: SimulationState, { invoice, payment, outcome, at }: Failed): void {
  const failure = FAILURES[outcome]
  payment.status = nextPaymentStatus(payment.status, 'FAILED')
  payment.failure = failure.declineCode ?? failure.code
  tell(state, at, 'payment_failed', { invoice: invoice.number, failure: payment.failure })
  const subscription = subscriptionOf(state, invoice)
  if (subscription.status === 'INCOMPLETE' || invoice.status !== 'OPEN') return
  const { scheduleDays: retryDays } = state.scenario.policy.dunning
  const { createdAt: attemptedAt } = payment
  invoice.dunning = dunningStep({
    policy: { retryDays, giveUpDays: GIVE_UP_AFTER_DAYS },
    before: invoice.dunning,
    failure: outcome === 'no_method' ? 'no_method' : failure,
    onSession: false,
    finalizedAt: invoice.issuedAt,
    attemptedAt,
    failedAt: at,
  })
  invoice.collectAt = invoice.dunning.nextAttemptAt
  if (invoice.collectAt) {
    tell(state, at, 'retry_planned', { invoice: invoice.number, retryAt: invoice.collectAt.toISOString() })
  }
  move(state, subscription, 'PAYMENT_FAILED', at)
  if (subscription.status !== 'PAST_DUE') return
  const limits = openInvoices(state, subscription).flatMap(({ dunning }) => dunning?.giveUpAt ?? [])
  subscription.expiresAt = limits.toSorted((x, y) => x.getTime() - y.getTime())[0] ?? null
}

/** Nothing more is tried: the final action of dunning. What is owed can still be paid. */
export function giveUp(
  state: SimulationState,
  subscription: SimulatedSubscription,
  { at, action }: { at: Date; action: 'cancel' | 'mark_uncollectible' | 'leave' },
): void {
  tell(state, at, 'dunning_exhausted', { subscription: subscription.id, action })
  // Left as it is: past due, its periods go on, nothing more is tried.
  subscription.expiresAt = null
  if (action === 'leave') return
  endSubscription(state, subscription, { endsAt: at, at })
  if (action !== 'mark_uncollectible') return
  for (const invoice of openInvoices(state, subscription)) {
    const entries = entriesForUncollectible({ currency: state.scenario.currency, amount: amountDue(invoice) })
    post(state, { at, kind: 'invoice.uncollectible', document: invoice.number, entries })
    invoice.status = nextInvoiceStatus(invoice.status, 'MARKED_UNCOLLECTIBLE')
    invoice.collectAt = null
    tell(state, at, 'invoice_uncollectible', { invoice: invoice.number })
  }
}

/** A first payment that never came: the subscription expires and its invoice is taken back. */
export function expireIncomplete(state: SimulationState, subscription: SimulatedSubscription, at: Date): void {
  for (const invoice of openInvoices(state, subscription)) {
    const touched = invoice.amountPaid > 0n || invoice.amountCredited > 0n
    if (touched) creditInvoice(state, { invoice, request: { amount: 'remaining' }, to: 'balance', at })
    else voidInvoice(state, { subscription, invoice, at })
  }
  move(state, subscription, 'INCOMPLETE_EXPIRED', at)
  closeContract(subscription, at)
}

function voidInvoice(
  state: SimulationState,
  { subscription, invoice, at }: { subscription: SimulatedSubscription; invoice: SimulatedInvoice; at: Date },
): void {
  const { currency } = state.scenario
  const { number: document, total, lines, breakdown } = invoice
  invoice.status = nextInvoiceStatus(invoice.status, 'VOIDED')
  invoice.collectAt = null
  const keys = new Set(lines.map(({ billingKey }) => billingKey))
  subscription.issued = subscription.issued.map((line) =>
    keys.has(line.billingKey) ? { ...line, voided: true } : line,
  )
  tell(state, at, 'invoice_voided', { invoice: document })
  const entries = entriesForInvoiceVoided({ currency, total, lines, breakdown })
  post(state, { at, kind: 'invoice.voided', document, entries })
}

/** Ends a subscription; `endsAt` is where its contract ends. */
export function endSubscription(
  state: SimulationState,
  subscription: SimulatedSubscription,
  { endsAt, at, endProration = 'none' }: { endsAt: Date; at: Date; endProration?: 'none' | 'prorate' },
): void {
  move(state, subscription, 'CANCELED', at)
  subscription.facts = { ...subscription.facts, endProration }
  closeContract(subscription, endsAt)
}

function closeContract(subscription: SimulatedSubscription, endsAt: Date): void {
  subscription.facts = { ...subscription.facts, endsAt }
  subscription.segments = subscription.segments.map((segment) => {
    return segment.to ? segment : { ...segment, to: endsAt > segment.from ? endsAt : segment.from }
  })
  subscription.period = null
  subscription.boundaryAt = null
  subscription.expiresAt = null
  subscription.pending = null
}

/** A transition by the engine's table; told only where it moves. */
export function move(
  state: SimulationState,
  subscription: SimulatedSubscription,
  event: SubscriptionEvent,
  at: Date,
): void {
  const from = subscription.status
  subscription.status = nextSubscriptionStatus(from, event)
  if (subscription.status === from) return
  tell(state, at, 'subscription_status', { subscription: subscription.id, from, to: subscription.status })
}

export function openInvoices(state: SimulationState, { id }: SimulatedSubscription): SimulatedInvoice[] {
  return state.invoices.filter(({ subscriptionId, status }) => subscriptionId === id && status === 'OPEN')
}

export const subscriptionOf = (state: SimulationState, { subscriptionId }: SimulatedInvoice): SimulatedSubscription =>
  state.subscriptions.find(({ id }) => id === subscriptionId) as SimulatedSubscription
