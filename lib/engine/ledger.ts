import { EngineError } from './errors'

/** One side of a ledger transaction. Minor units; debit positive, credit negative. */
export interface LedgerEntry {
  account: string
  amount: bigint
  currency: string
}

/** The chart of accounts. A processor is `stripe`, `paypal`, `bank_transfer`; a country is ISO 3166-1. */
export const account = {
  receivable: 'receivable',
  /** What the processor holds or paid out for us: its succeeded payments less refunds and disputed amounts. */
  cash: (processor: string) => `cash.${processor}`,
  /** On its way: refunds that the processor took on and has not confirmed yet. */
  clearing: (processor: string) => `clearing.${processor}`,
  /** Credit we owe customers (their Balance). */
  customerCredit: 'customer_credit',
  /** Billed for service still to come; moves to earned day by day. */
  revenueDeferred: 'revenue.deferred',
  revenueEarned: 'revenue.earned',
  vat: (country: string) => `vat.${country}`,
  /** Promised by a credit note, not yet returned by the processor. */
  refundsPayable: 'refunds_payable',
  /** Withdrawn by a bank, not yet decided. */
  disputes: 'disputes',
  badDebt: 'bad_debt',
  /** What a processor charges us besides. */
  fees: (processor: string) => `fees.${processor}`,
  /** What credit given without a sale (goodwill) cost us. */
  goodwill: 'goodwill',
  /** Paid back by other means than a processor (a transfer of ours): the bank's own books settle it. */
  paidOutside: 'paid_outside',
  /** Credit that customers let expire: our income (breakage). */
  breakage: 'breakage',
} as const

/**
 * Keeps the entries that say something and proves that they balance. Throws `ledger_unbalanced`: a caller's totals that
 * do not add up must never be posted.
 */
function balanced(currency: string, sides: readonly (readonly [account: string, amount: bigint])[]): LedgerEntry[] {
  const merged = new Map<string, bigint>()
  for (const [name, amount] of sides) merged.set(name, (merged.get(name) ?? 0n) + amount)
  const entries = [...merged].filter(([, amount]) => amount !== 0n)
  const sum = entries.reduce((total, [, amount]) => total + amount, 0n)
  if (sum !== 0n) {
    throw new EngineError('ledger_unbalanced', 'Debits and credits differ.', { currency, difference: sum.toString() })
  }
  return entries.map(([name, amount]) => ({ account: name, amount, currency }))
}

export interface PostedLine {
  netAmount: bigint
  /** The service period; without one the revenue is earned at once. */
  from?: Date | null
  to?: Date | null
}

export interface PostedInvoice {
  currency: string
  total: bigint
  lines: readonly PostedLine[]
  breakdown: readonly { country: string; taxAmount: bigint }[]
}

const isDeferred = ({ from, to }: PostedLine) => Boolean(from && to && from < to)

/** Credits revenue and VAT for what was billed: the right-hand side of an invoice. */
function revenueAndVat({ lines, breakdown }: Pick<PostedInvoice, 'lines' | 'breakdown'>): [string, bigint][] {
  return [
    ...lines.map((line): [string, bigint] => [
      isDeferred(line) ? account.revenueDeferred : account.revenueEarned,
      -line.netAmount,
    ]),
    ...breakdown.map((row): [string, bigint] => [account.vat(row.country), -row.taxAmount]),
  ]
}

/**
 * DR receivable · CR revenue (deferred for a service period, else earned) · CR vat.<country>.
 * 59.00 for a month + 11.21 German VAT: receivable 70.21, revenue.deferred −59.00, vat.DE −11.21.
 * A total below zero is owed to the customer at once: it goes to customer_credit, so receivables equal open invoices.
 */
export function entriesForInvoiceFinalized(invoice: PostedInvoice): LedgerEntry[] {
  const counterpart = invoice.total < 0n ? account.customerCredit : account.receivable
  return balanced(invoice.currency, [[counterpart, invoice.total], ...revenueAndVat(invoice)])
}

/** Takes an unpaid invoice back: the mirror of finalisation, with what was recognised meanwhile taken from earned. */
export function entriesForInvoiceVoided(invoice: PostedInvoice & { recognizedAmount?: bigint }): LedgerEntry[] {
  const recognized = invoice.recognizedAmount ?? 0n
  const finalized = entriesForInvoiceFinalized(invoice).map((entry) => [entry.account, -entry.amount] as const)
  return balanced(invoice.currency, [
    ...finalized,
    [account.revenueDeferred, -recognized],
    [account.revenueEarned, recognized],
  ])
}

