import type { Stripe } from 'stripe'
import type { WebhookEndpointRecord } from '../../state/records'

/** The secret is told once, in the answer that creates the endpoint. */
export function serializeWebhookEndpoint(
  record: WebhookEndpointRecord,
  reveal: 'secret' | 'no secret' = 'no secret',
): Stripe.WebhookEndpoint {
  return {
    id: record.id,
    object: 'webhook_endpoint',
    api_version: record.api_version,
    application: null,
    created: record.created,
    description: record.description,
    enabled_events: record.enabled_events,
    livemode: false,
    metadata: record.metadata,
    ...(reveal === 'secret' ? { secret: record.secret } : {}),
    status: record.status,
    url: record.url,
  }
}
