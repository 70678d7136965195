import type { Period } from '@/lib/engine/calendar'
import { cyclesOf } from '@/lib/engine/timeline'
import { subscriptionFacts, type Contract } from './contract-facts'

/** The billing cycle before the one that runs at `now`; null in the first one. */
export function previousPeriod(contract: Contract, now: Date): Period | null {
  const cycles = cyclesOf({ subscription: subscriptionFacts(contract), through: now })
  const over = cycles.filter(({ end }) => end <= now).at(-1)
  return over ? { start: over.start, end: over.end } : null
}
