import type { Actor } from '@/lib/audit/actor'
import { recordAudit } from '@/lib/audit/record-audit'
import { wallClock } from '@/lib/platform/clock'
import { inTransaction } from '@/lib/platform/db/client'
import { conflict } from '@/lib/platform/errors'
import { forgetKeys } from './authorize-api'
import { newSecret } from './secret'
import { lockApiKey, updateApiKey, type ApiKeyRow } from './store'

const HOUR_MS = 60 * 60 * 1000

/**
 * Gives a key a new secret. The one before is taken for `overlapHours` more, so that programs can change over; one that an
 * earlier rotation still allowed ends now. Throws not_found, api_key_revoked.
 */
export async function rotateApiKey({
  keyId,
  customerId,
  overlapHours,
  actor,
  now,
}: {
  keyId: string
  customerId: string | null
  overlapHours: number
  actor: Actor
  now: Date
}): Promise<{ key: ApiKeyRow; secret: string }> {
  const { secret, prefix, hash } = newSecret()
  const rotated = await inTransaction(async (tx) => {
    const before = await lockApiKey(tx, { id: keyId, customerId })
    if (before.revokedAt) throw conflict('api_key_revoked', 'This key was revoked. Create a new one.')
    const previousValidUntil = new Date(wallClock().getTime() + overlapHours * HOUR_MS)
    const key = await updateApiKey(tx, keyId, {
      prefix,
      secretHash: hash,
      previousHash: overlapHours > 0 ? before.secretHash : null,
      previousValidUntil: overlapHours > 0 ? previousValidUntil : null,
    })
    await recordAudit(tx, now, {
      actor,
      action: 'api_key.rotate',
      customerId,
      target: { type: 'api_key', id: keyId },
      data: { name: key.name, before: before.prefix, prefix, overlapHours },
    })
    return key
  })
  forgetKeys()
  return { key: rotated, secret }
}
