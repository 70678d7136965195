import type { Stripe } from 'stripe'
import type { Collections } from '../state/records'
import { identifier } from '../state/ids'
import type { Context } from './context'
import { type ApiCollection, serialize } from './serializers/serialize'

/**
 * Records that something happened to an object, and a delivery to each webhook endpoint that wants to know. The event
 * carries the object as it is at this moment.
 */
export function emit<C extends ApiCollection>(
  context: Context,
  type: Stripe.Event['type'],
  collection: C,
  record: Collections[C],
  before?: Collections[C],
): void {
  const { store, request } = context
  const object = serialize(context, collection, record)
  const event = store.put('event', {
    id: identifier('evt'),
    created: context.now,
    type,
    object,
    ...(before ? { previous_attributes: differences(serialize(context, collection, before), object) } : {}),
    request_id: request.id,
    idempotency_key: request.idempotencyKey,
  })
  for (const endpoint of store.all('webhook_endpoint')) {
    const wanted = endpoint.enabled_events.includes('*') || endpoint.enabled_events.includes(type)
    if (!wanted || endpoint.status === 'disabled') continue
    store.put('delivery', { id: identifier('del'), event: event.id, endpoint: endpoint.id, attempts: 0, notBefore: 0 })
  }
}

/** The attributes that changed, with the values they had. Hashes are compared attribute by attribute. */
export function differences(before: object, after: object): Record<string, unknown> {
  const now = new Map(Object.entries(after))
  const changed: Record<string, unknown> = {}
  for (const [key, value] of Object.entries(before)) {
    const other = now.get(key)
    if (JSON.stringify(value) === JSON.stringify(other)) continue
    const nested = isHash(value) && isHash(other)
    changed[key] = nested ? { ...addedKeys(value, other), ...differences(value, other) } : value
  }
  return { ...addedKeys(before, after), ...changed }
}

/** Attributes that were not there before had the value `null`. */
function addedKeys(before: object, after: object): Record<string, null> {
  const added = Object.keys(after).filter((key) => !Object.hasOwn(before, key))
  return Object.fromEntries(added.map((key) => [key, null]))
}

function isHash(value: unknown): value is object {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
