import type { Interval } from './calendar'

/** One side of a change: what an item costs and how often. */
export interface ChangeSide {
  /** Of its plan: higher is more. */
  rank: number
  /** Minor units per unit and cycle. */
  unitAmount: bigint
  quantity: number
  interval: Interval
  intervalCount: number
}

export type ChangeTiming = 'now' | 'period_end'

/**
 * How a change that takes effect within a period is settled:
 * `prorate` the unused part of the old is credited and the rest of the new charged, at once;
 * `next_period` the same difference, joined to the next renewal's invoice;
 * `full_restart` the unused part is credited, and a new full period begins at the change;
 * `none` the running period stays as it was billed, the new price counts from the next one.
 */
export type ChangeMode = 'prorate' | 'next_period' | 'full_restart' | 'none'

export interface ChangePolicy {
  /** `rank`: the plan's rank decides first, then the amount; `amount`: only the amount. */
  directionBy: 'rank' | 'amount'
  upgrade: { timing: ChangeTiming; mode: ChangeMode }
  downgrade: { timing: ChangeTiming; mode: ChangeMode }
  /** To fewer, longer periods (monthly to yearly) and back. Such a change always restarts the cycle. */
  longer: { timing: ChangeTiming }
  shorter: { timing: ChangeTiming }
}

export type ChangeDirection = 'upgrade' | 'downgrade' | 'longer' | 'shorter'

export interface ChangeDecision {
  direction: ChangeDirection
  timing: ChangeTiming
  mode: ChangeMode
}

const monthsOf = ({ interval, intervalCount }: ChangeSide): number =>
  interval === 'YEAR' ? 12 * intervalCount : intervalCount
const totalOf = ({ unitAmount, quantity }: ChangeSide): bigint => unitAmount * BigInt(quantity)

/** Which way a change goes. What is neither more by rank nor by amount is a downgrade: nothing paid for is taken away. */
export function changeDirection(
  from: ChangeSide,
  to: ChangeSide,
  directionBy: ChangePolicy['directionBy'],
): ChangeDirection {
  if (monthsOf(to) !== monthsOf(from)) return monthsOf(to) > monthsOf(from) ? 'longer' : 'shorter'
  if (directionBy === 'rank' && to.rank !== from.rank) return to.rank > from.rank ? 'upgrade' : 'downgrade'
  return totalOf(to) > totalOf(from) ? 'upgrade' : 'downgrade'
}

/** When a change takes effect and how it is settled. Starter → Professional, both monthly: an upgrade, now, prorated. */
export function decideChange({
  from,
  to,
  policy,
}: {
  from: ChangeSide
  to: ChangeSide
  policy: ChangePolicy
}): ChangeDecision {
  const direction = changeDirection(from, to, policy.directionBy)
  const rule = policy[direction]
  return { direction, timing: rule.timing, mode: 'mode' in rule ? rule.mode : 'full_restart' }
}
