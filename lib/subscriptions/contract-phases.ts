import type { PhaseFact } from '@/lib/engine/timeline'
import type { Contract } from './contract-facts'

type PhaseRow = Contract['phases'][number]

/**
 * The engine's phases as rows of a subscription. What the engine leaves to its defaults is written out (the anchor is the
 * phase's start, the rhythm that of the contract), and phases that last no time are left out.
 */
export function phaseRows({
  subscriptionId,
  phases,
  rhythm,
}: {
  subscriptionId: string
  phases: readonly PhaseFact[]
  rhythm: Pick<PhaseRow, 'interval' | 'intervalCount'>
}): PhaseRow[] {
  return phases
    .filter(({ from }, position) => phases[position + 1]?.from.getTime() !== from.getTime())
    .map(({ kind, from, anchor, interval, intervalCount, endProration }) => ({
      subscriptionId,
      kind,
      from,
      anchor: anchor ?? from,
      interval: interval ?? rhythm.interval,
      intervalCount: intervalCount ?? rhythm.intervalCount,
      endProration: endProration === 'none' ? 'NONE' : 'PRORATE',
    }))
}
