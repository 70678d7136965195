import type { Interval } from './calendar'
import type { DiscountFact } from './discount'
import { priceAmount } from './pricing'
import {
  add,
  compare,
  divide,
  fromDecimalString,
  multiply,
  rational,
  subtract,
  sum,
  ZERO,
  type Rational,
} from './rational'

export interface RecurringPrice {
  /** Minor units per interval, as priced. */
  unitAmount: bigint
  quantity: number
  interval: Interval
  intervalCount: number
}

interface RecurringItem extends RecurringPrice {
  planCode: string
  /** Percent of the VAT that is inside the price, as the customer is charged it; left out where VAT comes on top. */
  vatInside?: string
}

/**
 * Monthly recurring revenue of one item, exact: a year counts as twelve months whatever their lengths.
 * 290.00 a year: 2416 ⅔ minor units a month; 29.00 × 3 a quarter: 2900. Round once, per subscription or per report.
 */
export function monthlyRecurring({ unitAmount, quantity, interval, intervalCount }: RecurringPrice): Rational {
  return divide(priceAmount({ price: { model: 'FLAT', unitAmount }, quantity }), monthsOf({ interval, intervalCount }))
}

const monthsOf = ({ interval, intervalCount }: Pick<RecurringPrice, 'interval' | 'intervalCount'>): Rational =>
  rational(BigInt(interval === 'YEAR' ? 12 * intervalCount : intervalCount))

/** A discount of more than one period: one for a single period takes nothing off what recurs. */
type RecurringDiscount = Pick<DiscountFact, 'planCodes'> & ({ percentOff: string } | { amountOff: bigint })

/**
 * What recurring discounts leave of a subscription's monthly recurring revenue, exact, per item: in the order given, each on
 * what the one before left, an amount (per period) shared by what the items cost. As Stripe counts it: net of discounts,
 * without tax. VAT that is inside a price is taken out last, of what the discounts left, as on the invoice.
 * 59.00 and a pack at 15.00, 20 % off: 47.20 and 12.00. 290.00 a year less 50.00: 20.00 a month. 119.00 with 19 % VAT
 * inside: 100.00; with 11.90 off: 90.00.
 */
export function netMonthlyRecurring({
  items,
  discounts,
}: {
  items: readonly RecurringItem[]
  discounts: readonly RecurringDiscount[]
}): Rational[] {
  let left = items.map((item) => monthlyRecurring(item))
  for (const discount of discounts) {
    const isFor = (index: number) => !discount.planCodes || discount.planCodes.includes(items[index]!.planCode)
    const base = sum(left.filter((_, index) => isFor(index)))
    left = left.map((amount, index) => {
      if (!isFor(index) || base.numerator === 0n) return amount
      if ('percentOff' in discount)
        return subtract(amount, multiply(amount, divide(fromDecimalString(discount.percentOff), rational(100n))))
      const off = divide(rational(discount.amountOff), monthsOf(items[index]!))
      return compare(off, base) >= 0 ? ZERO : subtract(amount, multiply(amount, divide(off, base)))
    })
  }
  return left.map((amount, index) => withoutVat(amount, items[index]!.vatInside ?? '0'))
}

/** 119.00 at 19 %: 119 × 100 ÷ 119 = 100.00. */
const withoutVat = (amount: Rational, rate: string): Rational =>
  multiply(amount, divide(rational(100n), add(rational(100n), fromDecimalString(rate))))

export interface MrrMovements {
  new: bigint
  expansion: bigint
  /** Zero or negative, like churn. */
  contraction: bigint
  churn: bigint
  reactivation: bigint
}

export interface MrrMovementsInput {
  /** MRR by customer (or subscription), in rounded minor units of one currency; absent = 0. */
  before: ReadonlyMap<string, bigint>
  after: ReadonlyMap<string, bigint>
  /** Who paid at any time before the first snapshot: their return is a reactivation, not new. */
  paidEarlier: ReadonlySet<string>
}

/**
 * What moved MRR between two snapshots; the movements add up to the difference. A: 29 → 59, B: 59 → 0, C: 0 → 29 for the
 * first time, D: 0 → 29 again: expansion 30, churn −59, new 29, reactivation 29.
 */
export function mrrMovements({ before, after, paidEarlier }: MrrMovementsInput): MrrMovements {
  const movements: MrrMovements = { new: 0n, expansion: 0n, contraction: 0n, churn: 0n, reactivation: 0n }
  for (const id of new Set([...before.keys(), ...after.keys()])) {
    const [was, is] = [before.get(id) ?? 0n, after.get(id) ?? 0n]
    movements[movementKind({ was, is, returns: paidEarlier.has(id) })] += is - was
  }
  return movements
}

function movementKind({ was, is, returns }: { was: bigint; is: bigint; returns: boolean }): keyof MrrMovements {
  if (was === 0n) return returns ? 'reactivation' : 'new'
  if (is === 0n) return 'churn'
  return is >= was ? 'expansion' : 'contraction'
}
