import type { DunningRow } from './store'

export {
  findDunning as getDunning,
  findDunningSlice as readDunningSlice,
  findDunningsToGiveUp as listDunningsToGiveUp,
  searchDunningRows as searchDunnings,
  type DunningRow,
  type DunningSearch,
} from './store'

/** Where a dunning stands, in one word: retrying, waiting for the customer, held by staff, over. */
export function dunningState({
  endedAt,
  pausedAt,
  nextAttemptAt,
}: Pick<DunningRow, 'endedAt' | 'pausedAt' | 'nextAttemptAt'>): 'RUNNING' | 'STOPPED' | 'PAUSED' | 'ENDED' {
  if (endedAt) return 'ENDED'
  if (pausedAt) return 'PAUSED'
  return nextAttemptAt ? 'RUNNING' : 'STOPPED'
}
