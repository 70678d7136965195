import type { Actor } from '@/lib/audit/actor'
import { recordAudit } from '@/lib/audit/record-audit'
import { wallClock } from '@/lib/platform/clock'
import { inTransaction } from '@/lib/platform/db/client'
import { forgetKeys } from './authorize-api'
import { lockApiKey, updateApiKey, type ApiKeyRow } from './store'

/** Ends a key, with the secret before its last rotation: everywhere within seconds, and for good. Throws not_found. */
export async function revokeApiKey({
  keyId,
  customerId,
  actor,
  now,
}: {
  keyId: string
  customerId: string | null
  actor: Actor
  now: Date
}): Promise<ApiKeyRow> {
  const revoked = await inTransaction(async (tx) => {
    const before = await lockApiKey(tx, { id: keyId, customerId })
    if (before.revokedAt) return before
    const ended = { revokedAt: wallClock(), previousHash: null, previousValidUntil: null }
    const key = await updateApiKey(tx, keyId, ended)
    await recordAudit(tx, now, {
      actor,
      action: 'api_key.revoke',
      customerId,
      target: { type: 'api_key', id: keyId },
      data: { name: key.name, prefix: key.prefix },
    })
    return key
  })
  forgetKeys()
  return revoked
}
