import { dateInZone } from '@/lib/engine/calendar'
import { explainLine, type LineExplanation } from '@/lib/engine/explanation'
import { toMajorUnits } from '@/lib/engine/money'
import type { SimulationResult } from '@/lib/engine/simulation/simulate'
import type { SimulatedCreditNote, SimulatedInvoice, SimulatedSubscription } from '@/lib/engine/simulation/state'

interface LineReport {
  /** Said where subscriptions have names to tell them apart. */
  subscription?: string
  description: string
  kind: 'CHARGE' | 'CREDIT'
  from: string
  to: string
  net: string
  vat: string
  discount: string
  /** The worked calculation: as steps, and in words. */
  explanation: LineExplanation
  why: string
}

interface TaxReport {
  rate: string
  country: string
  category: string
  reason: string
  taxable: string
  tax: string
}

export interface InvoiceReport {
  number: string
  /** Null where it bills several. */
  subscription: string | null
  /** In the customer's time zone. */
  date: string
  issuedAt: string
  reason: string
  /** Of an invoice that is sent. */
  dueDate: string | null
  status: string
  net: string
  discount: string
  vat: string
  total: string
  paid: string
  /** The part of `paid` that credit of the customer paid. */
  fromCredit: string
  credited: string
  refunded: string
  toPay: string
  taxes: TaxReport[]
  lines: LineReport[]
}

export interface CreditNoteReport {
  number: string
  invoice: string
  date: string
  issuedAt: string
  net: string
  vat: string
  total: string
  /** Where it went. */
  settled: { lessToPay: string; refund: string; credit: string }
  lines: { description: string; from: string; to: string; net: string; vat: string; total: string }[]
  why: string[]
}

/** What a simulation comes to: amounts as decimals in major units, instants as ISO strings. JSON-safe. */
export interface SimulationReport {
  currency: string
  timeZone: string
  until: string
  end: {
    /** Of the latest subscription; `subscriptions` has each. */
    status: string
    mrr: string
    toPay: string
    credit: string
    earned: string
    deferred: string
  }
  subscriptions: {
    /** Its name, if it has one. */
    id: string
    name?: string
    status: string
    items: { item: string; description: string; quantity: number }[]
    periodStart: string | null
    periodEnd: string | null
    pending: { kind: string; at: string } | null
  }[]
  invoices: InvoiceReport[]
  creditNotes: CreditNoteReport[]
  payments: { at: string; invoice: string; processor: string; amount: string; status: string; failure: string | null }[]
  happenings: { at: string; code: string; facts: Record<string, string> }[]
  refusals: { event: number; at: string; type: string; code: string; message: string }[]
  ledger: { at: string; kind: string; document: string | null; entries: { account: string; amount: string }[] }[]
  accounts: { account: string; amount: string }[]
}

/** Brings a result into a form for people and machines; `locale` writes the explanations. */
export function reportOf(result: SimulationResult, { locale = 'en-GB' }: { locale?: string } = {}): SimulationReport {
  const { currency, timeZone, until, accounts } = result
  const wording: Wording = {
    money: (amount) => toMajorUnits(amount, currency),
    day: (at) => dateInZone({ at, timeZone }),
    isNamed: result.subscriptions.some(({ name }) => name),
    why: (explanation) => explainLine(explanation, { locale, timeZone }),
  }
  const { money } = wording
  const open = result.invoices.reduce((sum, invoice) => sum + toPay(invoice), 0n)
  return {
    currency,
    timeZone,
    until: until.toISOString(),
    end: {
      status: result.subscriptions.at(-1)?.status ?? 'NONE',
      mrr: money(result.mrr),
      toPay: money(open),
      credit: money(result.balance),
      earned: money(-(accounts['revenue.earned'] ?? 0n)),
      deferred: money(-(accounts['revenue.deferred'] ?? 0n)),
    },
    subscriptions: result.subscriptions.map(subscriptionReport),
    invoices: result.invoices.map((invoice) => invoiceReport(invoice, wording)),
    creditNotes: result.creditNotes.map((note) => creditNoteReport(note, wording)),
    payments: result.payments.map(({ createdAt, invoice, processor, amount, status, failure }) => {
      return { at: createdAt.toISOString(), invoice, processor, amount: money(amount), status, failure }
    }),
    happenings: result.happenings.map(({ at, code, facts }) => {
      return { at: at.toISOString(), code, facts: { ...facts, ...amountsOf(facts, money) } }
    }),
    refusals: result.refusals.map((refusal) => ({ ...refusal, at: refusal.at.toISOString() })),
    ledger: result.ledger.map(({ at, kind, document, entries }) => ({
      at: at.toISOString(),
      kind,
      document,
      entries: entries.map(({ account, amount }) => ({ account, amount: money(amount) })),
    })),
    accounts: Object.entries(accounts)
      .filter(([, amount]) => amount !== 0n)
      .toSorted(([a], [b]) => (a < b ? -1 : 1))
      .map(([account, amount]) => ({ account, amount: money(amount) })),
  }
}

