import type { Database } from '@/lib/platform/db/client'
import { deliverEventJob } from './jobs'

/** Queues deliveries in the caller's transaction; one that waits already is not queued again. */
export async function queueDeliveries(tx: Database, deliveries: readonly { id: string }[]): Promise<void> {
  await deliverEventJob.enqueueMany(
    tx,
    deliveries.map(({ id }) => ({ deliveryId: id })),
    { keyOf: ({ deliveryId }) => deliveryId },
  )
}
