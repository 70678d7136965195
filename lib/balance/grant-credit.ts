import type { Database } from '@/lib/platform/db/client'
import { newId } from '@/lib/platform/id'
import { insertGrant } from './store'

/**
 * Adds credit to a customer's balance. The ledger is the caller's: what grants it posts to customer_credit in the same
 * transaction. The same source grants once. Amount: positive minor units, with tax.
 */
export async function grantCredit(
  tx: Database,
  grant: {
    customerId: string
    currency: string
    amount: bigint
    source: 'credit_note' | 'refund_failed'
    sourceId: string
    now: Date
  },
): Promise<void> {
  const { now, amount, ...facts } = grant
  await insertGrant(tx, { id: newId('crd'), ...facts, amount, remaining: amount, grantedAt: now, expiresAt: null })
}
