import { compare, divide, floor, fromDecimalString, negate, rational } from '@/lib/engine/rational'
import type { Catalogue, CataloguePlan } from './catalogue'
import { allowanceOf, includedSince, type HeldPlan } from './cycle-terms'
import { isFlow, type CustomerEntitlements } from './resolve'

/** What would allow a use that was refused, the cheapest way. Amounts are minor units per interval, without VAT. */
export interface UpgradeHint {
  kind: 'plan' | 'add_on'
  planCode: string
  planName: string
  priceId: string
  /** How many of an add-on are bought beside what there is; 1 for a plan. */
  quantity: number
  /** What the plan (or that many add-ons) costs. */
  amount: bigint
  /** How much more than today that is. */
  additionalAmount: bigint
  currency: string
  interval: 'MONTH' | 'YEAR'
  intervalCount: number
}

/** Either a feature, or a meter of which `needed` (an exact decimal, in all, in the period) would have to be included. */
export type Wanted = { feature: string } | { meter: string; needed: string; softIsEnough: boolean }

/**
 * The cheapest plan or add-on on sale, in the customer's currency and rhythm, that would allow what was refused; null = none
 * would. A customer with nothing gets the cheapest plan per month.
 *
 * Starter (1 building, 29.00) asks for 3: Professional (10 buildings, 59.00) costs 30.00 more, an add-on of one building at
 * 9.00 taken twice 18.00 more: the add-on.
 */
export function findUpgrade(
  entitlements: Pick<CustomerEntitlements, 'primary' | 'meters'>,
  catalogue: Catalogue,
  wanted: Wanted,
): UpgradeHint | null {
  const { primary } = entitlements
  const held = primary?.plans.find(({ plan }) => plan.kind === 'PLAN')
  const heldPrice = held && catalogue.priceById.get(held.priceId)
  const rhythm = heldPrice ?? { interval: 'MONTH' as const, intervalCount: 1, currency: defaultCurrency(catalogue) }
  const today = heldPrice && held ? heldPrice.unitAmount * BigInt(held.quantity) : 0n
  const hints = catalogue.plans
    .filter(({ active, id }) => active && id !== held?.plan.id)
    .flatMap((plan): UpgradeHint[] => {
      const price = plan.prices.find(
        ({ active, interval, intervalCount, currency }) =>
          active &&
          interval === rhythm.interval &&
          intervalCount === rhythm.intervalCount &&
          currency === rhythm.currency,
      )
      const quantity = price && quantityThatHelps({ plan, held, entitlements, wanted, months: monthsOf(rhythm) })
      if (!price || !quantity) return []
      if (plan.kind === 'ADD_ON' && !held) return []
      const amount = price.unitAmount * BigInt(quantity)
      return [
        {
          kind: plan.kind === 'PLAN' ? 'plan' : 'add_on',
          planCode: plan.code,
          planName: plan.name,
          priceId: price.id,
          quantity,
          amount,
          additionalAmount: plan.kind === 'PLAN' ? amount - today : amount,
          currency: price.currency,
          interval: price.interval,
          intervalCount: price.intervalCount,
        },
      ]
    })
  return (
    hints.sort((a, b) =>
      a.additionalAmount < b.additionalAmount ? -1 : a.additionalAmount > b.additionalAmount ? 1 : 0,
    )[0] ?? null
  )
}

/** How many of a plan would allow what is wanted; 0 = none. */
function quantityThatHelps({
  plan,
  held,
  entitlements,
  wanted,
  months,
}: {
  plan: CataloguePlan
  held: HeldPlan | undefined
  entitlements: Pick<CustomerEntitlements, 'meters'>
  wanted: Wanted
  months: number
}): number {
  if ('feature' in wanted) {
    return plan.features.some(({ featureCode, value }) => featureCode === wanted.feature && value !== 'false') ? 1 : 0
  }
  const allowance = allowanceOf(plan, wanted.meter)
  if (!allowance) return 0
  const { included, hard } = allowance
  if (included === null) return 1
  if (!hard && wanted.softIsEnough) return 1
  const state = entitlements.meters.get(wanted.meter)
  const factor = state && isFlow(state.meter) && state.meter.reset === 'PER_CYCLE' ? BigInt(months) : 1n
  const perUnit = included * factor
  if (perUnit === 0n) return 0
  const has = state?.limit?.included ?? 0n
  // A plan takes the place of the one there is; what add-ons and other subscriptions give stays.
  const replaced =
    plan.kind === 'PLAN' && held ? ((state && includedSince(held.plan, wanted.meter, state.termsSince)) ?? 0n) : 0n
  const stays = has - replaced * factor * BigInt(held?.quantity ?? 1)
  const needed = fromDecimalString(wanted.needed)
  const missing = {
    numerator: needed.numerator - (stays < 0n ? 0n : stays) * needed.denominator,
    denominator: needed.denominator,
  }
  if (compare(missing, rational(0n)) <= 0) return 1
  const quantity = Number(-floor(negate(divide(missing, rational(perUnit)))))
  return quantity <= (plan.kind === 'PLAN' ? 1 : plan.maxQuantity) ? quantity : 0
}

const monthsOf = ({ interval, intervalCount }: { interval: 'MONTH' | 'YEAR'; intervalCount: number }): number =>
  intervalCount * (interval === 'YEAR' ? 12 : 1)

const defaultCurrency = ({ plans }: Catalogue): string =>
  plans.find(({ kind, active }) => kind === 'PLAN' && active)?.prices[0]?.currency ?? 'EUR'
