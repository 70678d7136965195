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
    source: 'credit_note' | 'refund_failed' | 'overpayment' | 'manual'
    sourceId: string
    expiresAt?: Date | null
    note?: string
    now: Date
  },
): Promise<string> {
  const { now, amount, ...facts } = grant
  const id = newId('crd')
  await insertGrant(tx, { id, ...facts, amount, remaining: amount, grantedAt: now })
  return id
}