interface Wording {
  money: (amount: bigint) => string
  day: (at: Date) => string
  /** Whether subscriptions have names to tell them apart. */
  isNamed: boolean
  why: (explanation: LineExplanation) => string
}

/** Happenings tell amounts in minor units; people read major ones. */
function amountsOf(facts: Record<string, string>, money: Wording['money']): Record<string, string> {
  const named = Object.entries(facts).filter(([name]) => name === 'amount' || (name === 'total' && 'invoice' in facts))
  return Object.fromEntries(named.map(([name, value]) => [name, money(BigInt(value))]))
}

const toPay = ({ status, total, amountPaid, amountCredited }: SimulatedInvoice): bigint =>
  status === 'OPEN' ? total - amountPaid - amountCredited : 0n

function subscriptionReport({ id, name, status, segments, period, pending }: SimulatedSubscription) {
  const running = segments.filter(({ to }) => to === null)
  return {
    id,
    ...(name && { name }),
    status,
    items: running.map(({ item, description, quantity }) => {
      return { item, description: name ? description.slice(name.length + 2) : description, quantity }
    }),
    periodStart: period?.start.toISOString() ?? null,
    periodEnd: period?.end.toISOString() ?? null,
    pending: pending && { kind: pending.kind, at: pending.at.toISOString() },
  }
}

function invoiceReport(invoice: SimulatedInvoice, { money, day, why, isNamed }: Wording): InvoiceReport {
  const [first, ...others] = new Set(invoice.lines.map(({ subscriptionId }) => subscriptionId))
  return {
    number: invoice.number,
    subscription: first !== undefined && others.length === 0 ? first : null,
    date: day(invoice.issuedAt),
    issuedAt: invoice.issuedAt.toISOString(),
    reason: invoice.reason,
    dueDate: invoice.dueAt && day(invoice.dueAt),
    status: invoice.status,
    net: money(invoice.subtotal - invoice.discountTotal),
    discount: money(invoice.discountTotal),
    vat: money(invoice.taxTotal),
    total: money(invoice.total),
    paid: money(invoice.amountPaid),
    fromCredit: money(invoice.amountFromBalance),
    credited: money(invoice.amountCredited),
    refunded: money(invoice.amountRefunded),
    toPay: money(toPay(invoice)),
    taxes: invoice.breakdown.map(({ rate, country, category, reason, taxableAmount, taxAmount }) => {
      return { rate, country, category, reason, taxable: money(taxableAmount), tax: money(taxAmount) }
    }),
    lines: invoice.lines.map((line) => ({
      ...(isNamed && { subscription: line.subscriptionId }),
      description: line.description,
      kind: line.kind,
      from: line.from.toISOString(),
      to: line.to.toISOString(),
      net: money(line.netAmount),
      vat: money(line.taxAmount),
      discount: money(line.discountAmount),
      explanation: line.explanation,
      why: why(line.explanation),
    })),
  }
}

function creditNoteReport(note: SimulatedCreditNote, { money, day, why }: Wording): CreditNoteReport {
  return {
    number: note.number,
    invoice: note.invoice,
    date: day(note.issuedAt),
    issuedAt: note.issuedAt.toISOString(),
    net: money(note.netTotal),
    vat: money(note.taxTotal),
    total: money(note.total),
    settled: {
      lessToPay: money(note.toReceivable),
      refund: money(note.toRefund),
      credit: money(note.toCustomerCredit),
    },
    lines: note.lines.map(({ description, from, to, netAmount, taxAmount, grossAmount }) => ({
      description,
      from: from.toISOString(),
      to: to.toISOString(),
      net: money(netAmount),
      vat: money(taxAmount),
      total: money(grossAmount),
    })),
    why: note.explanations.map(why),
  }
}
