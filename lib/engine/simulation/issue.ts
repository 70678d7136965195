import type { IssuedLine, LineDraft } from '../lines'
import { bill } from '../billing'
import { assembleInvoice, type AssembledInvoice } from '../invoice'
import { entriesForInvoiceFinalized } from '../ledger'
import { nextInvoiceStatus } from '../lifecycle'
import { decideTax } from '../tax'
import { amountDue, closeInvoice } from './amount-due'
import { payFromBalance } from './balance'
import { countedUsage } from './counted-usage'
import { creditContract } from './credit'
import {
  post,
  tell,
  type InvoiceLine,
  type SimulatedInvoice,
  type SimulatedSubscription,
  type SimulationState,
} from './state'

const DAY = 86_400_000

interface Settle {
  subscription: SimulatedSubscription
  at: Date
  /** Where credits beyond the charges go. */
  creditTo?: 'balance' | 'refund'
  /** Only what was used. */
  usageOnly?: boolean
}

/** Bills what one contract asks for through `at` by an invoice of its own, as for somebody who asked for it now. */
export function billNow(
  state: SimulationState,
  { reason, ...settle }: Settle & { reason: SimulatedInvoice['reason'] },
): SimulatedInvoice | null {
  const { subscription, at } = settle
  return issueInvoice(state, { parts: [{ subscription, lines: settleContract(state, settle) }], reason, at })
}

/**
 * What the contract asks for through `at`, by difference; call it while the period that ends is still the current one. Credits
 * that come to more than the charges beside them are carried by credit notes on the invoices they belong to, at once; the
 * lines that are returned are for an invoice, and count as issued.
 */
export function settleContract(
  state: SimulationState,
  { subscription, at, creditTo = 'balance', usageOnly = false }: Settle,
): LineDraft[] {
  const { facts, phases, segments, discounts, usage, issued, period, openSince } = subscription
  const billSince = openSince ?? period?.start
  const { lines: all } = bill({
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
  const metered = new Set(segments.filter((segment) => segment.metered).map(({ segmentId }) => segmentId))
  const lines = usageOnly ? all.filter(({ segmentId }) => metered.has(segmentId)) : all
  if (lines.length === 0) return []
  const outweighed = assemble(state, lines, at).total < 0n
  const credits = outweighed ? lines.filter(({ kind }) => kind === 'CREDIT') : []
  // Before the credits are kept as issued: they look for the charges they take back.
  if (credits.length > 0) creditContract(state, { subscription, credits, at, to: creditTo })
  subscription.issued.push(...lines.map(asIssued))
  return outweighed ? lines.filter(({ kind }) => kind === 'CHARGE') : lines
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
  /** What each subscription adds, the oldest first. */
  parts: readonly { subscription: SimulatedSubscription; lines: readonly LineDraft[] }[]
  reason: SimulatedInvoice['reason']
  at: Date
}

/** One invoice over all parts, with VAT once per rate; none where there is nothing to bill. */
export function issueInvoice(state: SimulationState, { parts, reason, at }: IssueInput): SimulatedInvoice | null {
  const { currency, policy } = state.scenario
  const { collection } = policy
  const lines = parts.flatMap((part) => part.lines)
  if (lines.length === 0) return null
  const owner = parts.flatMap(({ subscription, lines: own }) => own.map(() => subscription.id))
  const assembled = assemble(state, lines, at)
  const dueAt = collection ? new Date(at.getTime() + collection.netDays * DAY) : null
  const number = `INV-${state.invoices.length + 1}`
  const { breakdown, subtotal, discountTotal, taxTotal, total } = assembled
  const invoice: SimulatedInvoice = {
    number,
    reason,
    status: nextInvoiceStatus('DRAFT', 'FINALIZED'),
    issuedAt: at,
    paidAt: null,
    lines: assembled.lines.map((line, index): InvoiceLine => {
      const { billingKey, segmentId, description, kind, from, to, explanation } = lines[index] as LineDraft
      const { id, amount, discountAmount, netAmount, taxAmount, grossAmount, tax } = line
      const money = { amount, discountAmount, netAmount, taxAmount, grossAmount, tax }
      const credited = { creditedNetAmount: 0n, creditedTaxAmount: 0n }
      const subscriptionId = owner[index] as string
      return {
        id,
        billingKey,
        subscriptionId,
        segmentId,
        description,
        kind,
        from,
        to,
        explanation,
        ...money,
        ...credited,
      }
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
    isGivenUp: false,
    collectAt: collection ? null : at,
    dueAt,
    reminders: dueAt && { sent: 0, lastSentAt: null, nextAt: dueAt, giveUpAt: null },
  }
  state.invoices.push(invoice)
  tell(state, at, 'invoice_issued', { invoice: number, total: total.toString(), reason })
  const entries = entriesForInvoiceFinalized({ currency, total, lines: invoice.lines, breakdown })
  post(state, { at, kind: 'invoice.finalized', document: number, entries })
  if (amountDue(invoice) === 0n) closeInvoice(invoice, at)
  else payFromBalance(state, invoice, at)
  return invoice
}
