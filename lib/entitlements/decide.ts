import { checkUse } from '@/lib/engine/entitlements'
import { roundHalfAwayFromZero } from '@/lib/engine/money'
import {
  add,
  compare,
  fromDecimalString,
  multiply,
  rational,
  subtract,
  toDecimalString,
  ZERO,
  type Rational,
} from '@/lib/engine/rational'
import type { UsagePrice } from '@/lib/engine/usage-pricing'
import { invalid } from '@/lib/platform/errors'
import type { Catalogue } from './catalogue'
import { findUpgrade, type UpgradeHint } from './find-upgrade'
import { billedAllowance, billedQuantity, overageAmount } from './overage-parts'
import { isFlow, type CustomerEntitlements, type MeterEntitlement } from './resolve'

/** Stable; clients branch on them. */
export type RefusalCode = 'no_access' | 'not_included' | 'limit_reached' | 'spend_cap_reached'

export interface Decision {
  allowed: boolean
  /** Why not. */
  code: RefusalCode | null
  access: CustomerEntitlements['access']
  /** Why there is no access at all. */
  reason: CustomerEntitlements['reason']
  feature: { code: string; value: string } | null
  usage: UsageState | null
  /** What of the request goes beyond the allowance of the contract, and what it adds to the next invoice. */
  overage: Overage | null
  /** The cheapest way to what was refused. */
  upgrade: UpgradeHint | null
}

/** Before the request. Quantities are exact decimals. */
export interface UsageState {
  meter: string
  unit: string
  /** null = unlimited. */
  included: string | null
  hard: boolean
  used: string
  held: string
  remaining: string | null
  period: { start: Date; end: Date }
}

export interface Overage {
  units: string
  /** Minor units, an exact decimal; null where the price is not one per unit. */
  unitAmount: string | null
  /** Minor units, without VAT, as it looks now. */
  estimatedAmount: bigint
  currency: string
}

/** A feature: yes or no, and at which level. */
export function decideFeature(entitlements: CustomerEntitlements, catalogue: Catalogue, feature: string): Decision {
  if (!catalogue.features.has(feature)) throw invalid('unknown_feature', 'There is no such feature.', { feature })
  const value = entitlements.features.get(feature)
  const code = value !== undefined ? null : entitlements.access === 'NONE' ? 'no_access' : 'not_included'
  return {
    ...base(entitlements),
    allowed: code === null,
    code,
    feature: { code: feature, value: value ?? 'false' },
    upgrade: code ? findUpgrade(entitlements, catalogue, { feature }) : null,
  }
}

export interface MeterQuestion {
  meter: string
  /** How much more, or (levels only) how much there would be in all. */
  quantity?: string
  level?: string
}

/** What is used of each meter, as exact decimals: only those that the decision needs must be there. */
export type UsedByMeter = ReadonlyMap<string, string>

export function meterOf(entitlements: CustomerEntitlements, meter: string): MeterEntitlement {
  const state = entitlements.meters.get(meter)
  if (!state) throw invalid('unknown_meter', 'There is no such meter.', { meter })
  return state
}

/** How much more is asked for. Throws level_not_counted where the meter has no level. */
export function requestedOf({ meter }: MeterEntitlement, { quantity, level }: MeterQuestion, used: string): string {
  if (level === undefined) return quantity ?? '1'
  if (isFlow(meter)) throw invalid('level_not_counted', 'This meter adds up what is used: say a quantity.')
  const more = subtract(fromDecimalString(level), fromDecimalString(used))
  return compare(more, ZERO) > 0 ? toDecimalString(more) : '0'
}

/**
 * May this much more of a meter be used? Hard limits refuse; soft ones allow and say what it costs, unless the customer's
 * spend cap would be passed.
 */
