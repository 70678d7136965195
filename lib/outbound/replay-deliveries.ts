import type { Actor } from '@/lib/audit/actor'
import { recordAudit } from '@/lib/audit/record-audit'
import { inTransaction } from '@/lib/platform/db/client'
import { conflict } from '@/lib/platform/errors'
import { newId } from '@/lib/platform/id'
import { assertEnabled } from './assert-enabled'
import { findDelivery, findMissedEvents, restartDeliveries } from './delivery-store'
import { insertDeliveries } from './publish-store'
import { queueDeliveries } from './queue-deliveries'
import { lockEndpoint, type Reach } from './store'
import type { EndpointCommand } from './update-endpoint'

/** So many are sent again by one request; the next request takes the next ones. */
const MOST_AT_ONCE = 5_000

/**
 * Sends one event to its endpoint again, under the same webhook-id, whether it was taken or not. Throws not_found,
 * endpoint_disabled, delivery_under_way.
 */
export async function replayDelivery({
  deliveryId,
  within,
  actor,
  now,
}: {
  deliveryId: string
  within: Reach
  actor: Actor
  now: Date
}): Promise<void> {
  const { endpointId, eventId, event } = await findDelivery(deliveryId, within)
  await inTransaction(async (tx) => {
    const endpoint = await lockEndpoint(tx, endpointId, within)
    assertEnabled(endpoint)
    const restarted = await restartDeliveries(tx, { id: deliveryId, status: { not: 'PENDING' } }, { now, limit: 1 })
    if (restarted.length === 0) throw conflict('delivery_under_way', 'This delivery is still being tried.')
    await queueDeliveries(tx, restarted)
    await recordAudit(tx, now, {
      actor,
      action: 'outbound_delivery.replay',
      customerId: endpoint.customerId,
      target: { type: 'webhook_endpoint', id: endpointId },
      data: { type: event.type, eventId },
    })
  })
}

/**
 * Sends an endpoint what it has not taken since an instant: what failed, and what happened while it was off or before it was
 * made, as far as events were kept. The oldest first, as many as `MOST_AT_ONCE`. Throws not_found, endpoint_disabled.
 */
export async function replayMissed({
  endpointId,
  within,
  since,
  actor,
  now,
}: EndpointCommand & { since: Date }): Promise<{ queued: number }> {
  return inTransaction(async (tx) => {
    const endpoint = await lockEndpoint(tx, endpointId, within)
    assertEnabled(endpoint)
    const failed = { endpointId, status: 'FAILED' as const, event: { createdAt: { gte: since } } }
    const restarted = await restartDeliveries(tx, failed, { now, limit: MOST_AT_ONCE })
    const missed = await findMissedEvents(tx, { endpoint, since, limit: MOST_AT_ONCE - restarted.length })
    const made = missed.map((eventId) => ({
      id: newId('dlv'),
      eventId,
      endpointId,
      nextAttemptAt: now,
      createdAt: now,
    }))
    await insertDeliveries(tx, made)
    const queued = [...restarted, ...made]
    await queueDeliveries(tx, queued)
    await recordAudit(tx, now, {
      actor,
      action: 'webhook_endpoint.replay',
      customerId: endpoint.customerId,
      target: { type: 'webhook_endpoint', id: endpointId },
      data: { since: since.toISOString(), count: queued.length },
    })
    return { queued: queued.length }
  })
}
