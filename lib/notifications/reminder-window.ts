import type { Transaction } from '@/lib/platform/db/client'
import { lockReminderCursor, moveReminderCursor } from './store'

/**
 * The stretch (since, now] that a reminder has not looked at yet, and that nobody else looks at: what comes of it is
 * queued in the same transaction, so each instant is looked at once, however many workers there are and however late they
 * come. The first time ever nothing is behind us.
 */
export async function claimReminderWindow(
  tx: Transaction,
  { name, now }: { name: string; now: Date },
): Promise<{ since: Date }> {
  const since = await lockReminderCursor(tx, name, now)
  if (since < now) await moveReminderCursor(tx, name, now)
  return { since: since < now ? since : now }
}
