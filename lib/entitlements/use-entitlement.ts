import { BillingError } from '@/lib/platform/errors'
import type { UseRequest, UseResult } from './take-use'
import { useTogether } from './use-batch'
import type { Consumption } from './usage-event-of'

/**
 * Counts a use if it is allowed: decision and usage event are one transaction, so that a hard limit is never passed and
 * nothing is allowed that is not counted. The event is billed like any other, once per (source, id): sent again, the answer
 * is `duplicate` and nothing changes. Throws not_found, unknown_meter, id_reused, consume_not_possible, event_not_counted.
 */
export function consumeEntitlement(request: Consumption & { customerId: string; now: Date }): Promise<UseResult> {
  return use({ ...request, mode: 'consume', holdUntil: request.now })
}

/**
 * Holds a use back if it is allowed, until it is confirmed, released or `holdUntil` comes: until then it counts against the
 * limit. Once per customer and id. Throws as `consumeEntitlement`, and reservation_ended where that id's was given back.
 */
export function reserveEntitlement(
  request: Omit<Consumption, 'source' | 'data'> & { customerId: string; holdUntil: Date; now: Date },
): Promise<UseResult> {
  return use({ ...request, source: '', mode: 'reserve' })
}

async function use(request: UseRequest): Promise<UseResult> {
  const outcome = await useTogether(request)
  if (outcome instanceof BillingError) throw outcome
  return outcome
}
