import { applyBalance } from '../balance'
import type { IssuedLine, LineDraft } from '../lines'
import { bill } from '../billing'
import { assembleInvoice, type AssembledInvoice } from '../invoice'
import { entriesForBalanceApplied, entriesForInvoiceFinalized } from '../ledger'
import { nextInvoiceStatus } from '../lifecycle'
import { decideTax } from '../tax'
import { amountDue, closeInvoice } from './amount-due'
import { countedUsage } from './counted-usage'
import { creditContract } from './credit'
import { remind } from './remind'
import {
  post,
  tell,
  type InvoiceLine,
  type SimulatedInvoice,
  type SimulatedSubscription,
  type SimulationState,
} from './state'

const DAY = 86_400_000

interface BillNowInput {
  subscription: SimulatedSubscription
  reason: SimulatedInvoice['reason']
  at: Date
  /** Where credits beyond the charges go. */
  creditTo?: 'balance' | 'refund'
}

/**
 * Bills what the contract asks for through `at`, by difference; call it while the period that ends is still the current one. Credits that come to more than the charges beside them
 * are carried by credit notes on the invoices they belong to, and the charges by an invoice of their own.
 */
export function billNow(
  state: SimulationState,
  { subscription, reason, at, creditTo = 'balance' }: BillNowInput,
): SimulatedInvoice | null {
  const { facts, phases, segments, discounts, usage, issued, period, openSince } = subscription
  const billSince = openSince ?? period?.start
  const { lines } = bill({
    subscription: { ...facts, phases },
    segments,
    discounts,
    usage: [
      ...usage,
      ...countedUsage(state, { subscription, billThrough: at, ...(billSince && { since: billSince }) }),
    ],
    issued,
    billThrough: at,
    ...(billSince && { billSince }),
    policy: state.scenario.policy.billing,
  })
  subscription.openSince = null
  if (lines.length === 0) return null
  const outweighed = assemble(state, lines, at).total < 0n
  const onInvoice = outweighed ? lines.filter(({ kind }) => kind === 'CHARGE') : lines
  const credits = outweighed ? lines.filter(({ kind }) => kind === 'CREDIT') : []
  // Before the credits are kept as issued: they look for the charges they take back.
  if (credits.length > 0) creditContract(state, { subscription, credits, at, to: creditTo })
  subscription.issued.push(...lines.map(asIssued))
  return onInvoice.length > 0 ? issueInvoice(state, { subscription, reason, lines: onInvoice, at }) : null
}

const asIssued = (line: LineDraft): IssuedLine => {
  const { billingKey, segmentId, cycleIndex, kind, amount, discounts, from, to } = line
  return { billingKey, segmentId, cycleIndex, kind, amount, discounts, from, to }
}

function assemble(state: SimulationState, lines: readonly LineDraft[], at: Date): AssembledInvoice {
  const { seller, rates } = state.scenario
  const decision = decideTax({ seller, buyer: state.customer, at, rates })
  return assembleInvoice({
    lines: lines.map(({ billingKey, amount, discountAmount, taxBehavior }) => {
      return { id: billingKey, amount, discountAmount, taxBehavior }
    }),
    taxDecisionFor: () => decision,
  })
}

interface IssueInput {
  subscription: SimulatedSubscription
  reason: SimulatedInvoice['reason']
  lines: readonly LineDraft[]
  at: Date
}

function issueInvoice(state: SimulationState, { subscription, reason, lines, at }: IssueInput): SimulatedInvoice {
  const { currency, policy } = state.scenario
  const { collection } = policy
  const assembled = assemble(state, lines, at)
  const number = `INV-${state.invoices.length + 1}`
  const { breakdown, subtotal, discountTotal, taxTotal, total } = assembled
  const invoice: SimulatedInvoice = {
    number,
    subscriptionId: subscription.id,
    reason,
    status: nextInvoiceStatus('DRAFT', 'FINALIZED'),
    issuedAt: at,
    paidAt: null,
    lines: assembled.lines.map((line, index): InvoiceLine => {
      const { billingKey, segmentId, description, kind, from, to, explanation } = lines[index] as LineDraft
      const { id, amount, discountAmount, netAmount, taxAmount, grossAmount, tax } = line
      const money = { amount, discountAmount, netAmount, taxAmount, grossAmount, tax }
      const credited = { creditedNetAmount: 0n, creditedTaxAmount: 0n }
      return { id, billingKey, segmentId, description, kind, from, to, explanation, ...money, ...credited }
    }),
    breakdown,
    subtotal,
    discountTotal,
    taxTotal,
    total,
    amountPaid: 0n,
    amountFromBalance: 0n,
    amountCredited: 0n,
    amountRefunded: 0n,
    dunning: null,
    collectAt: collection ? null : at,
    dueAt: collection ? new Date(at.getTime() + collection.netDays * DAY) : null,
    reminders: null,
  }
  state.invoices.push(invoice)
  tell(state, at, 'invoice_issued', { invoice: number, total: total.toString(), reason })
  const entries = entriesForInvoiceFinalized({ currency, total, lines: invoice.lines, breakdown })
  post(state, { at, kind: 'invoice.finalized', document: number, entries })
  payFromBalance(state, invoice, at)
  if (amountDue(invoice) === 0n) closeInvoice(invoice, at)
  else remind(state, invoice, at)
  return invoice
}

/** The customer's credit pays first, oldest grant first. */
function payFromBalance(state: SimulationState, invoice: SimulatedInvoice, at: Date): void {
  const { applied, amountApplied } = applyBalance({ amountDue: invoice.total, grants: state.grants, at })
  if (amountApplied <= 0n) return
  for (const { grantId, amount } of applied) {
    const grant = state.grants.find(({ id }) => id === grantId)
    if (grant) grant.remaining -= amount
  }
  invoice.amountPaid += amountApplied
  invoice.amountFromBalance += amountApplied
  tell(state, at, 'balance_applied', { invoice: invoice.number, amount: amountApplied.toString() })
  const entries = entriesForBalanceApplied({ currency: state.scenario.currency, amount: amountApplied })
  post(state, { at, kind: 'balance.applied', document: invoice.number, entries })
}
