import { boundaryFrom } from '@/lib/engine/calendar'
import type { PriceRow } from '@/lib/catalog/read-catalog'
import { planItem } from './change-contract'
import type { SegmentRow, SubscriptionContract } from './store'

type Timeline = Pick<SubscriptionContract, 'phases' | 'timeZone'>

/**
 * The first billed cycle that begins at `at` or later: a renewal, or where the timeline begins to be billed (after a trial,
 * a pause that has an end, a start to come). While it is open when that will be: `at` itself.
 */
export function firstCycleFrom({ phases, timeZone }: Timeline, at: Date): Date {
  const last = phases.at(-1)
  if (last?.kind !== 'BILLED') return at
  return at <= last.from ? last.from : boundaryFrom({ ...last, timeZone, at })
}

/** Of one price (plan, rhythm, currency), an earlier version. */
export const isOlderVersion = (price: PriceRow, of: PriceRow): boolean =>
  price.planId === of.planId &&
  price.interval === of.interval &&
  price.intervalCount === of.intervalCount &&
  price.currency === of.currency &&
  price.version < of.version

export type PriceMoveStep =
  /** The new price is planned for `effectiveAt`. */
  | { kind: 'announce'; item: SegmentRow; effectiveAt: Date }
  /** What the customer has chosen for later stays chosen, at the new price. `waits`: they may take it back. */
  | { kind: 'retarget'; from: PriceRow; quantity: number; effectiveAt: Date; waits: boolean }
  /** Not now: when what is planned has happened, or was taken back; when it is paid for. */
  | { kind: 'wait' }
  | { kind: 'nothing' }

/**
 * What moving a subscription to a newer version of a price comes to, as it stands. `earliest` is the notice: no new price
 * counts sooner. `chosen` is the price of a change that is planned.
 */
export function decidePriceMove({
  contract,
  price,
  chosen,
  earliest,
}: {
  contract: SubscriptionContract
  price: PriceRow
  chosen: PriceRow | undefined
  earliest: Date
}): PriceMoveStep {
  const { status, pendingChange: pending } = contract
  const item = planItem(contract.items)
  const hasOlder = item !== undefined && isOlderVersion(item.price, price)
  if (status === 'CANCELED' || status === 'INCOMPLETE_EXPIRED') return { kind: 'nothing' }
  if (pending?.kind === 'CHANGE' && pending.origin === 'REQUEST' && chosen && isOlderVersion(chosen, price)) {
    const { effectiveAt, quantity } = pending
    if (effectiveAt < earliest) return { kind: 'wait' }
    return { kind: 'retarget', from: chosen, quantity: quantity ?? 1, effectiveAt, waits: hasOlder }
  }
  if (!hasOlder) return { kind: 'nothing' }
  if (pending && pending.origin === 'REQUEST') return { kind: 'wait' }
  // Announced already: it stays, unless this one is newer.
  if (pending && !(chosen && isOlderVersion(chosen, price))) return { kind: 'nothing' }
  if (status === 'INCOMPLETE' || status === 'UNPAID') return { kind: 'wait' }
  const isRunning = status === 'ACTIVE' || status === 'PAST_DUE'
  const from = isRunning && contract.currentPeriodEnd > earliest ? contract.currentPeriodEnd : earliest
  return { kind: 'announce', item, effectiveAt: firstCycleFrom(contract, from) }
}
