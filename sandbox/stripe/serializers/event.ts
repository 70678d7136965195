import type { Stripe } from 'stripe'
import type { EventRecord } from '../../state/records'
import { API_VERSION } from '../context'

/** An event as the API and the webhooks show it. `pending` is the number of endpoints that did not take it yet. */
export function serializeEvent(record: EventRecord, pending: number): Stripe.EventBase {
  return {
    id: record.id,
    object: 'event',
    api_version: API_VERSION,
    created: record.created,
    data: {
      object: record.object,
      ...(record.previous_attributes ? { previous_attributes: record.previous_attributes } : {}),
    },
    livemode: false,
    pending_webhooks: pending,
    request: { id: record.request_id, idempotency_key: record.idempotency_key },
    type: record.type,
  }
}
