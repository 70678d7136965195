import type { Actor } from '@/lib/audit/actor'
import { recordAudit } from '@/lib/audit/record-audit'
import { lockCustomer } from '@/lib/customers/lock-customers'
import { inTransaction } from '@/lib/platform/db/client'
import { env } from '@/lib/platform/env'
import { conflict } from '@/lib/platform/errors'
import { newId } from '@/lib/platform/id'
import { parseEndpointUrl } from './endpoint-url'
import type { NewEndpoint } from './schemas'
import { sealSecret } from './sealed-secret'
import { newSecret } from './sign-message'
import { countEndpoints, insertEndpoint, type WebhookEndpointRow } from './store'

/** So many a customer can have: enough for every system they run, too few to make us a cannon. */
export const MOST_ENDPOINTS = 20

/**
 * Makes an endpoint, which hears of everything from now on, and returns its secret: the only time it is shown. `customerId`
 * null is one of our own, which hears of all customers. Throws invalid_url, too_many_endpoints, not_found.
 */
export async function createEndpoint({
  customerId,
  endpoint,
  actor,
  now,
}: {
  customerId: string | null
  endpoint: NewEndpoint
  actor: Actor
  now: Date
}): Promise<{ endpoint: WebhookEndpointRow; secret: string }> {
  const url = parseEndpointUrl(endpoint.url, { allowPrivate: env.WEBHOOKS_ALLOW_PRIVATE }).href
  const secret = newSecret()
  return inTransaction(async (tx) => {
    if (customerId !== null) await lockCustomer(tx, customerId)
    if ((await countEndpoints(tx, customerId)) >= MOST_ENDPOINTS)
      throw conflict('too_many_endpoints', `There can be ${MOST_ENDPOINTS} endpoints at most.`, {
        limit: MOST_ENDPOINTS,
      })
    const { description } = endpoint
    const eventTypes = [...new Set(endpoint.eventTypes)]
    const id = newId('whe')
    const row = await insertEndpoint(tx, {
      id,
      customerId,
      url,
      description,
      eventTypes,
      secret: sealSecret(secret, id),
      createdAt: now,
    })
    await recordAudit(tx, now, {
      actor,
      action: 'webhook_endpoint.create',
      customerId,
      target: { type: 'webhook_endpoint', id: row.id },
      data: { url, eventTypes: eventTypes.join(', ') || 'all' },
    })
    return { endpoint: row, secret }
  })
}
