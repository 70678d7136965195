import type { Measure } from '@/lib/engine/usage-pricing'

/** What the quantity of a meter is, by how it adds up. */
export const MEASURE = {
  SUM: 'flow',
  COUNT: 'flow',
  UNIQUE: 'flow',
  MAX: 'level',
  LAST: 'level',
  TIME_WEIGHTED: 'average',
} as const satisfies Record<string, Measure>
