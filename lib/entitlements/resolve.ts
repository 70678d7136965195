import type { Period } from '@/lib/engine/calendar'
import { resolveEntitlements, type EntitledPlan, type Entitlements, type PlanLimit } from '@/lib/engine/entitlements'
import type { Measure, UsageModel, UsagePrice } from '@/lib/engine/usage-pricing'
import type { RunningOverage } from '@/lib/subscriptions/running-overage'
import type { Catalogue, MeterRow, OveragePriceRow } from './catalogue'
import { isCut } from './cycle-at'
import { includedSince, termsOf, type CycleTerms, type HeldPlan } from './cycle-terms'
import type { CustomerFacts, SubscriptionFacts } from './facts-store'

/** What one customer may do with one meter, in the period that is counted now. */
export interface MeterEntitlement {
  meter: MeterRow
  /** For the whole period; undefined = no plan and no override gives it. */
  limit: PlanLimit | undefined
  /** The same as the contract says it, per month of a flow: what is billed goes by this, whatever overrides allow. */
  contract: PlanLimit | undefined
  period: Period
  /** Months of the period, for what is per month. */
  months: number
  /** Whether the bill prices this cycle by parts of it, or by something else than what counts against the limit. */
  isInParts: boolean
  /** Those parts, where they were read. */
  parts?: OverageParts
  /** What is used, as the counter keeps it: an exact decimal; null = it has to be read from the totals. */
  counted: string | null
  /** When the newest event of a level was, where that is known. */
  lastAt: number | null
  /** Held back by reservations. */
  held: string
  /** What use beyond the contract's allowance costs; null = nothing. */
  overage: UsagePrice | null
  currency: string
  subscriptionId: string | null
  /** What plans include is what they included then. */
  termsSince: Date
}

export interface CustomerEntitlements extends Entitlements {
  customerId: string
  meters: ReadonlyMap<string, MeterEntitlement>
  spendCap: { amount: bigint; currency: string } | null
  /** What the customer has, for what would help: the oldest subscription that gives access. */
  primary: { subscription: SubscriptionFacts; plans: readonly HeldPlan[] } | null
}

/** What the bill has of a cycle so far. `used`: what counted against the limit then. */
export type OverageParts = RunningOverage & { used: string }

/**
 * What a customer may do at `at`, from facts and catalogue. A meter is counted in the cycle of the oldest subscription that
 * gives some of it. Its allowance there is the sum over all subscriptions, per month times the months of that cycle if the
 * meter is a flow which each cycle begins anew: 500 messages a month are 6,000 in a yearly cycle; 10 buildings stay 10.
 */
export function resolve(facts: CustomerFacts, catalogue: Catalogue, at: Date): CustomerEntitlements {
  const subscriptions = facts.subscriptions.map((subscription) => ({
    subscription,
    plans: heldPlans(subscription, catalogue),
  }))
  const giving = subscriptions.filter(({ subscription }) => givesAccess(subscription, at))
  const terms = new Map<string, CycleTerms>()
  for (const meter of catalogue.meters.values()) terms.set(meter.code, termsOf({ giving, meter, at }))
  const input = {
    at,
    subscriptions: subscriptions.map(({ subscription: { status, suspended, graceEndsAt }, plans }) => ({
      status,
      suspended,
      graceEndsAt: graceEndsAt === null ? null : new Date(graceEndsAt),
      plans: plans.map((held) => toEntitledPlan(held, terms)),
    })),
  }
  const overrides = facts.overrides.map(({ feature, meter, value, included, hard, expiresAt }) => ({
    expiresAt: expiresAt === null ? null : new Date(expiresAt),
    ...(meter === null
      ? { feature: feature ?? '', value: value ?? 'false' }
      : {
          meter,
          included: included === null ? null : BigInt(included),
          kind: hard ? ('HARD' as const) : ('SOFT' as const),
        }),
  }))
  const contract = resolveEntitlements(input)
  const entitlements = overrides.length === 0 ? contract : resolveEntitlements({ ...input, overrides })
  const counters = new Map(facts.counters.map((counter) => [counter.meter, counter]))
  const meters = new Map<string, MeterEntitlement>()
  for (const meter of catalogue.meters.values()) {
    const { counting, cycle, since, overage } = terms.get(meter.code)!
    const subscription = counting?.subscription
    const { period, months } = countedPeriod(subscription, meter, cycle)
    const counter = counters.get(meter.code)
    const isFresh = counter && !counter.stale && counter.periodStart === period.start.getTime()
    const agreed = contract.limits.get(meter.code)
    meters.set(meter.code, {
      meter,
      limit: times(entitlements.limits.get(meter.code), isFlow(meter) ? months : 1),
      contract: agreed,
      period,
      months,
      isInParts: subscription !== undefined && isInParts({ subscription, meter, cycle, all: facts.subscriptions }),
      counted: counter ? (isFresh ? counter.quantity : null) : '0',
      lastAt: null,
      held: facts.held[meter.code] ?? '0',
      // In a trial nothing is charged.
      overage: subscription?.phase?.kind === 'BILLED' && agreed && overage ? usagePrice(overage, meter, agreed) : null,
      currency: subscription?.currency ?? facts.currency,
      subscriptionId: subscription?.id ?? null,
      termsSince: since,
    })
  }
  const { spendCap, customerId } = facts
  return {
    ...entitlements,
    customerId,
    meters,
    spendCap: spendCap && { amount: BigInt(spendCap.amount), currency: spendCap.currency },
    primary: giving[0] ?? null,
  }
}

