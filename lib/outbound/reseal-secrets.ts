import { inTransaction } from '@/lib/platform/db/client'
import { log } from '@/lib/platform/log'
import { openSecret, sealedByPresentKey, sealSecret } from './sealed-secret'
import { findEndpointsSealedOtherwise, lockEndpoint, updateEndpoint } from './store'

const BATCH = 200

/**
 * Seals what is stored in the open, or under a former key, with the present one: a minute after a change of keys the former
 * one is not needed any more. Returns how many endpoints it changed; one that cannot be opened is logged and left.
 */
export async function resealSecrets(): Promise<number> {
  const ids = await findEndpointsSealedOtherwise(sealedByPresentKey(), BATCH)
  let sealed = 0
  for (const id of ids) {
    try {
      await inTransaction(async (tx) => {
        const { secret, previousSecret } = await lockEndpoint(tx, id, undefined)
        const anew = (stored: string) => sealSecret(openSecret(stored, id), id)
        await updateEndpoint(tx, id, { secret: anew(secret), previousSecret: previousSecret && anew(previousSecret) })
      })
      sealed += 1
    } catch (error) {
      log.error({ err: error, endpointId: id }, 'the secret of a webhook endpoint could not be sealed anew')
    }
  }
  return sealed
}
