import { EngineError } from './errors'
import type { ExplanationStep } from './explanation'
import { roundHalfAwayFromZero } from './money'
import type { PeriodShare } from './proration'
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

/**
 * What a quantity is. A `flow` adds up over time (calls, messages): what is included of it is per month. A `level` holds at
 * an instant (users: the highest or the last of the cycle), an `average` is a level weighed by time over the full period
 * (storage): both are included at a time, and their prices are for a month.
 */
export type Measure = 'flow' | 'level' | 'average'

export type UsagePrice = UsageModel & {
  /** Units that are included, per month of a flow, at a time of a level; null = all of them; default 0. */
  included?: string | null
  /** The least a month costs, whatever was used; minor units. */
  minimumAmount?: bigint
  /** The most a month costs; minor units. */
  maximumAmount?: bigint
  /** Default: `flow`. */
  measure?: Measure
}

/** The price of a metered segment. */
export type MeteredPrice = UsagePrice & {
  meterCode?: string
  /** What was included before it was changed, oldest first: a cycle keeps what held when it began. */
  formerly?: readonly { until: Date; included: string | null }[]
}

export interface PricedUsage {
  /** Minor units, rounded once. */
  amount: bigint
  steps: ExplanationStep[]
}

/**
 * No use of a meter costs more: 100 billion in a currency with cents. Beyond it a report was wrong, and what it comes to has to
 * be an amount that can be kept, shown and taken back, or whoever reports it is never billed at all.
 */
export const MOST_CHARGED = 10n ** 13n

const FULL: PeriodShare = { used: 1n, whole: 1n }

export interface PriceUsageInput {
  price: UsagePrice
  /** An exact decimal. Of an `average`: what this part adds to the average of the full period. */
  quantity: string
  /** Months of the full period; default 1. */
  months?: number
  /** How much of the period it is about; default all of it. */
  share?: PeriodShare
}

/**
 * What the use of a meter costs in a period or a part of one, rounded once. Beyond the allowance, by the model, held
 * between the minimum and the maximum, both of which are per month and taken by the share; at most `MOST_CHARGED`.
 *
 * - `flow`: the allowance is per month and taken by the share; tiers stay as they are.
 * - `level`: the amount is per month and taken by the share.
 * - `average`: the allowance is taken by the share, as the quantity is; the amount is per month.
 *
 * 1,250 calls, 1,000 included, graduated 0.10 to 200 and 0.05 beyond: 200 × 0.10 + 50 × 0.05 = 22.50.
 * Volume: all 250 at 0.05 = 12.50. Packages of 100 at 9.00: three begun = 27.00. Half of a month: 500 are included.
 * Throws `usage_invalid`, `tiers_invalid`, `unit_amount_invalid`, `charge_limits_invalid`.
 */
export function priceUsage({ price, quantity, months = 1, share = FULL }: PriceUsageInput): PricedUsage {
  const { measure = 'flow', included: perMonth = '0' } = price
  const used = amountOf(quantity, 'usage_invalid')
  const [part, each] = [rational(share.used, share.whole), rational(BigInt(months))]
  const wholeAllowance = amountOf(perMonth ?? '0', 'usage_invalid')
  const included =
    measure === 'level'
      ? wholeAllowance
      : multiply(multiply(wholeAllowance, part), measure === 'flow' ? each : rational(1n))
  const isBeyond = perMonth !== null && compare(used, included) > 0
  const { exact: atPrice, parts } = byModel(price, isBeyond ? subtract(used, included) : ZERO)
  const steps: ExplanationStep[] = [usageStep({ price, used, included, months, share }), ...parts]

  const forMonths = measure === 'flow' ? atPrice : multiply(atPrice, each)
  const exact = measure === 'level' ? multiply(forMonths, part) : forMonths
  const rounded = roundHalfAwayFromZero(exact)
  let told = parts.length === 1 ? parts[0]!.amount : null
  if (measure !== 'flow' && months !== 1 && parts.length > 0) {
    told = decimalText(forMonths)
    steps.push({ kind: 'MONTHS', months: String(months), amount: told })
  }
  if (measure === 'level' && share.used !== share.whole && parts.length > 0) {
    told = rounded.toString()
    steps.push({ kind: 'LEVEL_SHARE', used: share.used.toString(), whole: share.whole.toString(), amount: told })
  }
  if (told !== rounded.toString()) steps.push({ kind: 'USAGE_TOTAL', amount: rounded.toString() })
  const amount = limited(price, rounded, multiply(part, each))
  if (amount !== rounded) {
    const limit = amount > rounded ? 'MINIMUM' : 'MAXIMUM'
    steps.push({ kind: 'CHARGE_LIMIT', limit, amount: amount.toString() })
  }
  return { amount, steps }
}

interface UsageStepInput {
  price: UsagePrice
  used: Rational
  included: Rational
  months: number
  share: PeriodShare
}

/** What was used and what of it is included, with how that came about where it is not simply the plan's. */
function usageStep({ price, used, included, months, share }: UsageStepInput): ExplanationStep {
  const { included: perMonth = '0', measure = 'flow' } = price
  const quantity = decimalText(used)
  if (perMonth === null) return { kind: 'USAGE', quantity, included: null }
  const byMonths = measure === 'flow' && months !== 1
  const byShare = measure !== 'level' && share.used !== share.whole
  const isPlain = included.numerator === 0n || (!byMonths && !byShare)
  const { used: part, whole } = share
  return {
    kind: 'USAGE',
    quantity,
    included: decimalText(included),
    ...(!isPlain && {
      allowance: {
        perMonth: decimalText(fromDecimalString(perMonth)),
        ...(byMonths && { months: String(months) }),
        ...(byShare && { used: part.toString(), whole: whole.toString() }),
      },
    }),
  }
}

const PLACES = 1_000_000n

/** For people: exact where it has an end, else to the sixth decimal. */
function decimalText(value: Rational): string {
  return toDecimalString(rational(roundHalfAwayFromZero(multiply(value, rational(PLACES))), PLACES))
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
      const amount = decimalText(exact)
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
      quantity: decimalText(within),
      unitAmount,
      flatAmount,
      amount: decimalText(amount),
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

function limited({ minimumAmount: least = 0n, maximumAmount: most }: UsagePrice, amount: bigint, months: Rational) {
  if (least < 0n || (most !== undefined && most < least)) {
    throw new EngineError('charge_limits_invalid', 'The least charge is from 0 and not above the most.')
  }
  const [floorAmount, ceiling] = [least, most].map((limit) =>
    limit === undefined ? undefined : roundHalfAwayFromZero(multiply(rational(limit), months)),
  )
  const raised = floorAmount !== undefined && amount < floorAmount ? floorAmount : amount
  const highest = ceiling !== undefined && ceiling < MOST_CHARGED ? ceiling : MOST_CHARGED
  return raised > highest ? highest : raised
}

function amountOf(text: string, code: string): Rational {
  const value = fromDecimalString(text)
  if (value.numerator < 0n) throw new EngineError(code, 'Quantities and prices are at least 0.', { value: text })
  return value
}

const smaller = (a: Rational, b: Rational): Rational => (compare(a, b) <= 0 ? a : b)
