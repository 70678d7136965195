import { isInVies } from '@/lib/engine/vat-id'
import { getLegalEntity } from '@/lib/catalog/read-catalog'
import { db } from '@/lib/platform/db/client'
import { newId } from '@/lib/platform/id'
import { rateLimit } from '@/lib/platform/rate-limit'
import { findAnswer, insertCheck, type VatIdCheckRow } from './store'
import { vatIdChecker } from './vat-id-checker'

const HOUR = 60 * 60 * 1000
/** Within this an answer is given again rather than asked for: typing, saving and paying are one occasion. */
const SAME_OCCASION = 24 * HOUR

const lookUps = rateLimit({ name: 'vies', points: 30, seconds: 60 * 60 })

/**
 * Asks VIES about an id, for a customer, and keeps the answer as evidence; one of the last 24 hours is reused. Null for
 * ids that VIES does not know about (Switzerland's, Great Britain's). Changes nothing else. No transaction may be open.
 * `limited` counts the question against the customer's 30 an hour; throws too_many_attempts beyond.
 */
export async function lookUpVatId({
  customerId,
  vatId,
  now,
  timeoutMs = 10_000,
  limited = false,
  reuse = true,
}: {
  customerId: string
  vatId: string
  now: Date
  timeoutMs?: number
  limited?: boolean
  /** False: ask anew. */
  reuse?: boolean
}): Promise<VatIdCheckRow | null> {
  if (!isInVies(vatId)) return null
  const since = new Date(now.getTime() - SAME_OCCASION)
  const known = reuse ? await findAnswer(db, { customerId, vatId, since }) : null
  if (known) return known
  if (limited) await lookUps.consume(customerId)
  const { vatId: requesterVatId } = await getLegalEntity()
  const answer = await vatIdChecker().check({ vatId, requesterVatId, timeoutMs })
  const row = { id: newId('vic'), customerId, vatId, requesterVatId, checkedAt: now }
  return insertCheck(db, { ...row, ...answer })
}
