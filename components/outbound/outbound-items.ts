import type { EventType } from '@/lib/outbound/event-types'

/** An endpoint as screens show it. Instants are written in the reader's zone already. */
export interface EndpointItem {
  id: string
  url: string
  description: string
  /** Empty: all. */
  eventTypes: EventType[]
  state: 'ENABLED' | 'FAILING' | 'DISABLED'
  reason: 'REQUESTED' | 'GONE' | 'FAILING' | null
  failingSince: string | null
  oldSecretUntil: string | null
  createdOn: string
  /** Whose it is, for staff; null is our own. */
  customer: { id: string; name: string } | null
}

/** What the form asks for. */
export interface EndpointInput {
  url: string
  description: string
  eventTypes: EventType[]
}

export interface DeliveryItem {
  id: string
  type: string
  status: 'PENDING' | 'SUCCEEDED' | 'FAILED'
  endpointId: string
  endpointUrl: string
  attempts: number
  statusCode: number | null
  error: string | null
  happenedOn: string
  /** Of whom it tells, by name; for staff. */
  customerName?: string
  nextAttemptOn: string | null
}

export interface AttemptItem {
  number: number
  on: string
  url: string
  statusCode: number | null
  error: string | null
  responseBody: string
  durationMs: number
}
