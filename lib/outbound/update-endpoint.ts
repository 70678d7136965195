import type { Actor } from '@/lib/audit/actor'
import { recordAudit } from '@/lib/audit/record-audit'
import { inTransaction } from '@/lib/platform/db/client'
import { env } from '@/lib/platform/env'
import { disableEndpoint } from './disable-endpoint'
import { parseEndpointUrl } from './endpoint-url'
import type { EndpointChanges } from './schemas'
import { lockEndpoint, updateEndpoint as updateRow, type Reach, type WebhookEndpointRow } from './store'

export interface EndpointCommand {
  endpointId: string
  /** Whose endpoints the caller may reach; undefined for staff. Those of others do not exist: not_found. */
  within: Reach
  actor: Actor
  now: Date
}

/**
 * Changes where an endpoint is, what it asks for, or whether it is on. Switching it on, or to another address, makes a new
 * beginning: what it failed before counts no more. What was missed meanwhile is sent by `replayMissed`. Throws not_found, invalid_url.
 */
export async function updateEndpoint({
  endpointId,
  within,
  changes,
  actor,
  now,
}: EndpointCommand & { changes: EndpointChanges }): Promise<WebhookEndpointRow> {
  const { description, enabled } = changes
  const eventTypes = changes.eventTypes && [...new Set(changes.eventTypes)]
  const url = changes.url && parseEndpointUrl(changes.url, { allowPrivate: env.WEBHOOKS_ALLOW_PRIVATE }).href
  return inTransaction(async (tx) => {
    const before = await lockEndpoint(tx, endpointId, within)
    const target = { type: 'webhook_endpoint', id: endpointId }
    const { customerId } = before
    if (url !== undefined || description !== undefined || eventTypes !== undefined) {
      const isMoved = url !== undefined && url !== before.url
      // What another address did not take says nothing of this one.
      const anew = isMoved ? { failingSince: null, holdUntil: null } : {}
      await updateRow(tx, endpointId, { url, description, eventTypes, ...anew })
      await recordAudit(tx, now, {
        actor,
        action: 'webhook_endpoint.update',
        customerId,
        target,
        data: { url: url ?? before.url, eventTypes: (eventTypes ?? before.eventTypes).join(', ') || 'all' },
      })
    }
    if (enabled === false && before.status === 'ENABLED')
      await disableEndpoint(tx, {
        endpoint: before,
        reason: 'REQUESTED',
        failingSince: before.failingSince,
        actor,
        now,
      })
    if (enabled === true && before.status === 'DISABLED') {
      await updateRow(tx, endpointId, {
        status: 'ENABLED',
        disabledReason: null,
        disabledAt: null,
        failingSince: null,
        holdUntil: null,
      })
      await recordAudit(tx, now, {
        actor,
        action: 'webhook_endpoint.enable',
        customerId,
        target,
        data: { url: before.url },
      })
    }
    return updateRow(tx, endpointId, {})
  })
}

/** Takes an endpoint away for good; its log goes with it from sight. Throws not_found. */
export async function deleteEndpoint({ endpointId, within, actor, now }: EndpointCommand): Promise<void> {
  await inTransaction(async (tx) => {
    const endpoint = await lockEndpoint(tx, endpointId, within)
    if (endpoint.status === 'ENABLED')
      await disableEndpoint(tx, { endpoint, reason: 'REQUESTED', failingSince: null, actor, now })
    await updateRow(tx, endpointId, { deletedAt: now })
    await recordAudit(tx, now, {
      actor,
      action: 'webhook_endpoint.delete',
      customerId: endpoint.customerId,
      target: { type: 'webhook_endpoint', id: endpointId },
      data: { url: endpoint.url },
    })
  })
}
