import type { CreditGrant } from '../balance'
import type { IssuedLine } from '../lines'
import type { Period } from '../calendar'
import type { DiscountFact } from '../discount'
import type { DunningState } from '../dunning'
import type { LineExplanation } from '../explanation'
import type { LedgerEntry } from '../ledger'
import type { InvoiceStatus, PaymentStatus, SubscriptionStatus } from '../lifecycle'
import type { TaxBreakdownRow, TaxDecision } from '../tax'
import type { ItemSegment, PhaseFact, SubscriptionFacts } from '../timeline'
import type { MeteredEvent } from '../usage-totals'
import type { PaymentOutcome, Scenario } from './scenario'

/** A segment knows the price it was agreed from: a change compares with it. */
export interface SimulatedSegment extends ItemSegment {
  item: string
  priceCode: string
}

export type PendingChange =
  { kind: 'CANCEL'; at: Date } | { kind: 'CHANGE'; at: Date; item: string; priceCode: string; quantity: number }

export interface SimulatedSubscription {
  /** Its name, if it has one. */
  id: string
  /** Stands before what its invoice lines say, where there are several to tell apart. */
  name: string | null
  status: SubscriptionStatus
  facts: Omit<SubscriptionFacts, 'phases'>
  phases: PhaseFact[]
  segments: SimulatedSegment[]
  discounts: DiscountFact[]
  /** Exact decimals, by segment and cycle. */
  usage: { segmentId: string; cycleIndex: number; quantity: string }[]
  /** Events of items whose price says how to count them. */
  counted: (MeteredEvent & { item: string })[]
  issued: IssuedLine[]
  /** The cycle that runs; null before the first and after the last. */
  period: Period | null
  /** Cycles that ended before the current one are closed, unless late use opened them again from here. */
  openSince: Date | null
  /** When it renews, or a trial or pause ends. */
  boundaryAt: Date | null
  startsAt: Date
  /** When it is given up, if nothing is paid until then. */
  expiresAt: Date | null
  pending: PendingChange | null
}

export interface InvoiceLine {
  id: string
  billingKey: string
  subscriptionId: string
  segmentId: string
  description: string
  kind: 'CHARGE' | 'CREDIT'
  from: Date
  to: Date
  /** As priced, before discounts; negative for a credit. */
  amount: bigint
  discountAmount: bigint
  netAmount: bigint
  taxAmount: bigint
  grossAmount: bigint
  tax: TaxDecision
  explanation: LineExplanation
  creditedNetAmount: bigint
  creditedTaxAmount: bigint
}

export interface SimulatedInvoice {
  number: string
  reason: 'SUBSCRIPTION_START' | 'SUBSCRIPTION_CYCLE' | 'SUBSCRIPTION_CHANGE'
  status: InvoiceStatus
  issuedAt: Date
  paidAt: Date | null
  lines: InvoiceLine[]
  breakdown: TaxBreakdownRow[]
  subtotal: bigint
  discountTotal: bigint
  taxTotal: bigint
  total: bigint
  amountPaid: bigint
  /** The part of `amountPaid` that credit of the customer paid. */
  amountFromBalance: bigint
  amountCredited: bigint
  amountRefunded: bigint
  /** Where its collection stands after a failure. */
  dunning: DunningState | null
  /** The final action was taken: nothing is tried or reminded of by itself any more. */
  isGivenUp: boolean
  /** The next automatic attempt. */
  collectAt: Date | null
  /** Of an invoice that is sent: when it is to be paid, and where its reminders stand. */
  dueAt: Date | null
  reminders: { sent: number; lastSentAt: Date | null; nextAt: Date | null; giveUpAt: Date | null } | null
}

export interface SimulatedCreditNote {
  number: string
  invoice: string
  issuedAt: Date
  lines: { description: string; from: Date; to: Date; netAmount: bigint; taxAmount: bigint; grossAmount: bigint }[]
  breakdown: TaxBreakdownRow[]
  netTotal: bigint
  taxTotal: bigint
  total: bigint
  toReceivable: bigint
  toRefund: bigint
  toCustomerCredit: bigint
  /** How the contract led to it; none for a credit that somebody gave. */
  explanations: LineExplanation[]
}

export interface SimulatedPayment {
  id: string
  invoice: string
  processor: string
  amount: bigint
  status: PaymentStatus
  createdAt: Date
  /** When the money arrives, while it is under way. */
  settlesAt: Date | null
  failure: string | null
}

export interface SimulatedDispute {
  invoice: string
  processor: string
  amount: bigint
  fee: bigint
  status: 'OPEN' | 'WON' | 'LOST'
  openedAt: Date
}

export interface SimulatedTransaction {
  at: Date
  kind: string
  document: string | null
  entries: LedgerEntry[]
}

/** What happened, in order. `code` is stable; the facts are for people. */
export interface Happening {
  at: Date
  code: string
  facts: Record<string, string>
}

export interface SimulationState {
  scenario: Scenario
  customer: Scenario['customer']
  subscriptions: SimulatedSubscription[]
  invoices: SimulatedInvoice[]
  creditNotes: SimulatedCreditNote[]
  payments: SimulatedPayment[]
  /** Positions in `payments` of those whose money is on its way: there are few, among many. */
  settling: number[]
  disputes: SimulatedDispute[]
  grants: CreditGrant[]
  ledger: SimulatedTransaction[]
  happenings: Happening[]
  redemptions: Record<string, number>
  outcomes: PaymentOutcome[]
  settlesAfterDays: number
}

export function emptyState(scenario: Scenario): SimulationState {
  return {
    scenario,
    customer: scenario.customer,
    subscriptions: [],
    invoices: [],
    creditNotes: [],
    payments: [],
    settling: [],
    disputes: [],
    grants: [],
    ledger: [],
    happenings: [],
    redemptions: {},
    outcomes: ['success'],
    settlesAfterDays: 0,
  }
}

/**
 * A state to try an event on: what events change in place is copied, what is only ever added (the ledger, credit notes,
 * explanations) is shared.
 */
export function copyOf(state: SimulationState): SimulationState {
  return {
    ...state,
    subscriptions: state.subscriptions.map((subscription) => ({
      ...subscription,
      segments: [...subscription.segments],
      discounts: [...subscription.discounts],
      counted: [...subscription.counted],
      issued: subscription.issued.map((line) => ({ ...line })),
    })),
    invoices: state.invoices.map((invoice) => ({ ...invoice, lines: invoice.lines.map((line) => ({ ...line })) })),
    creditNotes: [...state.creditNotes],
    payments: state.payments.map((payment) => ({ ...payment })),
    settling: [...state.settling],
    disputes: state.disputes.map((dispute) => ({ ...dispute })),
    grants: state.grants.map((grant) => ({ ...grant })),
    ledger: [...state.ledger],
    happenings: [...state.happenings],
    redemptions: { ...state.redemptions },
    outcomes: [...state.outcomes],
  }
}

export function tell(state: SimulationState, at: Date, code: string, facts: Happening['facts'] = {}): void {
  state.happenings.push({ at, code, facts })
}

export function post(state: SimulationState, transaction: SimulatedTransaction): void {
  if (transaction.entries.length > 0) state.ledger.push(transaction)
}
