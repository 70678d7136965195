import { recordAudit } from '@/lib/audit/record-audit'
import { inTransaction } from '@/lib/platform/db/client'
import { sealSecret } from './sealed-secret'
import { newSecret } from './sign-message'
import { lockEndpoint, updateEndpoint } from './store'
import type { EndpointCommand } from './update-endpoint'

const HOUR_MS = 60 * 60 * 1000

/**
 * Gives an endpoint a new secret and returns it: the only time it is shown. For `overlapHours` each message carries a
 * signature by the one before too, so that receivers can change over; 0 when it has leaked. Throws not_found.
 */
export async function rotateSecret({
  endpointId,
  within,
  overlapHours,
  actor,
  now,
}: EndpointCommand & { overlapHours: number }): Promise<{ secret: string; previousUntil: Date | null }> {
  const secret = newSecret()
  const previousUntil = overlapHours > 0 ? new Date(now.getTime() + overlapHours * HOUR_MS) : null
  await inTransaction(async (tx) => {
    const before = await lockEndpoint(tx, endpointId, within)
    await updateEndpoint(tx, endpointId, {
      secret: sealSecret(secret, endpointId),
      previousSecret: previousUntil ? before.secret : null,
      previousSecretUntil: previousUntil,
    })
    await recordAudit(tx, now, {
      actor,
      action: 'webhook_endpoint.rotate_secret',
      customerId: before.customerId,
      target: { type: 'webhook_endpoint', id: endpointId },
      data: { url: before.url, previousUntil: previousUntil?.toISOString() ?? null },
    })
  })
  return { secret, previousUntil }
}
