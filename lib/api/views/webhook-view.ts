import { z } from 'zod'
import type { AttemptRow, DeliveryRow, WebhookEndpointRow } from '@/lib/outbound/read-outbound'
import { idAnswer, instantAnswer, toInstant, toInstantOrNull } from '../fields'

export const webhookEndpointSchema = z
  .object({
    id: idAnswer('whe', 'the endpoint'),
    customerId: idAnswer('cus', 'the customer; null = our own, which hears of all').nullable(),
    url: z.string(),
    description: z.string(),
    eventTypes: z.array(z.string()).meta({ description: 'Empty: all, also those that are added later.' }),
    status: z.enum(['ENABLED', 'DISABLED']),
    disabledReason: z.enum(['REQUESTED', 'GONE', 'FAILING']).nullable(),
    failingSince: instantAnswer('Since when nothing was taken.').nullable(),
    createdAt: instantAnswer('When it was made.'),
  })
  .meta({ id: 'WebhookEndpoint' })

export function toWebhookEndpoint(row: WebhookEndpointRow): z.input<typeof webhookEndpointSchema> {
  return {
    id: row.id,
    customerId: row.customerId,
    url: row.url,
    description: row.description,
    eventTypes: row.eventTypes,
    status: row.status,
    disabledReason: row.disabledReason,
    failingSince: toInstantOrNull(row.failingSince),
    createdAt: toInstant(row.createdAt),
  }
}

export const deliverySchema = z
  .object({
    id: idAnswer('dlv', 'the delivery'),
    endpointId: idAnswer('whe', 'the endpoint'),
    eventId: idAnswer('oev', 'the event'),
    type: z.string().meta({ example: 'invoice.paid' }),
    status: z.enum(['PENDING', 'SUCCEEDED', 'FAILED']),
    attempts: z.int(),
    lastStatusCode: z.int().nullable(),
    lastError: z.string().nullable(),
    nextAttemptAt: instantAnswer('When it is tried (again).').nullable(),
    createdAt: instantAnswer('When it happened.'),
  })
  .meta({ id: 'WebhookDelivery' })

export function toDelivery(
  row: Omit<DeliveryRow, 'event' | 'endpoint'> & { event: { type: string } },
): z.input<typeof deliverySchema> {
  return {
    id: row.id,
    endpointId: row.endpointId,
    eventId: row.eventId,
    type: row.event.type,
    status: row.status,
    attempts: row.attempts,
    lastStatusCode: row.lastStatusCode,
    lastError: row.lastError,
    nextAttemptAt: toInstantOrNull(row.nextAttemptAt),
    createdAt: toInstant(row.createdAt),
  }
}

const attemptSchema = z.object({
  number: z.int(),
  at: instantAnswer('When it was sent.'),
  statusCode: z.int().nullable().meta({ description: 'What was answered; null = nothing.' }),
  error: z.string().nullable().meta({ description: 'Why it was not taken; null = it was.', example: 'timeout' }),
  responseBody: z.string().meta({ description: 'The beginning of what was answered.' }),
  durationMs: z.int(),
})

export const deliveryWithAttemptsSchema = deliverySchema
  .extend({ log: z.array(attemptSchema).meta({ description: 'The latest 100 attempts, the newest first.' }) })
  .meta({ id: 'WebhookDeliveryWithAttempts' })

export function toDeliveryWithAttempts(
  row: DeliveryRow & { log: AttemptRow[] },
): z.input<typeof deliveryWithAttemptsSchema> {
  const log = row.log.map(({ number, at, statusCode, error, responseBody, durationMs }) => ({
    number,
    at: toInstant(at),
    statusCode,
    error,
    responseBody,
    durationMs,
  }))
  return { ...toDelivery(row), log }
}