export function decideUse(
  entitlements: CustomerEntitlements,
  catalogue: Catalogue,
  question: MeterQuestion,
  usedByMeter: UsedByMeter,
): Decision {
  const state = meterOf(entitlements, question.meter)
  const used = usedByMeter.get(question.meter) ?? '0'
  const requested = requestedOf(state, question, used)
  const check = checkUse({ access: entitlements.access, limit: state.limit, used, held: state.held, requested })
  const usage = usageState(state, used)
  const result = { ...base(entitlements), usage }
  if (!check.allowed) {
    const needed = add(add(fromDecimalString(used), fromDecimalString(state.held)), fromDecimalString(requested))
    const wanted = { meter: question.meter, needed: toDecimalString(needed), softIsEnough: true }
    return { ...result, allowed: false, code: check.reason, upgrade: findUpgrade(entitlements, catalogue, wanted) }
  }
  const overage = overageOf(state, used, requested)
  if (overage && passesCap(entitlements, question.meter, requested, usedByMeter)) {
    const needed = add(add(fromDecimalString(used), fromDecimalString(state.held)), fromDecimalString(requested))
    const wanted = { meter: question.meter, needed: toDecimalString(needed), softIsEnough: false }
    return {
      ...result,
      allowed: false,
      code: 'spend_cap_reached',
      overage,
      upgrade: findUpgrade(entitlements, catalogue, wanted),
    }
  }
  return { ...result, allowed: true, code: null, overage }
}

export function usageState(state: MeterEntitlement, used: string): UsageState {
  const { meter, limit, held, period } = state
  const included = limit ? limit.included : 0n
  const taken = add(fromDecimalString(used), fromDecimalString(held))
  const left = included === null ? null : subtract(rational(included), taken)
  return {
    meter: meter.code,
    unit: meter.unit,
    included: included === null ? null : included.toString(),
    hard: limit?.kind !== 'SOFT',
    used: shortest(used),
    held: shortest(held),
    remaining: left === null ? null : compare(left, ZERO) > 0 ? toDecimalString(left) : '0',
    period,
  }
}

function overageOf(state: MeterEntitlement, used: string, requested: string): Overage | null {
  const { contract, overage, held, currency } = state
  const included = billedAllowance(state)
  if (!overage || !contract || included === null) return null
  const before = add(fromDecimalString(used), fromDecimalString(held))
  const after = add(before, fromDecimalString(requested))
  const [billedBefore, billedAfter] = [before, after].map((each) => billedQuantity(state, toDecimalString(each))) as [
    Rational,
    Rational,
  ]
  if (compare(billedAfter, included) <= 0 || compare(billedAfter, billedBefore) === 0) return null
  const units = subtract(billedAfter, compare(billedBefore, included) > 0 ? billedBefore : included)
  return {
    units: shown(units),
    unitAmount: unitAmountOf(overage),
    estimatedAmount: overageAmount(state, toDecimalString(after)) - overageAmount(state, toDecimalString(before)),
    currency,
  }
}

const PLACES = 1_000_000n

/** Exact where it has an end: what is included of a part of a cycle rarely has. */
const shown = (value: Rational): string =>
  toDecimalString(rational(roundHalfAwayFromZero(multiply(value, rational(PLACES))), PLACES))

const unitAmountOf = (price: UsagePrice): string | null => (price.model === 'FLAT' ? price.unitAmount : null)

/** Whether the overage of all meters, with what is held and asked for, would be more than the customer wants to pay. */
function passesCap(
  { spendCap, meters }: CustomerEntitlements,
  meterCode: string,
  requested: string,
  usedByMeter: UsedByMeter,
): boolean {
  if (!spendCap) return false
  let total = 0n
  for (const [code, state] of meters) {
    if (state.currency !== spendCap.currency) continue
    const taken = add(fromDecimalString(usedByMeter.get(code) ?? '0'), fromDecimalString(state.held))
    const quantity = code === meterCode ? add(taken, fromDecimalString(requested)) : taken
    total += overageAmount(state, toDecimalString(quantity))
  }
  return total > spendCap.amount
}

const base = ({ access, reason }: CustomerEntitlements) => ({
  access,
  reason,
  feature: null,
  usage: null,
  overage: null,
  upgrade: null,
})

const shortest = (text: string): string => toDecimalString(fromDecimalString(text))
