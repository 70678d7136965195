import { z } from 'zod'
import { createEndpoint } from '@/lib/outbound/create-endpoint'
import { EVENT_TYPES } from '@/lib/outbound/event-types'
import { getDelivery, getEndpoint, listEndpoints } from '@/lib/outbound/read-outbound'
import { replayDelivery, replayMissed } from '@/lib/outbound/replay-deliveries'
import { rotateSecret } from '@/lib/outbound/rotate-secret'
import { endpointChangesSchema, newEndpointSchema, rotateSecretSchema } from '@/lib/outbound/schemas'
import { sendTestEvent } from '@/lib/outbound/send-test-event'
import { deleteEndpoint, updateEndpoint } from '@/lib/outbound/update-endpoint'
import { customerOf, filterByCustomer, type ApiCaller } from '../caller'
import { defineEndpoint } from '../endpoint'
import { idAnswer, idSchema, instantSchema, ofCustomerSchema } from '../fields'
import { findDeliverySlice } from '../lists-store'
import { pageOf, pageQuery, readPage } from '../pages'
import {
  deliverySchema,
  deliveryWithAttemptsSchema,
  toDelivery,
  toDeliveryWithAttempts,
  toWebhookEndpoint,
  webhookEndpointSchema,
} from '../views/webhook-view'

const params = z.object({ id: idSchema('whe', 'a webhook endpoint') })
const common = { tag: 'Webhooks', params } as const

/** Whose endpoints the caller may reach: undefined is everybody's. */
const reachOf = ({ customerId }: ApiCaller) => customerId ?? undefined
const commandOf = (caller: ApiCaller, id: string, now: Date) => ({
  endpointId: id,
  within: reachOf(caller),
  actor: caller.actor,
  now,
})

const secret = z.string().meta({
  description: 'Signs the messages (Standard Webhooks). It is shown this once.',
  example: 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw',
})
const withSecret = webhookEndpointSchema.extend({ secret }).meta({ id: 'WebhookEndpointWithSecret' })
const url = { invalid_url: 'Not an https address that can be reached from outside.' }

export const listWebhookEndpoints = defineEndpoint({
  method: 'get',
  path: '/webhook-endpoints',
  operationId: 'listWebhookEndpoints',
  tag: 'Webhooks',
  summary: 'List webhook endpoints',
  description: 'The newest first. Nobody has many.',
  scope: 'webhooks:read',
  query: z.object({ customerId: ofCustomerSchema }),
  answer: z.object({ data: z.array(webhookEndpointSchema) }).meta({ id: 'WebhookEndpointList' }),
  handle: async ({ caller, query }) => ({
    data: (await listEndpoints(filterByCustomer(caller, query.customerId))).map(toWebhookEndpoint),
  }),
})

export const createWebhookEndpoint = defineEndpoint({
  method: 'post',
  path: '/webhook-endpoints',
  operationId: 'createWebhookEndpoint',
  tag: 'Webhooks',
  summary: 'Create a webhook endpoint',
  description:
    'It hears of everything from now on. A staff key that names no customer makes one of our own, which hears of all customers.',
  scope: 'webhooks:write',
  body: z.strictObject({
    customerId: ofCustomerSchema,
    url: newEndpointSchema.shape.url.meta({ example: 'https://example.com/webhooks' }),
    description: newEndpointSchema.shape.description,
    eventTypes: z.array(z.enum(EVENT_TYPES)).max(EVENT_TYPES.length).default([]).meta({ description: 'Empty: all.' }),
  }),
  status: 201,
  answer: withSecret,
  problems: { ...url, too_many_endpoints: 'There are as many as there can be.' },
  handle: async ({ caller, body: { customerId: wanted, ...endpoint }, now }) => {
    const customerId = caller.customerId === null && wanted === undefined ? null : customerOf(caller, wanted)
    const made = await createEndpoint({ customerId, endpoint, actor: caller.actor, now })
    return { ...toWebhookEndpoint(made.endpoint), secret: made.secret }
  },
})

export const getWebhookEndpoint = defineEndpoint({
  ...common,
  method: 'get',
  path: '/webhook-endpoints/{id}',
  operationId: 'getWebhookEndpoint',
  summary: 'Get a webhook endpoint',
  scope: 'webhooks:read',
  answer: webhookEndpointSchema,
  handle: async ({ caller, params: { id } }) => toWebhookEndpoint(await getEndpoint(id, reachOf(caller))),
})

export const updateWebhookEndpoint = defineEndpoint({
  ...common,
  method: 'patch',
  path: '/webhook-endpoints/{id}',
  operationId: 'updateWebhookEndpoint',
  summary: 'Change a webhook endpoint',
  description: 'Switching it on makes a new beginning: what failed before counts no more.',
  scope: 'webhooks:write',
  body: z.strictObject({
    ...endpointChangesSchema.shape,
    eventTypes: z.array(z.enum(EVENT_TYPES)).max(EVENT_TYPES.length).optional(),
  }),
  answer: webhookEndpointSchema,
  problems: url,
  handle: async ({ caller, params: { id }, body: changes, now }) =>
    toWebhookEndpoint(await updateEndpoint({ ...commandOf(caller, id, now), changes })),
})