/** Flows add up over time; levels (how much there is at a time) do not. */
export const isFlow = ({ aggregation }: Pick<MeterRow, 'aggregation'>): boolean =>
  aggregation === 'SUM' || aggregation === 'COUNT' || aggregation === 'UNIQUE'

/**
 * The customer's own changes begin a part of the cycle, and so does its beginning where it is not a whole one. What never
 * starts again counts against its limit from the beginning, and of levels the last is compared, where a bill may take the highest.
 */
function isInParts({
  subscription,
  meter,
  cycle,
  all,
}: {
  subscription: SubscriptionFacts
  meter: MeterRow
  cycle: Period
  all: readonly SubscriptionFacts[]
}): boolean {
  if (meter.aggregation === 'MAX' || (meter.reset === 'NEVER' && isFlow(meter))) return true
  const start = cycle.start.getTime()
  if (all.some(({ changedAt, phase }) => (changedAt ?? 0) > start || (phase?.from ?? 0) > start)) return true
  return subscription.phase?.from === start && subscription.phase.anchor !== start && isCut(subscription, cycle)
}

const measureOf = (meter: MeterRow): Measure =>
  isFlow(meter) ? 'flow' : meter.aggregation === 'TIME_WEIGHTED' ? 'average' : 'level'

function givesAccess({ status, suspended, graceEndsAt }: SubscriptionFacts, at: Date): boolean {
  if (suspended) return false
  if (status === 'PAST_DUE') return graceEndsAt === null || at.getTime() < graceEndsAt
  return status === 'ACTIVE' || status === 'TRIALING'
}

function heldPlans({ items }: SubscriptionFacts, { planOfPrice }: Catalogue): HeldPlan[] {
  return items.flatMap(({ priceId, quantity, from, agreedAt }) => {
    const plan = planOfPrice.get(priceId)
    return plan ? [{ plan, priceId, quantity, from: new Date(from), agreedAt: new Date(agreedAt) }] : []
  })
}

/** An add-on's level of a feature gives way to the plan's. */
function toEntitledPlan({ plan, quantity }: HeldPlan, terms: ReadonlyMap<string, CycleTerms>): EntitledPlan {
  return {
    planCode: plan.code,
    rank: plan.kind === 'PLAN' ? plan.rank : plan.rank - 1_000_000,
    quantity,
    features: Object.fromEntries(plan.features.map(({ featureCode, value }) => [featureCode, value])),
    limits: plan.allowances.map(({ meterCode, hard }) => ({
      meter: meterCode,
      included: includedSince(plan, meterCode, terms.get(meterCode)!.since) ?? null,
      kind: hard ? 'HARD' : 'SOFT',
    })),
  }
}

/** The period in which a meter is counted, and how many months' allowances it holds. */
function countedPeriod(
  subscription: SubscriptionFacts | undefined,
  meter: MeterRow,
  cycle: Period,
): { period: Period; months: number } {
  if (!subscription) return { period: cycle, months: 1 }
  if (meter.reset === 'NEVER' && isFlow(meter)) {
    return { period: { start: new Date(subscription.startedAt), end: cycle.end }, months: 1 }
  }
  const { phase } = subscription
  if (phase?.kind !== 'BILLED') return { period: cycle, months: 1 }
  return { period: cycle, months: phase.intervalCount * (phase.interval === 'YEAR' ? 12 : 1) }
}

const times = (limit: PlanLimit | undefined, months: number): PlanLimit | undefined =>
  limit && limit.included !== null ? { ...limit, included: limit.included * BigInt(months) } : limit

/** What is beyond costs this in the running cycle, with what the contract includes. */
const usagePrice = (row: OveragePriceRow, meter: MeterRow, { included }: PlanLimit): UsagePrice => ({
  ...(row.model as unknown as UsageModel),
  measure: measureOf(meter),
  included: included === null ? null : included.toString(),
  ...(row.minimumAmount === null ? {} : { minimumAmount: row.minimumAmount }),
  ...(row.maximumAmount === null ? {} : { maximumAmount: row.maximumAmount }),
})
