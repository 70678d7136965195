import type { Transaction } from '@/lib/platform/db/client'

/**
 * Deletes the oldest events from before an instant of which nothing is on its way, with what was noted about them. Events
 * that another process deletes at this moment are skipped.
 */
export async function deleteEventsBefore(
  tx: Transaction,
  { before, limit }: { before: Date; limit: number },
): Promise<number> {
  const old = await tx.$queryRaw<{ id: string }[]>`
    SELECT id FROM outbound_event e WHERE created_at < ${before}
      AND NOT EXISTS (SELECT FROM outbound_delivery d WHERE d.event_id = e.id AND d.status = 'PENDING')
    ORDER BY created_at LIMIT ${limit} FOR UPDATE SKIP LOCKED`
  const ids = old.map(({ id }) => id)
  if (ids.length === 0) return 0
  // A delivery that was begun anew since is on its way again: its event stays.
  await tx.$executeRaw`DELETE FROM outbound_delivery WHERE event_id = ANY(${ids}::text[]) AND status <> 'PENDING'`
  return tx.$executeRaw`
    DELETE FROM outbound_event e WHERE id = ANY(${ids}::text[])
      AND NOT EXISTS (SELECT FROM outbound_delivery d WHERE d.event_id = e.id)`
}
