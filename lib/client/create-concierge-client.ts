import { callApi, type ApiOptions } from './api-request'
import { createGuard, type GuardOptions } from './require-entitlement'
import type { Consumption, Decision, Entitlements, Hold, Question, Reservation } from './types'
import { createUsageReporter, type ReporterOptions } from './usage-reporter'

export { ConciergeError } from './api-request'
export type { GuardOptions } from './require-entitlement'
// eslint-disable-next-line no-restricted-syntax -- the one entry of a package that is published
export type * from './types'

export interface ClientOptions {
  /** Where New Concierge's billing answers, such as `https://billing.example.com`. */
  baseUrl: string
  /** `ck_…`, with the scopes that are used: entitlements:read, entitlements:write, usage:write. */
  apiKey: string
  /** How long one try may take; default 2,000 ms. */
  timeoutMs?: number
  /** How often a request is sent again where that may help; default 1. All of them may be repeated. */
  retries?: number
  /** Who reports usage; default `concierge-client`. */
  source?: string
  usage?: ReporterOptions
  fetch?: typeof fetch
}

export type ConciergeClient = ReturnType<typeof createConciergeClient>

/**
 * What a product needs of billing: what a customer may use, and reporting what was used.
 *
 * Consuming and reserving carry an id that is made once and kept for all tries, so that a repeated request counts once.
 */
export function createConciergeClient({
  baseUrl,
  apiKey,
  timeoutMs = 2_000,
  retries = 1,
  source = 'concierge-client',
  usage = {},
  fetch = globalThis.fetch,
}: ClientOptions) {
  const api: ApiOptions = { baseUrl, apiKey, timeoutMs, fetch }
  const post = <Answer>(path: string, body: object) => callApi<Answer>(api, { method: 'POST', path, body, retries })
  const ask = (body: object) => post<Decision>('/entitlements/check', body)
  const reservation = (id: string) => `/entitlements/reservations/${encodeURIComponent(id)}`

  const entitlements = {
    /** All that a customer may use right now. */
    get: ({ customer }: { customer?: string } = {}) =>
      callApi<Entitlements>(api, {
        method: 'GET',
        path: customer === undefined ? '/entitlements' : `/entitlements?customer=${encodeURIComponent(customer)}`,
        retries,
      }),
    /** May this be used? Counts nothing. */
    check: (question: Question) => ask({ ...question, mode: 'check' }),
    /** Counts it if it is allowed. */
    consume: (consumption: Consumption) =>
      ask({ source, ...consumption, id: consumption.id ?? crypto.randomUUID(), mode: 'consume' }),
    /** Holds it back if it is allowed, until it is confirmed, released or expires. */
    reserve: (hold: Hold) => ask({ ...hold, id: hold.id ?? crypto.randomUUID(), mode: 'reserve' }),
    /** Counts what was held, or less of it. */
    confirm: (id: string, used: { quantity?: string | number; data?: Record<string, unknown> } = {}) =>
      post<Reservation>(`${reservation(id)}/confirm`, { source, ...used }),
    /** Gives back what was held. */
    release: (id: string) => post<Reservation>(`${reservation(id)}/release`, {}),
  }

  return {
    entitlements,
    usage: createUsageReporter(api, usage, source),
    /** A guard for route handlers: see GuardOptions. */
    requireEntitlement: <Request>(options: GuardOptions<Request>) => createGuard(entitlements, options),
  }
}
