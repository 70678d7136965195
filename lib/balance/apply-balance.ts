import { applyBalance, type AppliedBalance } from '@/lib/engine/balance'
import { entriesForBalanceApplied } from '@/lib/engine/ledger'
import { postTransactions } from '@/lib/ledger/post-transactions'
import type { Database } from '@/lib/platform/db/client'
import { newId } from '@/lib/platform/id'
import { findGrants, insertApplication } from './store'

interface Due {
  customerId: string
  currency: string
  amountDue: bigint
  now: Date
}

/** What the customer's credit would pay of an amount, oldest first. Reads only. */
export async function previewBalance(
  tx: Database,
  { customerId, currency, amountDue, now }: Due,
): Promise<AppliedBalance> {
  const grants = await findGrants(tx, { customerId, currency })
  return applyBalance({ amountDue, grants, at: now })
}

/**
 * Uses the customer's credit for an invoice, oldest first, and posts it. Returns how much; the caller counts it on the
 * invoice and has locked the customer.
 */
export async function payFromBalance(tx: Database, due: Due & { invoiceId: string }): Promise<bigint> {
  const { invoiceId, customerId, currency, now } = due
  const { applied, amountApplied } = await previewBalance(tx, due)
  for (const { grantId, amount } of applied) {
    const id = newId('cra')
    await insertApplication(tx, { id, grantId, invoiceId, amount, appliedAt: now })
    const entries = entriesForBalanceApplied({ currency, amount })
    await postTransactions(tx, now, [{ kind: 'balance.applied', sourceId: id, customerId, entries }])
  }
  return amountApplied
}
