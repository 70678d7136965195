import { dunningStep } from '../dunning'
import {
  entriesForBadDebtRecovered,
  entriesForCreditReturned,
  entriesForPaymentSucceeded,
  entriesForRefundSucceeded,
} from '../ledger'
import { nextPaymentStatus } from '../lifecycle'
import { isTooSmallToCharge } from '../smallest-charge'
import { amountDue, closeInvoice } from './amount-due'
import { payFromBalance } from './balance'
import { creditByHand } from './credit'
import type { PaymentOutcome } from './scenario'
import { isUnderWay, move, subscriptionsOf, subscriptionsPaid } from './standing'
import { post, tell, type SimulatedInvoice, type SimulatedPayment, type SimulationState } from './state'

const DAY = 86_400_000
/** How long a subscription stays past due when no automatic attempt is left to wait for. */
const GIVE_UP_AFTER_DAYS = 14

const FAILURES: Record<Exclude<PaymentOutcome, 'success'>, { code: string; declineCode?: string }> = {
  decline: { code: 'card_declined', declineCode: 'insufficient_funds' },
  hard_decline: { code: 'card_declined', declineCode: 'stolen_card' },
  action_required: { code: 'authentication_required' },
  no_method: { code: 'payment_method_missing' },
}

/** One attempt to collect an invoice, from the balance first; it ends as the scenario says. No processor takes a cent. */
export function attemptPayment(state: SimulationState, invoice: SimulatedInvoice, at: Date): void {
  invoice.collectAt = null
  if (amountDue(invoice) <= 0n || isUnderWay(state, invoice)) return
  payFromBalance(state, invoice, at)
  const amount = amountDue(invoice)
  if (amount === 0n) return subscriptionsPaid(state, invoice, at)
  if (isTooSmallToCharge({ amount, currency: state.scenario.currency })) {
    tell(state, at, 'small_amount_waived', { invoice: invoice.number, amount: amount.toString() })
    creditByHand(state, { invoice, request: { amount }, to: 'balance', at })
    return
  }
  const outcome =
    state.outcomes.length > 1 ? (state.outcomes.shift() as PaymentOutcome) : (state.outcomes[0] ?? 'success')
  const payment = openPayment(state, { invoice, amount, processor: 'stripe', at })
  if (outcome !== 'success') return failed(state, { invoice, payment, outcome, at })
  if (state.settlesAfterDays === 0) return settlePayment(state, payment, at)
  payment.status = nextPaymentStatus(payment.status, 'PROCESSING')
  state.settling.push(state.payments.indexOf(payment))
  payment.settlesAt = new Date(at.getTime() + state.settlesAfterDays * DAY)
  tell(state, at, 'payment_processing', { invoice: invoice.number, amount: amount.toString() })
}

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
  state.settling = state.settling.filter((position) => state.payments[position] !== payment)
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
  subscriptionsPaid(state, invoice, at)
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
  const billed = subscriptionsOf(state, invoice)
  if (billed.some(({ status }) => status === 'INCOMPLETE') || invoice.status !== 'OPEN') return
  if (!invoice.isGivenUp) planNext(state, { invoice, payment, outcome, at })
  for (const subscription of billed) move(state, subscription, 'PAYMENT_FAILED', at)
}

function planNext(state: SimulationState, { invoice, payment, outcome, at }: Failed): void {
  const { scheduleDays: retryDays } = state.scenario.policy.dunning
  invoice.dunning = dunningStep({
    policy: { retryDays, giveUpDays: GIVE_UP_AFTER_DAYS },
    before: invoice.dunning,
    failure: outcome === 'no_method' ? 'no_method' : FAILURES[outcome],
    onSession: false,
    finalizedAt: invoice.issuedAt,
    attemptedAt: payment.createdAt,
    failedAt: at,
  })
  invoice.collectAt = invoice.dunning.nextAttemptAt
  if (!invoice.collectAt) return
  tell(state, at, 'retry_planned', { invoice: invoice.number, retryAt: invoice.collectAt.toISOString() })
}
