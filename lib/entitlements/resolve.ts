import { CycleClock, type Period } from '@/lib/engine/calendar'
import { resolveEntitlements, type EntitledPlan, type Entitlements, type PlanLimit } from '@/lib/engine/entitlements'
import type { Measure, UsageModel, UsagePrice } from '@/lib/engine/usage-pricing'
import type { Catalogue, CataloguePlan, MeterRow } from './catalogue'
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
}

export interface CustomerEntitlements extends Entitlements {
  customerId: string
  meters: ReadonlyMap<string, MeterEntitlement>
  spendCap: { amount: bigint; currency: string } | null
  /** What the customer has, for what would help: the oldest subscription that gives access. */
  primary: { subscription: SubscriptionFacts; plans: readonly HeldPlan[] } | null
}

export interface HeldPlan {
  plan: CataloguePlan
  priceId: string
  quantity: number
  from: Date
}

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
  const input = {
    at,
    subscriptions: subscriptions.map(({ subscription: { status, suspended, graceEndsAt }, plans }) => ({
      status,
      suspended,
      graceEndsAt: graceEndsAt === null ? null : new Date(graceEndsAt),
      plans: plans.map(toEntitledPlan),
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
  const giving =
    entitlements.access === 'NONE' ? [] : subscriptions.filter((each) => givesAccess(each.subscription, at))
  const counters = new Map(facts.counters.map((counter) => [counter.meter, counter]))
  const meters = new Map<string, MeterEntitlement>()
  for (const meter of catalogue.meters.values()) {
    const giver = giving.find(({ plans }) => plans.some(({ plan }) => allowanceOf(plan, meter.code))) ?? giving[0]
    const { period, months } = countedPeriod(giver?.subscription, meter, at)
    const counter = counters.get(meter.code)
    const isFresh = counter && !counter.stale && counter.periodStart === period.start.getTime()
    const agreed = contract.limits.get(meter.code)
    meters.set(meter.code, {
      meter,
      limit: times(entitlements.limits.get(meter.code), isFlow(meter) ? months : 1),
      contract: agreed,
      period,
      months,
      counted: counter ? (isFresh ? counter.quantity : null) : '0',
      lastAt: null,
      held: facts.held[meter.code] ?? '0',
      // In a trial nothing is charged.
      overage: giver?.subscription.phase?.kind === 'BILLED' && agreed ? overagePrice(giver, meter, agreed) : null,
      currency: giver?.subscription.currency ?? facts.currency,
      subscriptionId: giver?.subscription.id ?? null,
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

const measureOf = (meter: MeterRow): Measure =>
  isFlow(meter) ? 'flow' : meter.aggregation === 'TIME_WEIGHTED' ? 'average' : 'level'

function givesAccess({ status, suspended, graceEndsAt }: SubscriptionFacts, at: Date): boolean {
  if (suspended) return false
  if (status === 'PAST_DUE') return graceEndsAt === null || at.getTime() < graceEndsAt
  return status === 'ACTIVE' || status === 'TRIALING'
}

function heldPlans({ items }: SubscriptionFacts, { planOfPrice }: Catalogue): HeldPlan[] {
  return items.flatMap(({ priceId, quantity, from }) => {
    const plan = planOfPrice.get(priceId)
    return plan ? [{ plan, priceId, quantity, from: new Date(from) }] : []
  })
}

/** An add-on's level of a feature gives way to the plan's. */
function toEntitledPlan({ plan, quantity }: HeldPlan): EntitledPlan {
  return {
    planCode: plan.code,
    rank: plan.kind === 'PLAN' ? plan.rank : plan.rank - 1_000_000,
    quantity,
    features: Object.fromEntries(plan.features.map(({ featureCode, value }) => [featureCode, value])),
    limits: plan.allowances.map(({ meterCode, included, hard }) => ({
      meter: meterCode,
      included,
      kind: hard ? 'HARD' : 'SOFT',
    })),
  }
}

export const allowanceOf = ({ allowances }: CataloguePlan, meterCode: string) =>
  allowances.find((allowance) => allowance.meterCode === meterCode)

/** The period in which a meter is counted, and how many months' allowances it holds. */
function countedPeriod(
  subscription: SubscriptionFacts | undefined,
  meter: MeterRow,
  at: Date,
): { period: Period; months: number } {
  if (!subscription) return { period: { start: at, end: at }, months: 1 }
  const cycle = cycleAt(subscription, at)
  if (meter.reset === 'NEVER' && isFlow(meter)) {
    return { period: { start: new Date(subscription.startedAt), end: cycle.end }, months: 1 }
  }
  const { phase } = subscription
  if (phase?.kind !== 'BILLED') return { period: cycle, months: 1 }
  return { period: cycle, months: phase.intervalCount * (phase.interval === 'YEAR' ? 12 : 1) }
}

/** The cycle at an instant: the stored one, or, where a renewal is a moment late, the one that it will begin. */
export function cycleAt({ periodStart, periodEnd, phase, timeZone }: SubscriptionFacts, at: Date): Period {
  const stored = { start: new Date(periodStart), end: new Date(periodEnd) }
  if (!phase || phase.kind !== 'BILLED' || at < stored.end) return stored
  const { interval, intervalCount } = phase
  const clock = new CycleClock({ anchor: new Date(phase.anchor), interval, intervalCount, timeZone })
  const { start, end } = clock.period(clock.indexAt(at))
  return { start: start.getTime() < phase.from ? new Date(phase.from) : start, end }
}

const times = (limit: PlanLimit | undefined, months: number): PlanLimit | undefined =>
  limit && limit.included !== null ? { ...limit, included: limit.included * BigInt(months) } : limit

/** The overage price of the plan (not of add-ons), in the version that held when the plan's stretch began. */
function overagePrice(
  { plans, subscription }: { plans: readonly HeldPlan[]; subscription: SubscriptionFacts },
  meter: MeterRow,
  agreed: PlanLimit,
): UsagePrice | null {
  for (const { plan, from } of plans) {
    if (plan.kind !== 'PLAN') continue
    const row = plan.overagePrices.find(
      ({ meterCode: code, currency, validFrom, validTo }) =>
        code === meter.code && currency === subscription.currency && validFrom <= from && (!validTo || validTo > from),
    )
    if (!row) continue
    return {
      ...(row.model as unknown as UsageModel),
      measure: measureOf(meter),
      included: agreed.included === null ? null : agreed.included.toString(),
      ...(row.minimumAmount === null ? {} : { minimumAmount: row.minimumAmount }),
      ...(row.maximumAmount === null ? {} : { maximumAmount: row.maximumAmount }),
    }
  }
  return null
}
