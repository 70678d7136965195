import type { Actor } from '@/lib/audit/actor'
import { invalid, notFound } from '@/lib/platform/errors'
import type { Scope } from './scopes'

/** Who calls: a customer's key, or one of our staff's (`customerId` null), which reaches every customer. */
export interface ApiCaller {
  keyId: string
  customerId: string | null
  scopes: readonly Scope[]
  actor: Actor
}

/**
 * The customer that a request is about. A customer's key means its own customer and may name it; any other does not exist
 * for it (404). A staff key has to name one (422 `customer_required`).
 */
export function customerOf(caller: ApiCaller, wanted: string | undefined): string {
  const customerId = filterByCustomer(caller, wanted)
  if (!customerId) throw invalid('customer_required', 'A staff key says whose it is about: customerId is missing.')
  return customerId
}

/** The customer to whom a list is narrowed: always its own for a customer's key, for staff the one they ask for, if any. */
export function filterByCustomer(caller: ApiCaller, wanted: string | undefined): string | undefined {
  if (caller.customerId === null) return wanted
  if (wanted !== undefined && wanted !== caller.customerId) throw notFound('customer', wanted)
  return caller.customerId
}

/** Passes a thing on to who may see it. To another customer's key it does not exist. */
export function visibleTo<Thing extends { id: string; customerId: string }>(
  caller: ApiCaller,
  what: string,
  thing: Thing,
): Thing {
  if (caller.customerId !== null && thing.customerId !== caller.customerId) throw notFound(what, thing.id)
  return thing
}
