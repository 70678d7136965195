import type { PriceRow } from '@/lib/catalog/read-catalog'

export type ChangeTiming = 'now' | 'period_end'

/**
 * When a change takes effect: more for the same rhythm at once (the customer wants it now and pays the difference),
 * anything else when the paid period ends (nothing that was paid for is taken away).
 */
export function changeTiming({
  from,
  to,
}: {
  from: Pick<PriceRow, 'interval' | 'intervalCount' | 'unitAmount'>
  to: Pick<PriceRow, 'interval' | 'intervalCount' | 'unitAmount'>
}): ChangeTiming {
  const sameRhythm = from.interval === to.interval && from.intervalCount === to.intervalCount
  return sameRhythm && to.unitAmount > from.unitAmount ? 'now' : 'period_end'
}
