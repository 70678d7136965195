import 'server-only'
import { revalidatePath } from 'next/cache'
import { redirect } from 'next/navigation'
import { z } from 'zod'
import type { Actor } from '@/lib/audit/actor'
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

/** Who works on webhook endpoints, and on which: a customer's members on their own, staff on all. */
interface Keeper {
  /** The customer whose endpoints these are; undefined = any. */
  within: string | undefined
  /** The list of endpoints; each has its page below it. */
  home: '/portal/webhooks' | '/admin/outbound'
  actor: Actor
  now: Date
}

const DAY_MS = 24 * 60 * 60 * 1000
const endpoint = z.object({ endpointId: endpointIdSchema })

/** What the forms of both sides send. */
export const webhookInputs = {
  create: newEndpointSchema,
  endpoint,
  change: endpoint.extend(endpointChangesSchema.omit({ enabled: true }).shape),
  setEnabled: endpoint.extend({ enabled: z.boolean() }),
  rotate: endpoint.extend(rotateSecretSchema.shape),
  replayMissed: endpoint.extend({ days: z.number().int().min(1).max(90) }),
  replayDelivery: endpoint.extend({ deliveryId: deliveryIdSchema }),
}
type Input<Name extends keyof typeof webhookInputs> = z.output<(typeof webhookInputs)[Name]>

const showAgain = ({ home }: Keeper, endpointId: string) => revalidatePath(`${home}/${endpointId}`)

/** One of the customer's, or of our own, which hears of all customers. Errors: invalid_url, too_many_endpoints. */
export async function createWebhook({ within, home, ...by }: Keeper, input: Input<'create'>) {
  const { secret } = await createEndpoint({ customerId: within ?? null, endpoint: input, ...by })
  revalidatePath(home)
  return { secret }
}

/** Errors: invalid_url. */
export async function changeWebhook(keeper: Keeper, { endpointId, ...changes }: Input<'change'>) {
  const { within, actor, now } = keeper
  await updateEndpoint({ endpointId, within, changes, actor, now })
  showAgain(keeper, endpointId)
}

export async function setWebhookEnabled(keeper: Keeper, { endpointId, enabled }: Input<'setEnabled'>) {
  const { within, actor, now } = keeper
  await updateEndpoint({ endpointId, within, changes: { enabled }, actor, now })
  showAgain(keeper, endpointId)
}

export async function rotateWebhookSecret(keeper: Keeper, { endpointId, overlapHours }: Input<'rotate'>) {
  const { within, actor, now } = keeper
  const { secret } = await rotateSecret({ endpointId, within, overlapHours, actor, now })
  showAgain(keeper, endpointId)
  return { secret }
}

/** Errors: endpoint_disabled. */
export async function testWebhook(keeper: Keeper, { endpointId }: Input<'endpoint'>) {
  const { within, actor, now } = keeper
  await sendTestEvent({ endpointId, within, actor, now })
  showAgain(keeper, endpointId)
}

/** Errors: endpoint_disabled. */
export async function replayMissedEvents(keeper: Keeper, { endpointId, days }: Input<'replayMissed'>) {
  const { within, actor, now } = keeper
  const since = new Date(now.getTime() - days * DAY_MS)
  const { queued } = await replayMissed({ endpointId, within, since, actor, now })
  showAgain(keeper, endpointId)
  return { queued }
}

/** Errors: endpoint_disabled, delivery_under_way. */
export async function replayOneDelivery(keeper: Keeper, { endpointId, deliveryId }: Input<'replayDelivery'>) {
  const { within, actor, now } = keeper
  await replayDelivery({ deliveryId, within, actor, now })
  showAgain(keeper, `${endpointId}/deliveries/${deliveryId}`)
}

/** Leads back to the list. */
export async function deleteWebhook({ within, home, ...by }: Keeper, { endpointId }: Input<'endpoint'>) {
  await deleteEndpoint({ endpointId, within, ...by })
  revalidatePath(home)
  redirect(home)
}
