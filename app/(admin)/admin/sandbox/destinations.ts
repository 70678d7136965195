import { addDaysInZone, cyclePeriod, startOfDayInZone } from '@/lib/engine/calendar'
import { STAFF_TIME_ZONE } from '@/components/admin/time-zone'
import { texts } from '@/components/texts/en'

/** Where the time machine's buttons lead, from the present instant: the same hour, a day, week, month or year on. */
export function destinations(now: Date): { id: string; label: string; to: string }[] {
  const timeZone = STAFF_TIME_ZONE
  const months = (intervalCount: number) =>
    cyclePeriod({ anchor: now, interval: 'MONTH', intervalCount, timeZone, index: 0 }).end
  const t = texts.admin.sandbox.steps
  return [
    { id: 'day', to: addDaysInZone({ at: now, days: 1, timeZone }) },
    { id: 'week', to: addDaysInZone({ at: now, days: 7, timeZone }) },
    { id: 'month', to: months(1) },
    { id: 'year', to: months(12) },
  ].map(({ id, to }) => ({ id, label: t[id]!, to: to.toISOString() }))
}

/** The first day that the date field offers: tomorrow. */
export const tomorrow = (now: Date): Date =>
  addDaysInZone({ at: startOfDayInZone({ at: now, timeZone: STAFF_TIME_ZONE }), days: 1, timeZone: STAFF_TIME_ZONE })
