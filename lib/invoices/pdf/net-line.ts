import { withoutTax } from '@/lib/engine/invoice'
import { roundHalfAwayFromZero } from '@/lib/engine/money'
import { add, divide, fromDecimalString, multiply, rational, type Rational } from '@/lib/engine/rational'
import { shiftPoint } from './format'

/** A line as it is stored: price and discounts as priced (perhaps with VAT inside), the amount without VAT. */
export interface StoredAmounts {
  quantity: number
  /** Exact decimal of minor units, as priced. */
  unitAmount: string
  pricedAmount: bigint
  discounts: readonly { amount: string }[]
  /** After discounts, without VAT. */
  amount: bigint
  taxAmount: bigint
  taxRate: string
}

export interface NetAmounts {
  /** Without VAT; `amount + discountAmount` is the line before discounts. Same sign as the line. */
  discountAmount: bigint
  /** Without VAT, exact if the price is; otherwise to a hundredth of a minor unit. */
  unitAmount: string
  /** The price was one with VAT inside. */
  includesTax: boolean
}

/**
 * The net figures of a line, as an invoice must show them (art. 226 (8) of Directive 2006/112/EC: the unit price
 * exclusive of VAT).
 *
 * 2 at 59.50 with 19 % VAT inside, 11.90 off: priced 119.00, net 90.00, VAT 17.10. So discount 10.00, and 100.00 before
 * it: a unit price of 50.00.
 */
export function netAmounts(line: StoredAmounts): NetAmounts {
  const { quantity, unitAmount, pricedAmount, amount, taxAmount, taxRate } = line
  const off = line.discounts.reduce((sum, discount) => sum + BigInt(discount.amount), 0n)
  const includesTax = taxAmount !== 0n && pricedAmount - off === amount + taxAmount
  if (!includesTax) return { discountAmount: off, unitAmount, includesTax }
  const discountAmount = withoutTax(off, 'INCLUSIVE', { rate: taxRate })
  const price = fromDecimalString(unitAmount)
  const units = rational(BigInt(quantity))
  const isWholePrice = quantity > 0 && roundHalfAwayFromZero(multiply(price, units)) === pricedAmount
  const net = isWholePrice
    ? divide(rational(amount + discountAmount), units)
    : divide(multiply(price, rational(100n)), add(rational(100n), fromDecimalString(taxRate)))
  return { discountAmount, unitAmount: inHundredths(net), includesTax }
}

function inHundredths(value: Rational): string {
  return shiftPoint(roundHalfAwayFromZero(multiply(value, rational(100n))).toString(), 2)
}
