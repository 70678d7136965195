import type { PhaseFact, ProrationMode, SubscriptionFacts } from '@/lib/engine/timeline'
import type { SegmentRow, SubscriptionContract } from './store'

/** The contract as billing sees it: a stored one, or one that a preview supposes. */
export interface Contract extends Pick<
  SubscriptionContract,
  'id' | 'name' | 'timeZone' | 'startedAt' | 'endedAt' | 'endProration' | 'granularity' | 'phases'
> {
  items: ContractItem[]
}

export type ContractItem = Pick<
  SegmentRow,
  'id' | 'itemId' | 'priceId' | 'quantity' | 'from' | 'to' | 'startProration' | 'endProration' | 'price'
>

export const modeOf = (proration: 'PRORATE' | 'NONE'): ProrationMode => (proration === 'PRORATE' ? 'prorate' : 'none')

/** The stored contract in the engine's words. */
export function subscriptionFacts({
  id,
  timeZone,
  startedAt,
  endedAt,
  endProration,
  phases,
}: Contract): SubscriptionFacts {
  const first = phases[0]
  if (!first) throw new Error(`Subscription ${id} has no phases.`)
  return {
    id,
    anchor: first.anchor,
    interval: first.interval,
    intervalCount: first.intervalCount,
    timeZone,
    startsAt: startedAt,
    endsAt: endedAt,
    // Leaving ends what comes next; what was paid ahead is returned only where that was decided.
    endProration: modeOf(endProration),
    phases: phases.map(phaseFact),
  }
}

/** A stored phase as the engine knows it. */
export function phaseFact({ kind, from, anchor, interval, intervalCount, endProration }: PhaseRow): PhaseFact {
  return { kind, from, anchor, interval, intervalCount, endProration: modeOf(endProration) }
}

type PhaseRow = Contract['phases'][number]
