import { EngineError } from './errors'
import type { SubscriptionStatus } from './lifecycle'

/** What a plan gives of a meter. HARD: beyond it is refused; SOFT: beyond it is allowed and charged. */
export interface PlanLimit {
  meter: string
  /** In the meter's units; null = without limit. */
  included: bigint | null
  kind: 'HARD' | 'SOFT'
}

export interface EntitledPlan {
  planCode: string
  /** Limits count once per unit. */
  quantity: number
  features: readonly string[]
  limits: readonly PlanLimit[]
}

export interface Entitlements {
  /** GRACE: everything works, but an invoice is overdue and access ends soon. */
  access: 'FULL' | 'GRACE' | 'NONE'
  /** Why there is no access: the state, that the grace is over, or that a payment is disputed. */
  reason: SubscriptionStatus | 'GRACE_OVER' | 'SUSPENDED' | null
  features: ReadonlySet<string>
  limits: ReadonlyMap<string, PlanLimit>
}

export interface ResolveEntitlementsInput {
  status: SubscriptionStatus
  plans: readonly EntitledPlan[]
  /** Until when an overdue customer keeps access; null = as long as the subscription is PAST_DUE. */
  graceEndsAt: Date | null
  /** Taken away while a payment is disputed, whatever the state. */
  suspended?: boolean
  at: Date
}

/**
 * What may be used right now. Plans and add-ons of one subscription add up: features unite, limits sum (unlimited wins,
 * and a meter that is soft in one is soft). Professional with 10 buildings + two packs of 5: 20 buildings.
 */
export function resolveEntitlements(input: ResolveEntitlementsInput): Entitlements {
  const { status, plans, graceEndsAt, suspended = false, at } = input
  const isGraceOver = status === 'PAST_DUE' && graceEndsAt !== null && at >= graceEndsAt
  const access = status === 'ACTIVE' || status === 'TRIALING' ? 'FULL' : status === 'PAST_DUE' ? 'GRACE' : 'NONE'
  if (access === 'NONE' || isGraceOver || suspended) {
    const reason = access === 'NONE' ? status : suspended ? 'SUSPENDED' : 'GRACE_OVER'
    return { access: 'NONE', reason, features: new Set(), limits: new Map() }
  }
  const limits = new Map<string, PlanLimit>()
  for (const { quantity, limits: given } of plans) {
    for (const limit of given) limits.set(limit.meter, combined(limits.get(limit.meter), limit, quantity))
  }
  return { access, reason: null, features: new Set(plans.flatMap(({ features }) => features)), limits }
}

function combined(sofar: PlanLimit | undefined, { meter, included, kind }: PlanLimit, quantity: number): PlanLimit {
  const added = included === null ? null : included * BigInt(quantity)
  if (!sofar) return { meter, included: added, kind }
  const sum = sofar.included === null || added === null ? null : sofar.included + added
  return { meter, included: sum, kind: sofar.kind === 'SOFT' || kind === 'SOFT' ? 'SOFT' : 'HARD' }
}

export interface UseCheckInput {
  entitlements: Entitlements
  meter: string
  /** Used so far in the cycle, or in use now. */
  used: bigint
  /** How much more is asked for. */
  requested: bigint
}

export type UseCheck =
  | {
      allowed: true
      /** The part of `requested` that will be charged. */ overage: bigint
      /** null = no limit. */ remaining: bigint | null
    }
  | { allowed: false; reason: 'no_access' | 'not_included' | 'limit_reached'; remaining: bigint }

/**
 * May this much more be used? 8 of 10 used, 5 asked: hard → `limit_reached` with 2 left; soft → allowed, 3 over.
 * Throws `quantity_invalid`.
 */
export function checkUse({ entitlements, meter, used, requested }: UseCheckInput): UseCheck {
  if (used < 0n || requested < 0n) throw new EngineError('quantity_invalid', 'Usage is at least 0.')
  if (entitlements.access === 'NONE') return { allowed: false, reason: 'no_access', remaining: 0n }
  const limit = entitlements.limits.get(meter)
  if (!limit) return { allowed: false, reason: 'not_included', remaining: 0n }
  if (limit.included === null) return { allowed: true, overage: 0n, remaining: null }
  const left = limit.included > used ? limit.included - used : 0n
  if (requested <= left) return { allowed: true, overage: 0n, remaining: left - requested }
  if (limit.kind === 'HARD') return { allowed: false, reason: 'limit_reached', remaining: left }
  return { allowed: true, overage: requested - left, remaining: 0n }
}
