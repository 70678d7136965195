import { EngineError } from './errors'
import { fromDecimalString, multiply, rational, type Rational } from './rational'

/**
 * How a price turns a quantity into an amount. `unitAmount` is in minor units: an integer, or an exact decimal for unit
 * prices below a cent (`0.35` = a third of a cent and a bit). What is metered has models of its own (`usage-pricing.ts`).
 */
export type PriceModel = { model: 'FLAT'; unitAmount: bigint | string }

/**
 * The exact amount in minor units, not yet rounded. Flat 29.00 × 3 → 8700; 0.35 × 1001 → 350.35.
 * Throws `quantity_invalid`, `unit_amount_invalid`.
 */
export function priceAmount({ price, quantity }: { price: PriceModel; quantity: number | bigint }): Rational {
  if (typeof quantity === 'number' ? !Number.isSafeInteger(quantity) || quantity < 0 : quantity < 0n) {
    throw new EngineError('quantity_invalid', 'A quantity is a whole number from 0.', { quantity: quantity.toString() })
  }
  const { unitAmount } = price
  const unit = typeof unitAmount === 'string' ? fromDecimalString(unitAmount) : rational(unitAmount)
  if (unit.numerator < 0n) {
    throw new EngineError('unit_amount_invalid', 'A price is at least 0.', { unitAmount: unitAmount.toString() })
  }
  return multiply(unit, rational(BigInt(quantity)))
}
