import { usageSlices } from './expected-usage'
import type { Measure } from './usage-pricing'
import { cyclesOf, type ItemSegment, type SubscriptionFacts } from './timeline'

/** What has to be counted to know what a metered segment comes to in a cycle. */
export interface UsageWindow {
  segmentId: string
  cycleIndex: number
  meterCode: string
  measure: Measure
  from: Date
  to: Date
  /** Length of the full period: what an average is weighed by. */
  periodMs: number
}

/**
 * What billing through an instant needs to know of a contract's use: of each cycle that is over by then and ended after
 * `since`, and with `running` of the one that is not. The very slices that `bill` prices.
 */
export function usageWindows({
  subscription,
  segments,
  billThrough,
  since,
  running = false,
}: {
  subscription: SubscriptionFacts
  segments: readonly ItemSegment[]
  billThrough: Date
  since?: Date
  running?: boolean
}): UsageWindow[] {
  const metered = segments.filter((segment) => segment.metered)
  if (metered.length === 0) return []
  return cyclesOf({ subscription, through: billThrough, ...(since && { since }) }).flatMap((cycle): UsageWindow[] => {
    const until = cycle.end <= billThrough ? undefined : billThrough
    if (until && !running) return []
    const periodMs = cycle.period.end.getTime() - cycle.period.start.getTime()
    return usageSlices({ cycle, segments: metered, ...(until && { until }) }).map(({ segment, price, from, to }) => {
      return {
        segmentId: segment.segmentId,
        cycleIndex: cycle.index,
        meterCode: price.meterCode ?? '',
        measure: price.measure ?? 'flow',
        from,
        to,
        periodMs,
      }
    })
  })
}
