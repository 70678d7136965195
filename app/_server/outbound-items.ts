import type { AttemptItem, DeliveryItem, EndpointItem } from '@/components/outbound/outbound-items'
import { formatDateTime } from '@/components/format/date-time'
import type { EventType } from '@/lib/outbound/event-types'
import type { AttemptRow, DeliveryRow, WebhookEndpointRow } from '@/lib/outbound/read-outbound'

interface Reader {
  timeZone: string
  now: Date
}

/** An endpoint as screens show it. `customer` is told to staff only. */
export function toEndpointItem(
  row: WebhookEndpointRow,
  { timeZone, now, customer = null }: Reader & { customer?: { id: string; name: string } | null },
): EndpointItem {
  const on = (at: Date | null) => at && formatDateTime(at, { timeZone })
  const { id, url, description, eventTypes, status, disabledReason: reason, failingSince, previousSecretUntil } = row
  return {
    ...{ id, url, description, reason, customer },
    eventTypes: eventTypes as EventType[],
    state: status === 'ENABLED' && failingSince ? 'FAILING' : status,
    failingSince: on(failingSince),
    oldSecretUntil: previousSecretUntil && previousSecretUntil > now ? on(previousSecretUntil) : null,
    createdOn: formatDateTime(row.createdAt, { timeZone }),
  }
}

export function toDeliveryItem(row: DeliveryRow, timeZone: string): DeliveryItem {
  const { id, event, endpoint, status, attempts, lastStatusCode, lastError, nextAttemptAt } = row
  return {
    id,
    type: event.type,
    status,
    endpointId: endpoint.id,
    endpointUrl: endpoint.url,
    attempts,
    statusCode: lastStatusCode,
    error: lastError,
    happenedOn: formatDateTime(event.createdAt, { timeZone }),
    nextAttemptOn: nextAttemptAt && formatDateTime(nextAttemptAt, { timeZone }),
  }
}

/** What a delivery's page shows. */
export function toDeliveryDetail(row: DeliveryRow & { log: AttemptRow[] }, timeZone: string) {
  const { event, endpoint, log } = row
  const { happenedOn, nextAttemptOn } = toDeliveryItem(row, timeZone)
  return {
    body: event.body,
    eventId: event.id,
    sequence: event.sequence?.toString() ?? null,
    subjectId: event.subjectId,
    endpointUrl: endpoint.url,
    happenedOn,
    nextAttemptOn,
    attempts: log.map(({ number, at, url, statusCode, error, responseBody, durationMs }): AttemptItem => ({
      ...{ number, url, statusCode, error, responseBody, durationMs },
      on: formatDateTime(at, { timeZone }),
    })),
  }
}