export interface MoneyMoved {
  processor: string
  currency: string
  /** Positive minor units. */
  amount: bigint
}

/** DR cash.<processor> · CR receivable; what was paid beyond the amount due (`overpaid`) becomes customer credit. */
export function entriesForPaymentSucceeded(payment: MoneyMoved & { overpaid?: bigint }): LedgerEntry[] {
  const { processor, currency, amount, overpaid = 0n } = payment
  return balanced(currency, [
    [account.cash(processor), amount],
    [account.receivable, overpaid - amount],
    [account.customerCredit, -overpaid],
  ])
}

/** Customer credit pays (part of) an open invoice: DR customer_credit · CR receivable. */
export function entriesForBalanceApplied({ currency, amount }: { currency: string; amount: bigint }): LedgerEntry[] {
  return balanced(currency, [
    [account.customerCredit, amount],
    [account.receivable, -amount],
  ])
}

/** Credit that staff give, with no sale behind it: DR goodwill · CR customer_credit. */
export function entriesForCreditGranted({ currency, amount }: { currency: string; amount: bigint }): LedgerEntry[] {
  return balanced(currency, [
    [account.goodwill, amount],
    [account.customerCredit, -amount],
  ])
}

/** Staff take back such credit, as far as it is unused: the mirror of the above. */
export function entriesForCreditWithdrawn(grant: { currency: string; amount: bigint }): LedgerEntry[] {
  return entriesForCreditGranted(grant).map((entry) => ({ ...entry, amount: -entry.amount }))
}

/**
 * Credit was not used in time: DR customer_credit · CR breakage. Not the mirror of granting it: what the goodwill cost
 * stays where it was booked, and what it did not cost in the end shows as income of the day it expired.
 */
export function entriesForCreditExpired({ currency, amount }: { currency: string; amount: bigint }): LedgerEntry[] {
  return balanced(currency, [
    [account.customerCredit, amount],
    [account.breakage, -amount],
  ])
}

/** An invoice paid from the balance was voided: the customer has the credit back. The mirror of applying it. */
export function entriesForBalanceReleased(applied: { currency: string; amount: bigint }): LedgerEntry[] {
  return entriesForBalanceApplied(applied).map((entry) => ({ ...entry, amount: -entry.amount }))
}

/** Customer credit is to be sent back where the money came from: DR customer_credit · CR refunds_payable. */
export function entriesForCreditReturned({ currency, amount }: { currency: string; amount: bigint }): LedgerEntry[] {
  return balanced(currency, [
    [account.customerCredit, amount],
    [account.refundsPayable, -amount],
  ])
}

/** A promised refund cannot be sent back: it stays with the customer as credit. The mirror of the above. */
export function entriesForRefundKeptAsCredit(refund: { currency: string; amount: bigint }): LedgerEntry[] {
  return entriesForCreditReturned(refund).map((entry) => ({ ...entry, amount: -entry.amount }))
}

export interface PostedCreditNote extends PostedInvoice {
  /** How the (positive) total is settled; the parts add up to it. */
  toReceivable: bigint
  toCustomerCredit: bigint
  toRefund: bigint
  toOutside?: bigint
  /** Net revenue of the credited lines that was already recognised. */
  recognizedAmount?: bigint
}

/**
 * DR revenue · DR vat · CR receivable, customer_credit, refunds_payable and paid_outside. All amounts positive, as on the paper.
 * 59.00 + 11.21 credited on a paid invoice, to be refunded: deferred 59.00, vat.DE 11.21, refunds_payable −70.21.
 */
export function entriesForCreditNoteIssued(note: PostedCreditNote): LedgerEntry[] {
  const recognized = note.recognizedAmount ?? 0n
  return balanced(note.currency, [
    ...revenueAndVat(note).map(([name, amount]) => [name, -amount] as const),
    [account.revenueDeferred, -recognized],
    [account.revenueEarned, recognized],
    [account.receivable, -note.toReceivable],
    [account.customerCredit, -note.toCustomerCredit],
    [account.refundsPayable, -note.toRefund],
    [account.paidOutside, -(note.toOutside ?? 0n)],
  ])
}

