import { STAFF_TIME_ZONE } from '@/components/admin/time-zone'
import { addDaysInZone, instantInZone } from '@/lib/engine/calendar'

/** The end of a last day that staff typed (YYYY-MM-DD, in their zone): what ends then still holds on it. None = no end. */
export function endOfTypedDay(day: string): Date | null {
  if (!day) return null
  const at = instantInZone({ text: day, timeZone: STAFF_TIME_ZONE })
  return addDaysInZone({ at, days: 1, timeZone: STAFF_TIME_ZONE })
}
