import { z } from 'zod'
import { EVENT_TYPES } from './event-types'

export const endpointIdSchema = z.string().regex(/^whe_[0-9a-z]{1,40}$/, 'This is no id of an endpoint')
export const deliveryIdSchema = z.string().regex(/^dlv_[0-9a-z]{1,40}$/, 'This is no id of a delivery')
const eventTypeSchema = z.enum(EVENT_TYPES)

const url = z.string().trim().min(1, 'Enter a URL').max(2000)
const description = z.string().trim().max(200)
/** Empty: all, also those that are added later. */
const eventTypes = z.array(eventTypeSchema).max(EVENT_TYPES.length)

export const newEndpointSchema = z.object({
  url,
  description: description.default(''),
  eventTypes: eventTypes.default([]),
})
export type NewEndpoint = z.output<typeof newEndpointSchema>

/** What is left out stays as it is. */
export const endpointChangesSchema = z.object({
  url: url.optional(),
  description: description.optional(),
  eventTypes: eventTypes.optional(),
  enabled: z.boolean().optional(),
})
export type EndpointChanges = z.output<typeof endpointChangesSchema>

/** How long the secret before is still signed with: from not at all to a week. */
export const rotateSecretSchema = z.object({
  overlapHours: z
    .number()
    .int()
    .min(0)
    .max(7 * 24)
    .default(24),
})
