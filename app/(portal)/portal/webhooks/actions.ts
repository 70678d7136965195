'use server'

import { revalidatePath } from 'next/cache'
import { redirect } from 'next/navigation'
import { z } from 'zod'
import { memberAction } from '@/app/_server/action'
import { createEndpoint } from '@/lib/outbound/create-endpoint'
import { replayDelivery, replayMissed } from '@/lib/outbound/replay-deliveries'
import { rotateSecret } from '@/lib/outbound/rotate-secret'
import {
  deliveryIdSchema,
  endpointChangesSchema,
  endpointIdSchema,
  newEndpointSchema,
  rotateSecretSchema,
} from '@/lib/outbound/schemas'
import { sendTestEvent } from '@/lib/outbound/send-test-event'
import { deleteEndpoint, updateEndpoint } from '@/lib/outbound/update-endpoint'

const endpoint = z.object({ endpointId: endpointIdSchema })
const DAY_MS = 24 * 60 * 60 * 1000
const pageOf = (endpointId: string) => `/portal/webhooks/${endpointId}`

/** The answer holds the secret, once. Errors: invalid_url, too_many_endpoints. */
export const createWebhook = memberAction('webhooks.manage')
  .inputSchema(newEndpointSchema)
  .action(async ({ parsedInput, ctx: { customer, actor, now } }) => {
    const { secret } = await createEndpoint({ customerId: customer.id, endpoint: parsedInput, actor, now })
    revalidatePath('/portal/webhooks')
    return { secret }
  })

/** Errors: invalid_url. */
export const changeWebhook = memberAction('webhooks.manage')
  .inputSchema(endpoint.extend(endpointChangesSchema.omit({ enabled: true }).shape))
  .action(async ({ parsedInput: { endpointId, ...changes }, ctx: { customer, actor, now } }) => {
    await updateEndpoint({ endpointId, within: customer.id, changes, actor, now })
    revalidatePath(pageOf(endpointId))
  })

export const setWebhookEnabled = memberAction('webhooks.manage')
  .inputSchema(endpoint.extend({ enabled: z.boolean() }))
  .action(async ({ parsedInput: { endpointId, enabled }, ctx: { customer, actor, now } }) => {
    await updateEndpoint({ endpointId, within: customer.id, changes: { enabled }, actor, now })
    revalidatePath(pageOf(endpointId))
  })

/** The answer holds the new secret, once. */
export const rotateWebhookSecret = memberAction('webhooks.manage')
  .inputSchema(endpoint.extend(rotateSecretSchema.shape))
  .action(async ({ parsedInput: { endpointId, overlapHours }, ctx: { customer, actor, now } }) => {
    const { secret } = await rotateSecret({ endpointId, within: customer.id, overlapHours, actor, now })
    revalidatePath(pageOf(endpointId))
    return { secret }
  })

/** Errors: endpoint_disabled. */
export const testWebhook = memberAction('webhooks.manage')
  .inputSchema(endpoint)
  .action(async ({ parsedInput: { endpointId }, ctx: { customer, actor, now } }) => {
    await sendTestEvent({ endpointId, within: customer.id, actor, now })
    revalidatePath(pageOf(endpointId))
  })

/** Errors: endpoint_disabled. */
export const replayMissedEvents = memberAction('webhooks.manage')
  .inputSchema(endpoint.extend({ days: z.number().int().min(1).max(90) }))
  .action(async ({ parsedInput: { endpointId, days }, ctx: { customer, actor, now } }) => {
    const since = new Date(now.getTime() - days * DAY_MS)
    const { queued } = await replayMissed({ endpointId, within: customer.id, since, actor, now })
    revalidatePath(pageOf(endpointId))
    return { queued }
  })

/** Errors: endpoint_disabled, delivery_under_way. */
export const replayOneDelivery = memberAction('webhooks.manage')
  .inputSchema(endpoint.extend({ deliveryId: deliveryIdSchema }))
  .action(async ({ parsedInput: { endpointId, deliveryId }, ctx: { customer, actor, now } }) => {
    await replayDelivery({ deliveryId, within: customer.id, actor, now })
    revalidatePath(`${pageOf(endpointId)}/deliveries/${deliveryId}`)
  })

/** Leads back to the list. */
export const deleteWebhook = memberAction('webhooks.manage')
  .inputSchema(endpoint)
  .action(async ({ parsedInput: { endpointId }, ctx: { customer, actor, now } }) => {
    await deleteEndpoint({ endpointId, within: customer.id, actor, now })
    revalidatePath('/portal/webhooks')
    redirect('/portal/webhooks')
  })
