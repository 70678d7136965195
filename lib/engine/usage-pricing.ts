import { EngineError } from './errors'
import type { ExplanationStep } from './explanation'
import { roundHalfAwayFromZero } from './money'
import {
  add,
  compare,
  divide,
  floor,
  fromDecimalString,
  multiply,
  rational,
  subtract,
  toDecimalString,
  ZERO,
  type Rational,
} from './rational'

/** Prices are exact decimals in minor units (`0.35` is about a third of a cent), quantities exact decimals of the unit. */
export interface Tier {
  /** The last unit it holds; null = all beyond. */
  upTo: string | null
  unitAmount: string
  /** Once, as soon as anything falls into the tier; default 0. */
  flatAmount?: string
}

export type UsageModel =
  /** Each unit costs the same. */
  | { model: 'FLAT'; unitAmount: string }
  /** Each unit costs what the tier it falls into says. */
  | { model: 'GRADUATED'; tiers: readonly Tier[] }
  /** All units cost what the tier of the last one says. */
  | { model: 'VOLUME'; tiers: readonly Tier[] }
  /** Begun packages are paid whole. */
  | { model: 'PACKAGE'; packageSize: string; packageAmount: string }

export type UsagePrice = UsageModel & {
  /** Units that the plan includes in each cycle; default 0. */
  included?: string
  /** The least a cycle costs, whatever was used; minor units. */
  minimumAmount?: bigint
  /** The most a cycle costs; minor units. */
  maximumAmount?: bigint
}

export interface PricedUsage {
  /** Minor units, rounded once. */
  amount: bigint
  steps: ExplanationStep[]
}

/**
 * What a cycle's use of a meter costs: what is beyond the allowance, by the model, rounded once, then held between the
 * minimum and the maximum. Nothing used costs nothing but the minimum.
 *
 * 1,250 calls, 1,000 included, graduated 0.10 to 200 and 0.05 beyond: 200 × 0.10 + 50 × 0.05 = 22.50.
 * Volume: all 250 at 0.05 = 12.50. Packages of 100 at 9.00: three begun = 27.00.
 * Throws `usage_invalid`, `tiers_invalid`, `unit_amount_invalid`, `charge_limits_invalid`.
 */
export function priceUsage({ price, quantity }: { price: UsagePrice; quantity: string }): PricedUsage {
  const used = amountOf(quantity, 'usage_invalid')
  const included = amountOf(price.included ?? '0', 'usage_invalid')
  const billable = compare(used, included) > 0 ? subtract(used, included) : ZERO
  const steps: ExplanationStep[] = [
    { kind: 'USAGE', quantity: toDecimalString(used), included: toDecimalString(included) },
  ]
  const { exact, parts } = byModel(price, billable)
  steps.push(...parts)
  const rounded = roundHalfAwayFromZero(exact)
  if (parts.length !== 1 || rounded.toString() !== parts[0]?.amount) {
    steps.push({ kind: 'USAGE_TOTAL', amount: rounded.toString() })
  }
  const amount = limited(price, rounded)
  if (amount !== rounded) {
    const limit = amount > rounded ? 'MINIMUM' : 'MAXIMUM'
    steps.push({ kind: 'CHARGE_LIMIT', limit, amount: amount.toString() })
  }
  return { amount, steps }
}

interface ByModel {
  exact: Rational
  parts: Extract<ExplanationStep, { kind: 'TIER' | 'PACKAGES' }>[]
}

function byModel(price: UsageModel, quantity: Rational): ByModel {
  switch (price.model) {
    case 'FLAT':
      return inTiers([{ upTo: null, unitAmount: price.unitAmount }], quantity)
    case 'GRADUATED':
      return inTiers(sound(price.tiers), quantity)
    case 'VOLUME': {
      const tiers = sound(price.tiers)
      const tier = tiers.find(({ upTo }) => upTo === null || compare(quantity, fromDecimalString(upTo)) <= 0)
      return inTiers(tier ? [{ ...tier, upTo: null }] : [], quantity)
    }
    case 'PACKAGE': {
      const size = amountOf(price.packageSize, 'usage_invalid')
      if (size.numerator === 0n) throw new EngineError('usage_invalid', 'A package holds more than 0 units.')
      const packages = -floor(divide({ ...quantity, numerator: -quantity.numerator }, size))
      const exact = multiply(amountOf(price.packageAmount, 'unit_amount_invalid'), rational(packages))
      const { packageSize, packageAmount } = price
      const amount = toDecimalString(exact)
      const step = { kind: 'PACKAGES' as const, packages: packages.toString(), packageSize, packageAmount, amount }
      return { exact, parts: packages === 0n ? [] : [step] }
    }
  }
}

/** Fills the tiers from the first one on. */
function inTiers(tiers: readonly Tier[], quantity: Rational): ByModel {
  const parts: ByModel['parts'] = []
  let exact = ZERO
  let below = ZERO
  for (const { upTo, unitAmount, flatAmount = '0' } of tiers) {
    if (compare(quantity, below) <= 0) break
    const end = upTo === null ? quantity : smaller(quantity, fromDecimalString(upTo))
    const within = subtract(end, below)
    const unit = amountOf(unitAmount, 'unit_amount_invalid')
    const amount = add(multiply(unit, within), amountOf(flatAmount, 'unit_amount_invalid'))
    parts.push({
      kind: 'TIER',
      quantity: toDecimalString(within),
      unitAmount,
      flatAmount,
      amount: toDecimalString(amount),
    })
    exact = add(exact, amount)
    below = end
  }
  return { exact, parts }
}

/** Tiers rise and the last one is open, so every quantity has its place. */
function sound(tiers: readonly Tier[]): readonly Tier[] {
  const ends = tiers.slice(0, -1).map(({ upTo }) => (upTo === null ? null : fromDecimalString(upTo)))
  const rises = ends.every((end, index) => end !== null && compare(end, ends[index - 1] ?? ZERO) > 0)
  if (tiers.length === 0 || !rises || tiers.at(-1)?.upTo !== null) {
    throw new EngineError('tiers_invalid', 'Tiers rise, and the last one has no end.')
  }
  return tiers
}

function limited({ minimumAmount: least, maximumAmount: most }: UsagePrice, amount: bigint): bigint {
  if ((least ?? 0n) < 0n || (most !== undefined && most < (least ?? 0n))) {
    throw new EngineError('charge_limits_invalid', 'The least charge is from 0 and not above the most.')
  }
  if (least !== undefined && amount < least) return least
  return most !== undefined && amount > most ? most : amount
}

function amountOf(text: string, code: string): Rational {
  const value = fromDecimalString(text)
  if (value.numerator < 0n) throw new EngineError(code, 'Quantities and prices are at least 0.', { value: text })
  return value
}

const smaller = (a: Rational, b: Rational): Rational => (compare(a, b) <= 0 ? a : b)
