import { conflict, invalid } from '@/lib/platform/errors'
import type { SubscriptionContract } from './store'

/** A preview may be this old when it is confirmed; then its instant is used, so that the charge is the one shown. */
const PREVIEW_HOLDS_MS = 15 * 60 * 1000

/** The instant that a change counts from, as Stripe's `proration_date` does. Throws preview_too_old. */
export function instantOf({ previewedAt, now }: { previewedAt?: Date; now: Date }): Date {
  const at = previewedAt ?? now
  if (at > now || now.getTime() - at.getTime() > PREVIEW_HOLDS_MS)
    throw invalid('preview_too_old', 'This preview is no longer current. Look at the new amounts and confirm again.')
  return at
}

/**
 * A change does not reach back before another one, nor into a period that is over, nor fall on the very instant of another
 * change: what lasts no time has no place in the timeline. Throws changed_meanwhile.
 */
export function assertNotOlder(
  { currentPeriodStart, items, phases }: SubscriptionContract,
  { at, now }: { at: Date; now: Date },
): void {
  const starts = [...items, ...phases].map(({ from }) => from).filter((from) => from <= now)
  if ([...starts, currentPeriodStart].some((from) => from >= at)) throw changedMeanwhile()
}

/** The same for one item beside others, which may change at the same instant as they. Throws changed_meanwhile. */
export function assertItemNotOlder(
  { currentPeriodStart, items, phases }: SubscriptionContract,
  { itemId, at, now }: { itemId: string | undefined; at: Date; now: Date },
): void {
  const starts = [...items, ...phases].map(({ from }) => from).filter((from) => from <= now)
  const ownStarts = items.filter((item) => item.itemId === itemId).map(({ from }) => from)
  const isOlder = [...starts, currentPeriodStart].some((from) => from > at)
  if (isOlder || ownStarts.some((from) => from.getTime() === at.getTime())) throw changedMeanwhile()
}

const changedMeanwhile = () =>
  conflict('changed_meanwhile', 'The subscription was changed meanwhile. Look at it again.')