/** The processor took a refund on, and it is on its way for days: DR refunds_payable · CR clearing.<processor>. */
export function entriesForRefundSent({ processor, currency, amount }: MoneyMoved): LedgerEntry[] {
  return balanced(currency, [
    [account.refundsPayable, amount],
    [account.clearing(processor), -amount],
  ])
}

/** A refund failed on its way: no money moved, and it is owed again. The mirror of the above. */
export function entriesForRefundUnsent(refund: MoneyMoved): LedgerEntry[] {
  return entriesForRefundSent(refund).map((entry) => ({ ...entry, amount: -entry.amount }))
}

/** The processor returned the money: DR refunds_payable, or clearing if it was on its way before · CR cash.<processor>. */
export function entriesForRefundSucceeded({
  processor,
  currency,
  amount,
  wasSent = false,
}: MoneyMoved & { wasSent?: boolean }): LedgerEntry[] {
  return balanced(currency, [
    [wasSent ? account.clearing(processor) : account.refundsPayable, amount],
    [account.cash(processor), -amount],
  ])
}

/** A refund that had succeeded came back (Stripe: "failed refunds" return to our balance): it is owed again. */
export function entriesForRefundFailed(refund: MoneyMoved): LedgerEntry[] {
  return entriesForRefundSucceeded(refund).map((entry) => ({ ...entry, amount: -entry.amount }))
}

/** The bank withdraws the disputed amount while it is decided: DR disputes · CR cash.<processor>. */
export function entriesForDisputeOpened({ processor, currency, amount }: MoneyMoved): LedgerEntry[] {
  return balanced(currency, [
    [account.disputes, amount],
    [account.cash(processor), -amount],
  ])
}

/** The withdrawn amount comes back. */
export function entriesForDisputeWon(dispute: MoneyMoved): LedgerEntry[] {
  return entriesForDisputeOpened(dispute).map((entry) => ({ ...entry, amount: -entry.amount }))
}

/** The withdrawn amount is gone: DR bad_debt · CR disputes. Relief of its VAT is claimed by law's own procedure. */
export function entriesForDisputeLost({ currency, amount }: Omit<MoneyMoved, 'processor'>): LedgerEntry[] {
  return balanced(currency, [
    [account.badDebt, amount],
    [account.disputes, -amount],
  ])
}

/**
 * What is still due is given up: DR bad_debt and the VAT it holds · CR receivable. `taxes` is the VAT that may be
 * corrected (`badDebtTaxes`); what is not corrected is a loss with the rest.
 * 70.21 with 11.21 of German VAT: bad_debt 59.00, vat.DE 11.21, receivable −70.21.
 */
export function entriesForUncollectible({
  currency,
  amount,
  taxes = [],
}: Omit<MoneyMoved, 'processor'> & { taxes?: readonly { country: string; taxAmount: bigint }[] }): LedgerEntry[] {
  const corrected = taxes.reduce((sum, { taxAmount }) => sum + taxAmount, 0n)
  return balanced(currency, [
    [account.badDebt, amount - corrected],
    ...taxes.map(({ country, taxAmount }) => [account.vat(country), taxAmount] as const),
    [account.receivable, -amount],
  ])
}

/** An invoice that had been given up is paid after all: put the claim back, then post the payment as usual. */
export function entriesForBadDebtRecovered(claim: Parameters<typeof entriesForUncollectible>[0]): LedgerEntry[] {
  return entriesForUncollectible(claim).map((entry) => ({ ...entry, amount: -entry.amount }))
}

/** The processor keeps a fee for handling a dispute (negative: gives it back): DR fees.<processor> · CR cash. */
export function entriesForDisputeFee({ processor, currency, amount }: MoneyMoved): LedgerEntry[] {
  return balanced(currency, [
    [account.fees(processor), amount],
    [account.cash(processor), -amount],
  ])
}

/** Service was rendered: DR revenue.deferred · CR revenue.earned. Negative for a credit line's period. */
export function entriesForRevenueRecognized({ currency, amount }: Omit<MoneyMoved, 'processor'>): LedgerEntry[] {
  return balanced(currency, [
    [account.revenueDeferred, amount],
    [account.revenueEarned, -amount],
  ])
}
