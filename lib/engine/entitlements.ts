import { EngineError } from './errors'
import type { SubscriptionStatus } from './lifecycle'
import { add, compare, fromDecimalString, rational, subtract, toDecimalString, ZERO, type Rational } from './rational'

/** What a plan gives of a meter. HARD: beyond it is refused; SOFT: beyond it is allowed and charged. */
export interface PlanLimit {
  meter: string
  /** In the meter's units; null = without limit. */
  included: bigint | null
  kind: 'HARD' | 'SOFT'
}

export interface EntitledPlan {
  planCode: string
  /** Where two plans give the same feature at different levels, the higher rank decides. */
  rank: number
  /** Limits count once per unit. */
  quantity: number
  /** By code: "true", "false" or a level. */
  features: Readonly<Record<string, string>>
  limits: readonly PlanLimit[]
}

export interface EntitledSubscription {
  status: SubscriptionStatus
  /** Until when an overdue customer keeps access; null = as long as the subscription is PAST_DUE. */
  graceEndsAt: Date | null
  /** Taken away while a payment is disputed, whatever the state. */
  suspended?: boolean
  plans: readonly EntitledPlan[]
}

/** What somebody decided for one customer: it replaces what the plans say, until it expires. */
export type EntitlementOverride = { expiresAt: Date | null } & (
  { feature: string; value: string } | { meter: string; included: bigint | null; kind: 'HARD' | 'SOFT' }
)

/** Why nothing may be used: the state, that the grace is over, that a payment is disputed, that there never was anything. */
export type NoAccessReason = SubscriptionStatus | 'GRACE_OVER' | 'SUSPENDED' | 'NO_SUBSCRIPTION'

export interface Entitlements {
  /** GRACE: everything works, but an invoice is overdue and access ends soon. */
  access: 'FULL' | 'GRACE' | 'NONE'
  reason: NoAccessReason | null
  /** Those the customer has, by code: "true" or a level. */
  features: ReadonlyMap<string, string>
  limits: ReadonlyMap<string, PlanLimit>
}

export interface ResolveEntitlementsInput {
  subscriptions: readonly EntitledSubscription[]
  /** Oldest first: of two about the same thing the later one holds. */
  overrides?: readonly EntitlementOverride[]
  at: Date
}

/**
 * What a customer may use right now. All plans and add-ons of all subscriptions that give access add up: features unite
 * (at the level of the highest rank), limits sum (unlimited wins, and a meter that is soft in one is soft). Overrides
 * come last, and only where there is access at all: they change what a customer has, not whether.
 *
 * Professional with 10 buildings + two packs of 5: 20 buildings; with an override to 30 until May: 30 until May.
 */
export function resolveEntitlements({ subscriptions, overrides = [], at }: ResolveEntitlementsInput): Entitlements {
  const judged = subscriptions.map((subscription) => ({ ...accessOf(subscription, at), plans: subscription.plans }))
  const giving = judged.filter(({ access }) => access !== 'NONE')
  if (giving.length === 0) {
    const reason = judged.find(({ reason }) => reason !== 'CANCELED')?.reason ?? judged[0]?.reason ?? 'NO_SUBSCRIPTION'
    return { access: 'NONE', reason, features: new Map(), limits: new Map() }
  }
  const features = new Map<string, string>()
  const limits = new Map<string, PlanLimit>()
  const plans = giving.flatMap(({ plans }) => plans).sort((a, b) => b.rank - a.rank)
  for (const plan of plans) {
    for (const [code, value] of Object.entries(plan.features)) {
      if (value !== 'false' && !features.has(code)) features.set(code, value)
    }
    for (const limit of plan.limits) limits.set(limit.meter, combined(limits.get(limit.meter), limit, plan.quantity))
  }
  for (const { expiresAt, ...override } of overrides) {
    if (expiresAt !== null && expiresAt <= at) continue
    if ('meter' in override) limits.set(override.meter, override)
    else if (override.value === 'false') features.delete(override.feature)
    else features.set(override.feature, override.value)
  }
  const access = giving.some((each) => each.access === 'FULL') ? 'FULL' : 'GRACE'
  return { access, reason: null, features, limits }
}

function accessOf(
  { status, graceEndsAt, suspended = false }: EntitledSubscription,
  at: Date,
): Pick<Entitlements, 'access' | 'reason'> {
  const access = status === 'ACTIVE' || status === 'TRIALING' ? 'FULL' : status === 'PAST_DUE' ? 'GRACE' : 'NONE'
  if (access === 'NONE') return { access, reason: status }
  if (suspended) return { access: 'NONE', reason: 'SUSPENDED' }
  if (access === 'GRACE' && graceEndsAt !== null && at >= graceEndsAt) return { access: 'NONE', reason: 'GRACE_OVER' }
  return { access, reason: null }
}

function combined(sofar: PlanLimit | undefined, { meter, included, kind }: PlanLimit, quantity: number): PlanLimit {
  const added = included === null ? null : included * BigInt(quantity)
  if (!sofar) return { meter, included: added, kind }
  const sum = sofar.included === null || added === null ? null : sofar.included + added
  return { meter, included: sum, kind: sofar.kind === 'SOFT' || kind === 'SOFT' ? 'SOFT' : 'HARD' }
}

export interface UseCheckInput {
  access: Entitlements['access']
  /** Of the whole period that is counted; none = no plan gives the meter. */
  limit: PlanLimit | undefined
  /** Used so far in the period, or in use now: exact decimals, as `held` and `requested`. */
  used: string
  /** Held back by reservations. */
  held?: string
  /** How much more is asked for. */
  requested: string
}

export type UseCheck =
  | {
      allowed: true
      /** The part of `requested` that will be charged. */
      overage: string
      /** null = no limit. */
      remaining: string | null
    }
  | { allowed: false; reason: 'no_access' | 'not_included' | 'limit_reached'; remaining: string }

/**
 * May this much more be used? 8 of 10 used, 5 asked: hard → `limit_reached` with 2 left; soft → allowed, 3 over.
 * What is held counts as used. Throws `quantity_invalid`.
 */
export function checkUse({ access, limit, used, held = '0', requested }: UseCheckInput): UseCheck {
  const taken = add(quantityOf(used), quantityOf(held))
  const asked = quantityOf(requested)
  if (access === 'NONE') return { allowed: false, reason: 'no_access', remaining: '0' }
  if (!limit) return { allowed: false, reason: 'not_included', remaining: '0' }
  if (limit.included === null) return { allowed: true, overage: '0', remaining: null }
  const included = rational(limit.included)
  const left = compare(included, taken) > 0 ? subtract(included, taken) : ZERO
  if (compare(asked, left) <= 0) {
    return { allowed: true, overage: '0', remaining: toDecimalString(subtract(left, asked)) }
  }
  if (limit.kind === 'HARD') return { allowed: false, reason: 'limit_reached', remaining: toDecimalString(left) }
  return { allowed: true, overage: toDecimalString(subtract(asked, left)), remaining: '0' }
}

function quantityOf(text: string): Rational {
  const value = fromDecimalString(text)
  if (compare(value, ZERO) < 0) throw new EngineError('quantity_invalid', 'Usage is at least 0.')
  return value
}
