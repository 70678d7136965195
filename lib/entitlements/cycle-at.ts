import { CycleClock, type Period } from '@/lib/engine/calendar'
import type { SubscriptionFacts } from './facts-store'

/** The cycle at an instant: the stored one, or, where a renewal is a moment late, the one that it will begin. */
export function cycleAt({ periodStart, periodEnd, phase, timeZone }: SubscriptionFacts, at: Date): Period {
  const stored = { start: new Date(periodStart), end: new Date(periodEnd) }
  if (!phase || phase.kind !== 'BILLED' || at < stored.end) return stored
  const { start, end } = anchoredPeriod(phase, timeZone, at)
  return { start: start.getTime() < phase.from ? new Date(phase.from) : start, end }
}

function anchoredPeriod(phase: NonNullable<SubscriptionFacts['phase']>, timeZone: string, at: Date): Period {
  const { anchor, interval, intervalCount } = phase
  const clock = new CycleClock({ anchor: new Date(anchor), interval, intervalCount, timeZone })
  return clock.period(clock.indexAt(at))
}

/** Whether a cycle begins within its period, as after a pause. */
export function isCut({ phase, timeZone }: SubscriptionFacts, { start }: Period): boolean {
  return phase?.kind === 'BILLED' && anchoredPeriod(phase, timeZone, start).start < start
}
