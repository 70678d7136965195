import { inTransaction } from '@/lib/platform/db/client'
import { deleteEventsBefore } from './retention-store'

/** How long a webhook event can be looked at and sent again. */
const KEPT_DAYS = 90
const DAY = 24 * 60 * 60 * 1000
const BATCH = 500
/** Per call: what is more waits for the next tick, so that a tick stays short. */
const BATCHES = 20

/**
 * Removes events that are older than 90 days, taken or given up, with their deliveries and attempts; what is on its way (sent
 * again by somebody) stays until it is not. Numbers go on from where they were. Returns how many events it removed.
 */
export async function removeOldEvents({ now }: { now: Date }): Promise<number> {
  const before = new Date(now.getTime() - KEPT_DAYS * DAY)
  let removed = 0
  for (let batch = 0; batch < BATCHES; batch += 1) {
    const count = await inTransaction((tx) => deleteEventsBefore(tx, { before, limit: BATCH }))
    removed += count
    if (count < BATCH) break
  }
  return removed
}
