import { CycleClock, type Period } from '@/lib/engine/calendar'
import type { SubscriptionFacts } from './facts-store'

/** The cycle at an instant: the stored one, or, where a renewal is a moment late, the one that it will begin. */
export function cycleAt({ periodStart, periodEnd, phase, timeZone }: SubscriptionFacts, at: Date): Period {
  const stored = { start: new Date(periodStart), end: new Date(periodEnd) }
  if (!phase || phase.kind !== 'BILLED' || at < stored.end) return stored
  const { interval, intervalCount } = phase
  const clock = new CycleClock({ anchor: new Date(phase.anchor), interval, intervalCount, timeZone })
  const { start, end } = clock.period(clock.indexAt(at))
  return { start: start.getTime() < phase.from ? new Date(phase.from) : start, end }
}
