import { recordAudit } from '@/lib/audit/record-audit'
import { inTransaction } from '@/lib/platform/db/client'
import { newId } from '@/lib/platform/id'
import { assertEnabled } from './assert-enabled'
import { eventBody } from './event-body'
import { TEST_EVENT_TYPE } from './event-types'
import { insertDeliveries, insertEvents } from './publish-store'
import { queueDeliveries } from './queue-deliveries'
import { lockEndpoint } from './store'
import type { EndpointCommand } from './update-endpoint'

/** Sends an event of type `webhook.test` to one endpoint, whatever it asks for. Throws not_found, endpoint_disabled. */
export async function sendTestEvent({
  endpointId,
  within,
  actor,
  now,
}: EndpointCommand): Promise<{ deliveryId: string }> {
  return inTransaction(async (tx) => {
    const endpoint = await lockEndpoint(tx, endpointId, within)
    assertEnabled(endpoint)
    const { customerId } = endpoint
    const id = newId('oev')
    const deliveryId = newId('dlv')
    const data = { object: { endpointId, message: 'It works.' } }
    await insertEvents(tx, [
      {
        id,
        type: TEST_EVENT_TYPE,
        customerId,
        subjectType: 'webhook_endpoint',
        subjectId: endpointId,
        body: eventBody({ id, type: TEST_EVENT_TYPE, createdAt: now, customerId, sequence: null, data }),
        createdAt: now,
      },
    ])
    await insertDeliveries(tx, [{ id: deliveryId, eventId: id, endpointId, nextAttemptAt: now, createdAt: now }])
    await queueDeliveries(tx, [{ id: deliveryId }])
    await recordAudit(tx, now, {
      actor,
      action: 'webhook_endpoint.test',
      customerId,
      target: { type: 'webhook_endpoint', id: endpointId },
      data: { url: endpoint.url },
    })
    return { deliveryId }
  })
}
