import { systemActor } from '@/lib/audit/actor'
import { wallClock } from '@/lib/platform/clock'
import { inTransaction, type Transaction } from '@/lib/platform/db/client'
import { env } from '@/lib/platform/env'
import { log } from '@/lib/platform/log'
import {
  claimAttempt,
  concludeAttempt,
  findDeliveryToSend,
  giveUpDelivery,
  insertAttempt,
  postponeDelivery,
  type DeliveryToSend,
} from './delivery-store'
import { disableEndpoint } from './disable-endpoint'
import { DISABLE_AFTER_MS, HOLD_MS, LEASE_MS, nextAttemptAt, UNREADABLE_MS } from './retry-schedule'
import { openSecret } from './sealed-secret'
import { sendMessage, type Answer, type SendError } from './send-message'
import { signedHeaders } from './sign-message'
import { lockEndpoint, updateEndpoint, type WebhookEndpointWithSecrets } from './store'

const GONE = 410
/** Silence, not an answer: whoever else waits for this endpoint is spared it for a while. */
const UNREACHABLE: ReadonlySet<SendError | null> = new Set(['timeout', 'dns', 'tls', 'connection', 'address_refused'])

/**
 * Makes one attempt at a delivery that is due: signs, sends, and keeps what was answered. What fails is due again by the
 * schedule; the last failure ends it. May run twice, late or in half: an attempt that died with its process is made again
 * under the same webhook-id, so receivers see each event at least once.
 */
export async function deliverEvent({ deliveryId, now }: { deliveryId: string; now: Date }): Promise<void> {
  const delivery = await findDeliveryToSend(deliveryId)
  if (!delivery?.nextAttemptAt || delivery.nextAttemptAt > now) return
  const { endpoint } = delivery
  if (endpoint.status === 'DISABLED' || endpoint.deletedAt) return giveUpDelivery(deliveryId, 'endpoint_disabled')
  if (endpoint.holdUntil && endpoint.holdUntil > now) return postponeDelivery(deliveryId, endpoint.holdUntil)
  // Before the claim: without the key nothing was tried, and it stays to be done, but not at the head of what is due.
  const secrets = secretsInForce(endpoint, now)
  if (!secrets) return postponeDelivery(deliveryId, new Date(now.getTime() + UNREADABLE_MS))
  if (!(await claimAttempt(delivery, { now, leaseUntil: new Date(now.getTime() + LEASE_MS) }))) return

  const answer = await sendMessage({
    url: new URL(endpoint.url),
    headers: signedHeaders({
      id: delivery.eventId,
      body: delivery.event.body,
      at: wallClock(),
      secrets,
    }),
    body: delivery.event.body,
    policy: { allowPrivate: env.WEBHOOKS_ALLOW_PRIVATE },
  })
  await inTransaction((tx) => conclude(tx, { delivery, answer, now }))
}

/** The secret, and the one before while receivers change over, if a key opens it. Null where none opens the secret itself. */
function secretsInForce(endpoint: WebhookEndpointWithSecrets, now: Date): string[] | null {
  const { id, secret, previousSecret, previousSecretUntil } = endpoint
  const present = open(secret, id)
  if (present === null) return null
  const isInForce = previousSecret !== null && previousSecretUntil !== null && previousSecretUntil > now
  const before = isInForce ? open(previousSecret, id) : null
  return before === null ? [present] : [present, before]
}

function open(stored: string, endpointId: string): string | null {
  try {
    return openSecret(stored, endpointId)
  } catch (error) {
    log.error({ err: error, endpointId }, 'the secret of a webhook endpoint cannot be read')
    return null
  }
}

async function conclude(
  tx: Transaction,
  { delivery, answer, now }: { delivery: DeliveryToSend; answer: Answer; now: Date },
): Promise<void> {
  const { id, endpointId } = delivery
  const attempt = delivery.attempts + 1
  const endpoint = await lockEndpoint(tx, endpointId, undefined).catch(() => null)
  const { statusCode, error, body, durationMs } = answer
  await insertAttempt(tx, {
    deliveryId: id,
    number: attempt,
    at: now,
    url: delivery.endpoint.url,
    statusCode,
    error,
    responseBody: body,
    durationMs,
  })
  const last = { lastStatusCode: statusCode, lastError: error }
  if (error === null) {
    await concludeAttempt(tx, { id, attempt, data: { ...last, status: 'SUCCEEDED', nextAttemptAt: null } })
    if (endpoint?.failingSince) await updateEndpoint(tx, endpointId, { failingSince: null, holdUntil: null })
    return
  }
  const step = delivery.step + 1
  const next = nextAttemptAt({ step, now, random: Math.random() })
  await concludeAttempt(tx, {
    id,
    attempt,
    data: { ...last, step, nextAttemptAt: next, status: next ? 'PENDING' : 'FAILED' },
  })
  if (endpoint?.status === 'ENABLED') await reactToFailure(tx, { endpoint, answer, now })
}

/** What a failure means for the endpoint: held for a while after silence, switched off when it is gone or fails for days. */
async function reactToFailure(
  tx: Transaction,
  { endpoint, answer, now }: { endpoint: WebhookEndpointWithSecrets; answer: Answer; now: Date },
): Promise<void> {
  const failingSince = endpoint.failingSince ?? now
  const actor = systemActor('Webhook delivery')
  if (answer.statusCode === GONE) return disableEndpoint(tx, { endpoint, reason: 'GONE', failingSince, actor, now })
  if (now.getTime() - failingSince.getTime() >= DISABLE_AFTER_MS)
    return disableEndpoint(tx, { endpoint, reason: 'FAILING', failingSince, actor, now })
  const holdUntil = UNREACHABLE.has(answer.error) ? new Date(now.getTime() + HOLD_MS) : endpoint.holdUntil
  await updateEndpoint(tx, endpoint.id, { failingSince, holdUntil })
}
