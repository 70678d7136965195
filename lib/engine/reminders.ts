const DAY = 86_400_000

export interface ReminderInput {
  /** Days after the due date, rising; each is one level. */
  reminderDays: readonly number[]
  /** Days from the last reminder to the final action. */
  giveUpDays: number
  /** When the invoice fell due. */
  dueAt: Date
  /** How many were sent, and when the last. */
  sent: number
  lastSentAt: Date | null
  now: Date
}

export interface ReminderStep {
  /** The level to send now, from 1, or null while it is too early or after the last. */
  level: number | null
  /** When the one after that is due. */
  nextAt: Date | null
  /** When the final action is due, once the last was sent. */
  giveUpAt: Date | null
}

/**
 * What follows for an invoice that was sent and is not paid. Days are of 24 hours from the due date. Where a level is late
 * (the invoice was held, or the policy is newer than the invoice), the next keeps its distance from the one that was sent: two
 * reminders never go out together.
 *
 * Days 3, 10, 20, due 1 May: 4, 11 and 21 May, final action 14 days later, on 4 June. The first sent on 9 May instead:
 * the second on 16 May.
 */
export function reminderStep({ reminderDays, giveUpDays, dueAt, sent, lastSentAt, now }: ReminderInput): ReminderStep {
  const dueOf = (level: number, before: Date | null): Date | null => {
    const days = reminderDays[level - 1]
    if (days === undefined) return null
    const planned = dueAt.getTime() + days * DAY
    const distance = (days - (reminderDays[level - 2] ?? 0)) * DAY
    return new Date(before ? Math.max(planned, before.getTime() + distance) : planned)
  }
  const at = dueOf(sent + 1, lastSentAt)
  if (!at)
    return { level: null, nextAt: null, giveUpAt: lastSentAt && new Date(lastSentAt.getTime() + giveUpDays * DAY) }
  if (at > now) return { level: null, nextAt: at, giveUpAt: null }
  const nextAt = dueOf(sent + 2, now)
  return { level: sent + 1, nextAt, giveUpAt: nextAt ? null : new Date(now.getTime() + giveUpDays * DAY) }
}
