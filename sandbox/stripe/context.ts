import type { Clock } from '../state/clock'
import type { Store } from '../state/store'

/** What a handler may know of the world: the state, the time, and the request it serves. */
export interface Context {
  readonly store: Store
  /** The sandbox's time, in seconds since 1970: one instant for the whole request. */
  readonly now: number
  readonly request: RequestFacts
}

export interface RequestFacts {
  /** `null` when the sandbox itself acts, for example when a debit settles. */
  readonly id: string | null
  readonly idempotencyKey: string | null
  /** A browser's key: it may do little, and sees less. */
  readonly isPublishable: boolean
  /** Where the sandbox was reached, for the addresses it hands out. */
  readonly origin: string
  readonly ip: string
  readonly userAgent: string
  readonly apiVersion: string
}

/** The context in which the sandbox acts by itself. */
export function ownContext(store: Store, clock: Clock): Context {
  const request: RequestFacts = {
    id: null,
    idempotencyKey: null,
    isPublishable: false,
    origin: '',
    ip: '127.0.0.1',
    userAgent: '',
    apiVersion: API_VERSION,
  }
  return { store, now: clock.seconds(), request }
}

/** The version whose shapes the sandbox speaks, whichever is asked for. */
export const API_VERSION = '2026-10-28.endive'
