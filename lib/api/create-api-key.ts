import type { Actor } from '@/lib/audit/actor'
import { recordAudit } from '@/lib/audit/record-audit'
import { getCustomer } from '@/lib/customers/read-customers'
import { wallClock } from '@/lib/platform/clock'
import { inTransaction } from '@/lib/platform/db/client'
import { invalid } from '@/lib/platform/errors'
import { newId } from '@/lib/platform/id'
import type { NewKey } from './schemas'
import { MEASURING_SCOPES, STAFF_SCOPES } from './scopes'
import { newSecret } from './secret'
import { insertApiKey, type ApiKeyRow } from './store'

const DAY_MS = 24 * 60 * 60 * 1000

/**
 * Makes a key of a customer, or (customerId null) of our own staff. The secret is in the answer and nowhere else: it cannot
 * be shown again. Keys live by the wall clock, as sessions do. Throws scope_not_allowed, not_found.
 */
export async function createApiKey({
  customerId,
  key: { name, scopes, expiresInDays },
  actor,
  now,
}: {
  customerId: string | null
  key: NewKey
  actor: Actor
  now: Date
}): Promise<{ key: ApiKeyRow; secret: string }> {
  const forbidden = customerId === null ? undefined : scopes.find((scope) => STAFF_SCOPES.includes(scope))
  const measuring = actor.type === 'member' ? scopes.find((scope) => MEASURING_SCOPES.includes(scope)) : undefined
  if (measuring)
    throw invalid('scope_not_allowed', `Ask us for a key with ${measuring}: it decides what is paid.`, {
      scope: measuring,
    })
  if (forbidden) throw invalid('scope_not_allowed', `A customer’s key cannot hold ${forbidden}.`, { scope: forbidden })
  const { secret, prefix, hash } = newSecret()
  const createdAt = wallClock()
  return inTransaction(async (tx) => {
    if (customerId !== null) await getCustomer(customerId, tx)
    const key = await insertApiKey(tx, {
      id: newId('key'),
      customerId,
      name,
      prefix,
      secretHash: hash,
      scopes: [...new Set(scopes)],
      createdBy: actor.label,
      createdAt,
      expiresAt: expiresInDays === null ? null : new Date(createdAt.getTime() + expiresInDays * DAY_MS),
    })
    await recordAudit(tx, now, {
      actor,
      action: 'api_key.create',
      customerId,
      target: { type: 'api_key', id: key.id },
      data: { name, prefix, scopes: key.scopes.join(' '), expiresAt: key.expiresAt?.toISOString() ?? null },
    })
    return { key, secret }
  })
}
