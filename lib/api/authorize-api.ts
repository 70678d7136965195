import { memberActor, staffActor } from '@/lib/auth/actors'
import { wallClock } from '@/lib/platform/clock'
import { BillingError, unauthenticated } from '@/lib/platform/errors'
import { log } from '@/lib/platform/log'
import type { ApiCaller } from './caller'
import { isScope, type Scope } from './scopes'
import { hashOf, looksLikeSecret } from './secret'
import { findKeyByHash, touchApiKey, type ApiKeyRow } from './store'

/** How long a process believes what it read of a key: a revoked one is refused everywhere within these seconds. */
export const KEY_CACHE_MS = 5_000
const TOUCH_EVERY_MS = 60_000
const MOST_CACHED = 10_000

interface KnownKey {
  key: ApiKeyRow | null
  caller: ApiCaller | null
  readAt: number
  touchedAt: number
}

const known = new Map<string, KnownKey>()

/**
 * The caller behind `Authorization: Bearer ck_…`, who holds `scope`. Throws unauthenticated (no key, an unknown, revoked
 * or expired one: always the same answer) and insufficient_scope.
 */
export async function authorizeApi(request: Request, scope: Scope): Promise<ApiCaller> {
  const secret = /^Bearer +(\S+)$/i.exec(request.headers.get('authorization') ?? '')?.[1]
  const caller = secret && looksLikeSecret(secret) ? await callerOf(hashOf(secret)) : null
  if (!caller) throw unauthenticated('Send a valid API key: Authorization: Bearer ck_…')
  if (!caller.scopes.includes(scope)) {
    throw new BillingError({
      kind: 'forbidden',
      code: 'insufficient_scope',
      message: `This API key does not hold the scope ${scope}.`,
      details: { scope },
    })
  }
  return caller
}

async function callerOf(hash: string): Promise<ApiCaller | null> {
  const now = wallClock()
  const cached = known.get(hash)
  const entry = cached && now.getTime() - cached.readAt < KEY_CACHE_MS ? cached : await read(hash, now)
  const { key, caller } = entry
  if (!key || !caller || !isValid(key, hash, now)) return null
  if (now.getTime() - entry.touchedAt >= TOUCH_EVERY_MS) {
    entry.touchedAt = now.getTime()
    touchApiKey(key.id, now).catch((error: unknown) => log.warn({ err: error }, 'last use of an API key not noted'))
  }
  return caller
}

async function read(hash: string, now: Date): Promise<KnownKey> {
  const key = await findKeyByHash(hash)
  const touchedAt = known.get(hash)?.touchedAt ?? 0
  const entry = { key, caller: key && toCaller(key), readAt: now.getTime(), touchedAt }
  // Forgetting the oldest is enough: this is no store, and strangers' guesses must not fill the memory.
  if (known.size >= MOST_CACHED) known.delete(known.keys().next().value!)
  known.set(hash, entry)
  return entry
}

function isValid(key: ApiKeyRow, hash: string, now: Date): boolean {
  if (key.revokedAt || (key.expiresAt && key.expiresAt <= now)) return false
  return key.secretHash === hash || (key.previousValidUntil !== null && key.previousValidUntil > now)
}

function toCaller({ id, customerId, name, scopes }: ApiKeyRow): ApiCaller {
  const as = customerId === null ? staffActor : memberActor
  return { keyId: id, customerId, scopes: scopes.filter(isScope), actor: as({ id, email: `API key “${name}”` }) }
}

/** Makes this process read keys anew: for a use-case that changed one, and for tests. */
export function forgetKeys(): void {
  known.clear()
}
