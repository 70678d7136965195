import { inTransaction } from '@/lib/platform/db/client'
import { BillingError } from '@/lib/platform/errors'
import { log } from '@/lib/platform/log'
import { openSecret, sealedByPresentKey, sealSecret } from './sealed-secret'
import { findEndpointsSealedOtherwise, lockEndpoint, updateEndpoint } from './store'

const BATCH = 200

export interface Resealed {
  sealed: number
  /** The endpoints whose secret no key of the environment opens: nothing can be signed for them until theirs is rotated. */
  unreadable: string[]
}

/**
 * Seals what is stored in the open, or under a former key, with the present one: a minute after a change of keys the former
 * one is not needed any more. What cannot be opened is left, reported in the log, and stands in no other's way.
 */
export async function resealSecrets(): Promise<Resealed> {
  const unreadable: string[] = []
  let sealed = 0
  let after = ''
  for (;;) {
    const ids = await findEndpointsSealedOtherwise(sealedByPresentKey(), after, BATCH)
    for (const id of ids) {
      if (await reseal(id)) sealed += 1
      else unreadable.push(id)
    }
    if (ids.length < BATCH) break
    after = ids.at(-1)!
  }
  if (unreadable.length > 0)
    log.error({ endpointIds: unreadable }, 'no key opens the secrets of these webhook endpoints')
  return { sealed, unreadable }
}

/** False where a secret of it cannot be opened; the other one is sealed all the same. */
async function reseal(id: string): Promise<boolean> {
  try {
    return await inTransaction(async (tx) => {
      const stored = await lockEndpoint(tx, id, undefined)
      const [secret, previousSecret] = [sealAnew(stored.secret, id), sealAnew(stored.previousSecret, id)]
      await updateEndpoint(tx, id, { ...(secret && { secret }), ...(previousSecret && { previousSecret }) })
      return secret !== undefined && previousSecret !== undefined
    })
  } catch (error) {
    if (error instanceof BillingError && error.code === 'not_found') return true
    throw error
  }
}

/** Null where there is none, undefined where no key opens it. */
function sealAnew(stored: string | null, id: string): string | null | undefined {
  if (stored === null) return null
  try {
    return sealSecret(openSecret(stored, id), id)
  } catch {
    return undefined
  }
}
