import { EngineError } from './errors'
import { allocate, roundHalfAwayFromZero } from './money'
import { add, divide, fromDecimalString, multiply, rational } from './rational'
import { computeTax, type TaxBehavior, type TaxBreakdownRow, type TaxDecision, type TaxedLine } from './tax'

export interface InvoiceLineInput {
  id: string
  /** Minor units as priced, before discounts: without tax if EXCLUSIVE, with it if INCLUSIVE. Negative for a credit. */
  amount: bigint
  /** Discount already decided for this line (a coupon of the subscription); same sign as the amount, default 0. */
  discountAmount?: bigint
  taxBehavior: TaxBehavior
}

/** A discount on the invoice as a whole, spread over its positive lines; never more than they come to. */
export type InvoiceDiscount = { id: string; amountOff: bigint } | { id: string; percentOff: string }

export interface AssembledLine extends TaxedLine {
  amount: bigint
  discountAmount: bigint
  /** The part of `subtotal` and of `discountTotal` that is this line's: both without tax. */
  subtotalAmount: bigint
  discountNetAmount: bigint
  tax: TaxDecision
}

export interface AssembledInvoice {
  /** Lines before discounts, without tax. */
  subtotal: bigint
  /** Discounts, without tax. */
  discountTotal: bigint
  taxTotal: bigint
  /** subtotal − discountTotal + taxTotal = the sum of the lines' gross amounts. */
  total: bigint
  breakdown: TaxBreakdownRow[]
  lines: AssembledLine[]
}

export interface AssembleInvoiceInput<Line extends InvoiceLineInput> {
  lines: readonly Line[]
  discounts?: readonly InvoiceDiscount[]
  taxDecisionFor: (line: Line) => TaxDecision
}

/**
 * Puts lines, discounts and tax together. Discounts reduce the taxable amount; tax is computed per rate (`computeTax`).
 *
 * 59.00 and 10.00 at 19 % with 10 % off: discounts 5.90 and 1.00, net 62.10, tax 11.80, total 73.90.
 * Throws `invoice_line_duplicate`, `discount_invalid`.
 */
export function assembleInvoice<Line extends InvoiceLineInput>(input: AssembleInvoiceInput<Line>): AssembledInvoice {
  const { lines, discounts = [], taxDecisionFor } = input
  if (new Set(lines.map(({ id }) => id)).size !== lines.length) {
    throw new EngineError('invoice_line_duplicate', 'Two lines of the invoice have the same id.')
  }
  const discountAmounts = discounts.reduce(
    (soFar, discount) => spreadDiscount(lines, soFar, discount),
    lines.map(({ discountAmount = 0n }) => discountAmount),
  )
  const decisions = lines.map(taxDecisionFor)
  const taxed = computeTax(
    lines.map(({ id, amount, taxBehavior }, index) => ({
      id,
      amount: amount - (discountAmounts[index] ?? 0n),
      taxBehavior,
      decision: decisions[index] as TaxDecision,
    })),
  )
  const assembled = taxed.lines.map((line, index): AssembledLine => {
    const { amount, taxBehavior } = lines[index] as Line
    const tax = decisions[index] as TaxDecision
    const discountAmount = discountAmounts[index] ?? 0n
    const discountNetAmount = withoutTax(discountAmount, taxBehavior, tax)
    const subtotalAmount = line.netAmount + discountNetAmount
    return { ...line, amount, discountAmount, subtotalAmount, discountNetAmount, tax }
  })
  const total = (pick: (line: AssembledLine) => bigint) => assembled.reduce((sum, line) => sum + pick(line), 0n)
  return {
    subtotal: total((line) => line.subtotalAmount),
    discountTotal: total((line) => line.discountNetAmount),
    taxTotal: total((line) => line.taxAmount),
    total: total((line) => line.grossAmount),
    breakdown: taxed.breakdown,
    lines: assembled,
  }
}

/** Adds one discount on what earlier discounts left of the positive lines. */
function spreadDiscount(
  lines: readonly InvoiceLineInput[],
  soFar: readonly bigint[],
  discount: InvoiceDiscount,
): bigint[] {
  const open = lines.map(({ amount }, index) => (amount > 0n ? amount - (soFar[index] ?? 0n) : 0n))
  if ('percentOff' in discount) {
    const percent = fromDecimalString(discount.percentOff)
    if (percent.numerator < 0n || percent.numerator > 100n * percent.denominator) throw discountInvalid(discount.id)
    const share = divide(percent, rational(100n))
    return soFar.map((amount, index) => amount + roundHalfAwayFromZero(multiply(rational(open[index] ?? 0n), share)))
  }
  if (discount.amountOff < 0n) throw discountInvalid(discount.id)
  const available = open.reduce((a, b) => a + b, 0n)
  const parts = allocate(discount.amountOff < available ? discount.amountOff : available, open)
  return soFar.map((amount, index) => amount + (parts[index] ?? 0n))
}

const discountInvalid = (id: string) =>
  new EngineError('discount_invalid', 'A discount is from 0 to 100 percent, or an amount of at least 0.', { id })

/** The tax-free part of a tax-inclusive discount, for showing it beside net lines. */
export function withoutTax(amount: bigint, taxBehavior: TaxBehavior, { rate }: Pick<TaxDecision, 'rate'>): bigint {
  if (taxBehavior === 'EXCLUSIVE' || amount === 0n) return amount
  const hundred = rational(100n)
  return roundHalfAwayFromZero(multiply(rational(amount), divide(hundred, add(hundred, fromDecimalString(rate)))))
}
