'use server'

import { revalidatePath } from 'next/cache'
import { redirect } from 'next/navigation'
import { z } from 'zod'
import { staffAction } from '@/app/_server/action'
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
const pageOf = (endpointId: string) => `/admin/outbound/${endpointId}`

/** Makes an endpoint of our own, which hears of all customers. The answer holds the secret, once. Errors: invalid_url, too_many_endpoints. */
export const createWebhook = staffAction('staff.outbound.manage')
  .inputSchema(newEndpointSchema)
  .action(async ({ parsedInput, ctx: { actor, now } }) => {
    const { secret } = await createEndpoint({ customerId: null, endpoint: parsedInput, actor, now })
    revalidatePath('/admin/outbound')
    return { secret }
  })

/** Errors: invalid_url. */
export const changeWebhook = staffAction('staff.outbound.manage')
  .inputSchema(endpoint.extend(endpointChangesSchema.omit({ enabled: true }).shape))
  .action(async ({ parsedInput: { endpointId, ...changes }, ctx: { actor, now } }) => {
    await updateEndpoint({ endpointId, within: undefined, changes, actor, now })
    revalidatePath(pageOf(endpointId))
  })

export const setWebhookEnabled = staffAction('staff.outbound.manage')
  .inputSchema(endpoint.extend({ enabled: z.boolean() }))
  .action(async ({ parsedInput: { endpointId, enabled }, ctx: { actor, now } }) => {
    await updateEndpoint({ endpointId, within: undefined, changes: { enabled }, actor, now })
    revalidatePath(pageOf(endpointId))
  })

/** The answer holds the new secret, once. */
export const rotateWebhookSecret = staffAction('staff.outbound.manage')
  .inputSchema(endpoint.extend(rotateSecretSchema.shape))
  .action(async ({ parsedInput: { endpointId, overlapHours }, ctx: { actor, now } }) => {
    const { secret } = await rotateSecret({ endpointId, within: undefined, overlapHours, actor, now })
    revalidatePath(pageOf(endpointId))
    return { secret }
  })

/** Errors: endpoint_disabled. */
export const testWebhook = staffAction('staff.outbound.manage')
  .inputSchema(endpoint)
  .action(async ({ parsedInput: { endpointId }, ctx: { actor, now } }) => {
    await sendTestEvent({ endpointId, within: undefined, actor, now })
    revalidatePath(pageOf(endpointId))
  })

/** Errors: endpoint_disabled. */
export const replayMissedEvents = staffAction('staff.outbound.manage')
  .inputSchema(endpoint.extend({ days: z.number().int().min(1).max(90) }))
  .action(async ({ parsedInput: { endpointId, days }, ctx: { actor, now } }) => {
    const since = new Date(now.getTime() - days * DAY_MS)
    const { queued } = await replayMissed({ endpointId, within: undefined, since, actor, now })
    revalidatePath(pageOf(endpointId))
    return { queued }
  })

/** Errors: endpoint_disabled, delivery_under_way. */
export const replayOneDelivery = staffAction('staff.outbound.manage')
  .inputSchema(endpoint.extend({ deliveryId: deliveryIdSchema }))
  .action(async ({ parsedInput: { endpointId, deliveryId }, ctx: { actor, now } }) => {
    await replayDelivery({ deliveryId, within: undefined, actor, now })
    revalidatePath(`${pageOf(endpointId)}/deliveries/${deliveryId}`)
  })

/** Leads back to the list. */
export const deleteWebhook = staffAction('staff.outbound.manage')
  .inputSchema(endpoint)
  .action(async ({ parsedInput: { endpointId }, ctx: { actor, now } }) => {
    await deleteEndpoint({ endpointId, within: undefined, actor, now })
    revalidatePath('/admin/outbound')
    redirect('/admin/outbound')
  })
