import type { ApiKeyItem, ScopeItem } from '@/components/api-keys/key-state'
import { formatDate, formatDateTime } from '@/components/format/date-time'
import type { ApiKeyRow } from '@/lib/api/read-api-keys'
import { SCOPES, type Scope } from '@/lib/api/scopes'
import { wallClock } from '@/lib/platform/clock'

/** A key as its row shows it. Keys live by the machine's clock, whatever the sandbox's says. */
export function toApiKeyItem(key: ApiKeyRow, timeZone: string): ApiKeyItem {
  const now = wallClock()
  const { id, name, prefix, scopes, createdBy, expiresAt, previousValidUntil, revokedAt } = key
  const on = (at: Date | null) => at && formatDateTime(at, { timeZone })
  return {
    ...{ id, name, prefix, scopes, createdBy },
    createdOn: formatDate(key.createdAt, { timeZone }),
    lastUsedOn: on(key.lastUsedAt),
    expiresOn: on(expiresAt),
    oldUntil: previousValidUntil && previousValidUntil > now ? on(previousValidUntil) : null,
    state: revokedAt ? 'revoked' : expiresAt && expiresAt <= now ? 'expired' : 'active',
  }
}

export const toScopeItems = (scopes: readonly Scope[]): ScopeItem[] =>
  scopes.map((scope) => ({ scope, text: SCOPES[scope] }))
