import type { CreditNoteRequest } from './credit-note'
import { EngineError } from './errors'
import type { TaxBehavior } from './tax'

/** A credit that billing by difference decided; positive, after discounts, with tax only if the price has it inside. */
export interface ContractCredit {
  billingKey: string
  amount: bigint
  taxBehavior: TaxBehavior
}

/** An invoice line as billed, and what credit notes took of it. Minor units. */
export interface ChargedLine {
  id: string
  billingKey: string
  kind: 'CHARGE' | 'CREDIT'
  netAmount: bigint
  taxAmount: bigint
  creditedNetAmount: bigint
  creditedTaxAmount: bigint
  /** Of another subscription on the same invoice: it bounds what the invoice can carry, and is never credited itself. */
  foreign?: boolean
}

export interface ContractCreditPlan {
  invoiceId: string
  request: CreditNoteRequest
  /** Which credit each line answers. */
  taken: { lineId: string; billingKey: string }[]
}

/**
 * Which credit notes carry credits of the contract that no invoice can carry, being more than what is charged with them.
 * Each credit is taken from the charges of its segment and cycle, in the order of the invoices given (newest first), and
 * never more of an invoice than is left of its total: what a charge was set off against on the same invoice was paid on
 * the invoices before it, and is credited there.
 *
 * Starter 29.00 on INV-1; Professional 59.00 less 29.00 on INV-2; 59.00 to credit: 30.00 on INV-2, all of it, and 29.00
 * on INV-1. Throws `contract_credit_unplaced`.
 */
export function planContractCredits({
  credits,
  invoices,
}: {
  credits: readonly ContractCredit[]
  invoices: readonly { id: string; lines: readonly ChargedLine[] }[]
}): ContractCreditPlan[] {
  const open = credits.map((credit) => ({ ...credit }))
  const left = new Map(invoices.map(({ id, lines }) => [id, lines.map((line) => ({ ...line }))]))
  const parts = new Map<string, Part[]>()
  for (const fits of [samePlace, anywhere]) {
    for (const { id } of invoices) {
      const found = takeFrom(left.get(id) ?? [], open, fits)
      if (found.length > 0) parts.set(id, [...(parts.get(id) ?? []), ...found])
    }
  }
  const missing = open.find(({ amount }) => amount > 0n)
  if (missing) {
    const { billingKey } = missing
    throw new EngineError('contract_credit_unplaced', 'There is no invoice to credit this on.', { billingKey })
  }
  return [...parts].map(([invoiceId, found]) => {
    const taken = found.map(({ lineId, billingKey }) => ({ lineId, billingKey }))
    const isAll = remainingOf(left.get(invoiceId) ?? [], found[0]?.inclusive ?? false) === 0n
    // All that is left of an invoice is taken with its own credits, so that its cents add up.
    return { invoiceId, request: isAll ? { amount: 'remaining' } : requestOf(found), taken }
  })
}

interface Part {
  lineId: string
  billingKey: string
  amount: bigint
  inclusive: boolean
}

type Fits = (line: ChargedLine, credit: ContractCredit) => boolean

/** The same segment and cycle: all of the key but its last part. */
const samePlace: Fits = (line, credit) => placeOf(line.billingKey) === placeOf(credit.billingKey)
const anywhere: Fits = () => true
const placeOf = (billingKey: string): string => billingKey.slice(0, billingKey.lastIndexOf(':'))

const worth = (line: ChargedLine, inclusive: boolean): bigint =>
  line.netAmount - line.creditedNetAmount + (inclusive ? line.taxAmount - line.creditedTaxAmount : 0n)

const remainingOf = (lines: readonly ChargedLine[], inclusive: boolean): bigint =>
  lines.reduce((sum, line) => sum + worth(line, inclusive), 0n)

/**
 * The tax that goes with a part of what is left of a line, so that prices with tax inside and without bound each other rightly on
 * one invoice. Rounded down, as the net part of an amount with tax inside is: it bounds a little less, never more.
 */
function taxIn(line: ChargedLine, amount: bigint, inclusive: boolean): bigint {
  const tax = line.taxAmount - line.creditedTaxAmount
  const whole = worth(line, inclusive)
  return inclusive ? amount - (amount * (whole - tax)) / whole : (amount * tax) / whole
}

/** Takes what an invoice can carry off the credits and off its lines. */
function takeFrom(lines: ChargedLine[], open: ContractCredit[], fits: Fits): Part[] {
  const parts: Part[] = []
  for (const credit of open) {
    const inclusive = credit.taxBehavior === 'INCLUSIVE'
    for (const line of lines) {
      if (line.kind !== 'CHARGE' || line.foreign || !fits(line, credit)) continue
      const own = lines.filter(({ foreign }) => !foreign)
      const limits = [credit.amount, worth(line, inclusive), remainingOf(own, inclusive), remainingOf(lines, inclusive)]
      const amount = limits.reduce((a, b) => (a < b ? a : b))
      if (amount <= 0n) continue
      const tax = taxIn(line, amount, inclusive)
      line.creditedNetAmount += inclusive ? amount - tax : amount
      line.creditedTaxAmount += tax
      credit.amount -= amount
      parts.push({ lineId: line.id, billingKey: credit.billingKey, amount, inclusive })
    }
  }
  return parts
}

function requestOf(parts: readonly Part[]): CreditNoteRequest {
  const byLine = new Map<string, { amount: bigint; inclusive: boolean }>()
  for (const { lineId, amount, inclusive } of parts) {
    byLine.set(lineId, { amount: amount + (byLine.get(lineId)?.amount ?? 0n), inclusive })
  }
  const lines = [...byLine].map(([id, { amount, inclusive }]) => {
    return inclusive ? { id, grossAmount: amount } : { id, netAmount: amount }
  })
  return { lines }
}