export const deleteWebhookEndpoint = defineEndpoint({
  ...common,
  method: 'delete',
  path: '/webhook-endpoints/{id}',
  operationId: 'deleteWebhookEndpoint',
  summary: 'Delete a webhook endpoint',
  scope: 'webhooks:write',
  answer: webhookEndpointSchema,
  handle: async ({ caller, params: { id }, now }) => {
    const endpoint = await getEndpoint(id, reachOf(caller))
    await deleteEndpoint(commandOf(caller, id, now))
    return { ...toWebhookEndpoint(endpoint), status: 'DISABLED' as const }
  },
})

export const rotateWebhookSecret = defineEndpoint({
  ...common,
  method: 'post',
  path: '/webhook-endpoints/{id}/rotate-secret',
  operationId: 'rotateWebhookSecret',
  summary: 'Give a webhook endpoint a new secret',
  description: 'For a while messages are signed with the secret before too.',
  scope: 'webhooks:write',
  body: z.strictObject(rotateSecretSchema.shape),
  answer: z
    .object({
      secret,
      previousUntil: z.iso.datetime().nullable().meta({ description: 'Until when the one before signs too.' }),
    })
    .meta({ id: 'RotatedSecret' }),
  handle: async ({ caller, params: { id }, body: { overlapHours }, now }) => {
    const rotated = await rotateSecret({ ...commandOf(caller, id, now), overlapHours })
    return { secret: rotated.secret, previousUntil: rotated.previousUntil?.toISOString() ?? null }
  },
})

export const testWebhookEndpoint = defineEndpoint({
  ...common,
  method: 'post',
  path: '/webhook-endpoints/{id}/test',
  operationId: 'testWebhookEndpoint',
  summary: 'Send a test event',
  description: 'Of the type `webhook.test`, whatever the endpoint asks for.',
  scope: 'webhooks:write',
  limit: 'costly',
  status: 202,
  answer: z.object({ deliveryId: idAnswer('dlv', 'the delivery') }).meta({ id: 'SentTest' }),
  problems: { endpoint_disabled: 'It is switched off.' },
  handle: async ({ caller, params: { id }, now }) => sendTestEvent(commandOf(caller, id, now)),
})

export const listWebhookDeliveries = defineEndpoint({
  method: 'get',
  path: '/webhook-deliveries',
  operationId: 'listWebhookDeliveries',
  tag: 'Webhooks',
  summary: 'List deliveries',
  description: 'What was sent, or is on its way, to webhook endpoints.',
  scope: 'webhooks:read',
  query: z.object({
    ...pageQuery,
    customerId: ofCustomerSchema,
    endpointId: idSchema('whe', 'an endpoint').optional(),
  }),
  answer: pageOf(deliverySchema, 'WebhookDelivery'),
  handle: async ({ caller, query }) => {
    const customerId = filterByCustomer(caller, query.customerId)
    return readPage({
      query,
      read: (slice) => findDeliverySlice({ customerId, endpointId: query.endpointId }, slice),
      at: ({ createdAt }) => createdAt,
      view: toDelivery,
    })
  },
})

export const getWebhookDelivery = defineEndpoint({
  method: 'get',
  path: '/webhook-deliveries/{id}',
  operationId: 'getWebhookDelivery',
  tag: 'Webhooks',
  summary: 'Get a delivery with its attempts',
  scope: 'webhooks:read',
  params: z.object({ id: idSchema('dlv', 'a delivery') }),
  answer: deliveryWithAttemptsSchema,
  handle: async ({ caller, params: { id } }) => toDeliveryWithAttempts(await getDelivery(id, reachOf(caller))),
})

export const replayMissedEvents = defineEndpoint({
  ...common,
  method: 'post',
  path: '/webhook-endpoints/{id}/replay',
  operationId: 'replayMissedEvents',
  summary: 'Send again what was missed',
  description:
    'What failed since an instant, and what happened while the endpoint was off: up to 5,000 events, the oldest first.',
  scope: 'webhooks:write',
  limit: 'costly',
  body: z.strictObject({ since: instantSchema('From when on.') }),
  status: 202,
  answer: z.object({ queued: z.int().meta({ description: 'How many are sent.' }) }).meta({ id: 'QueuedReplay' }),
  problems: { endpoint_disabled: 'It is switched off.' },
  handle: async ({ caller, params: { id }, body: { since }, now }) =>
    replayMissed({ ...commandOf(caller, id, now), since }),
})

export const replayWebhookDelivery = defineEndpoint({
  method: 'post',
  path: '/webhook-deliveries/{id}/replay',
  operationId: 'replayWebhookDelivery',
  tag: 'Webhooks',
  summary: 'Send a delivery again',
  description: 'Under the same `webhook-id`, whether it was taken or not.',
  scope: 'webhooks:write',
  limit: 'costly',
  params: z.object({ id: idSchema('dlv', 'a delivery') }),
  status: 202,
  answer: deliverySchema,
  problems: {
    endpoint_disabled: 'The endpoint is switched off.',
    delivery_under_way: 'It is still being tried.',
  },
  handle: async ({ caller, params: { id }, now }) => {
    await replayDelivery({ deliveryId: id, within: reachOf(caller), actor: caller.actor, now })
    return toDelivery(await getDelivery(id, reachOf(caller)))
  },
})
