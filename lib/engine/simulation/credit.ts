import type { LineDraft } from '../lines'
import { planContractCredits } from '../contract-credit'
import { computeCreditNote, type CreditNoteRequest } from '../credit-note'
import { settleCredit } from '../credit-settlement'
import { EngineError } from '../errors'
import type { LineExplanation } from '../explanation'
import { entriesForCreditNoteIssued, entriesForRefundSucceeded } from '../ledger'
import { amountDue, closeInvoice } from './amount-due'
import { disputeOf } from './dispute'
import { bills, subscriptionsPaid } from './standing'
import {
  post,
  tell,
  type InvoiceLine,
  type SimulatedCreditNote,
  type SimulatedInvoice,
  type SimulatedSubscription,
  type SimulationState,
} from './state'

interface CreditInvoiceInput {
  invoice: SimulatedInvoice
  request: CreditNoteRequest
  to: 'refund' | 'balance'
  at: Date
  /** The service that the credit takes back, by line; default: the line's own. */
  spans?: ReadonlyMap<string, { from: Date; to: Date }>
  explanations?: LineExplanation[]
}

/**
 * Issues a credit note: first it lowers what is owed, then the rest goes back or to the balance.
 * Throws `invoice_not_creditable`, `payment_disputed` and what the credit note's compute throws.
 */
export function creditInvoice(state: SimulationState, input: CreditInvoiceInput): SimulatedCreditNote {
  const { invoice, request, to: preference, at, spans, explanations = [] } = input
  if (invoice.status !== 'OPEN' && invoice.status !== 'PAID') {
    throw new EngineError('invoice_not_creditable', 'Only an open or paid invoice can be credited.', {
      invoice: invoice.number,
      status: invoice.status,
    })
  }
  const computed = computeCreditNote({ lines: invoice.lines, request })
  const { netTotal, taxTotal, total, breakdown } = computed
  const amountRefundable = invoice.amountPaid - invoice.amountFromBalance - invoice.amountRefunded
  const settled = settleCredit({ total, amountDue: amountDue(invoice), amountRefundable, preference })
  if (settled.toRefund > 0n && disputeOf(state, invoice))
    throw new EngineError('payment_disputed', 'A payment that is disputed is not refunded.', {
      invoice: invoice.number,
    })
  const lines = computed.lines.map(({ id, netAmount, taxAmount, grossAmount }) => {
    const line = invoice.lines.find((each) => each.id === id) as SimulatedInvoice['lines'][number]
    line.creditedNetAmount += netAmount
    line.creditedTaxAmount += taxAmount
    const { from, to } = spans?.get(id) ?? line
    return { description: line.description, from, to, netAmount, taxAmount, grossAmount }
  })
  const number = `CN-${state.creditNotes.length + 1}`
  const documents = { number, invoice: invoice.number, issuedAt: at }
  const note = { ...documents, lines, breakdown, netTotal, taxTotal, total, ...settled, explanations }
  state.creditNotes.push(note)
  invoice.amountCredited += settled.toReceivable
  tell(state, at, 'credit_note_issued', { creditNote: number, invoice: invoice.number, total: total.toString() })
  const { currency } = state.scenario
  post(state, {
    at,
    kind: 'credit_note.issued',
    document: number,
    entries: entriesForCreditNoteIssued({ currency, total, lines, breakdown, ...settled }),
  })
  if (settled.toRefund > 0n) {
    invoice.amountRefunded += settled.toRefund
    const entries = entriesForRefundSucceeded({
      processor: processorOf(state, invoice),
      currency,
      amount: settled.toRefund,
    })
    post(state, { at, kind: 'refund.succeeded', document: number, entries })
  }
  if (settled.toCustomerCredit > 0n) {
    const grant = { id: `grant_${state.grants.length + 1}`, remaining: settled.toCustomerCredit }
    state.grants.push({ ...grant, grantedAt: at, expiresAt: null })
  }
  if (invoice.status === 'OPEN' && amountDue(invoice) === 0n) closeInvoice(invoice, at)
  return note
}

/** A credit note that the contract does not ask for: what it takes back is not credited by the contract again. */
export function creditByHand(
  state: SimulationState,
  input: Omit<CreditInvoiceInput, 'spans' | 'explanations'>,
): SimulatedCreditNote {
  const { invoice, at } = input
  const before = new Map(invoice.lines.map((each) => [each.billingKey, creditedOf(state, each)]))
  const note = creditInvoice(state, input)
  for (const each of invoice.lines) {
    const added = creditedOf(state, each) - (before.get(each.billingKey) ?? 0n)
    for (const issued of state.subscriptions.flatMap((subscription) => subscription.issued)) {
      if (issued.billingKey === each.billingKey) issued.creditedAmount = (issued.creditedAmount ?? 0n) + added
    }
  }
  if (invoice.status === 'PAID') subscriptionsPaid(state, invoice, at)
  return note
}

function creditedOf(state: SimulationState, line: InvoiceLine): bigint {
  const segments = state.subscriptions.flatMap((subscription) => subscription.segments)
  const inclusive = segments.find(({ segmentId }) => segmentId === line.segmentId)?.taxBehavior === 'INCLUSIVE'
  return line.creditedNetAmount + (inclusive ? line.creditedTaxAmount : 0n)
}

const processorOf = (state: SimulationState, { number }: SimulatedInvoice): string =>
  state.payments.find(({ invoice, status }) => invoice === number && status === 'SUCCEEDED')?.processor ?? 'stripe'

interface CreditContractInput {
  subscription: SimulatedSubscription
  credits: readonly LineDraft[]
  at: Date
  to: 'balance' | 'refund'
}

/** Carries credits of the contract by credit notes on the invoices they belong to. */
export function creditContract(state: SimulationState, { subscription, credits, at, to }: CreditContractInput): void {
  const invoices = state.invoices.filter((invoice) => {
    return bills(invoice, subscription) && (invoice.status === 'OPEN' || invoice.status === 'PAID')
  })
  const plans = planContractCredits({
    credits: credits.map(({ billingKey, amount, discountAmount, taxBehavior }) => {
      return { billingKey, amount: discountAmount - amount, taxBehavior }
    }),
    invoices: invoices.toReversed().map(({ number, lines }) => ({
      id: number,
      lines: lines.map((line) => ({ ...line, foreign: line.subscriptionId !== subscription.id })),
    })),
  })
  for (const { invoiceId, request, taken } of plans) {
    const invoice = invoices.find(({ number }) => number === invoiceId) as SimulatedInvoice
    const creditOf = new Map(credits.map((credit) => [credit.billingKey, credit]))
    const parts = taken.flatMap(({ lineId, billingKey }) => {
      const credit = creditOf.get(billingKey)
      return credit ? [{ lineId, from: credit.from, to: credit.to, explanation: credit.explanation }] : []
    })
    const spans = new Map(parts.map(({ lineId, from, to: until }) => [lineId, { from, to: until }]))
    creditInvoice(state, { invoice, request, to, at, spans, explanations: parts.map((part) => part.explanation) })
    if (invoice.status === 'PAID') subscriptionsPaid(state, invoice, at)
  }
}
