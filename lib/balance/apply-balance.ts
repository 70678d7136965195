import { applyBalance, type AppliedBalance } from '@/lib/engine/balance'
import { entriesForBalanceApplied, entriesForBalanceReleased } from '@/lib/engine/ledger'
import { postTransactions } from '@/lib/ledger/post-transactions'
import type { Database, Transaction } from '@/lib/platform/db/client'
import { newId } from '@/lib/platform/id'
import { findApplications, findGrants, insertApplication, releaseApplication } from './store'

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

/** What the balance paid of an invoice and was not given back; minor units. */
export async function paidFromBalance(tx: Database, invoiceId: string): Promise<bigint> {
  return (await findApplications(tx, invoiceId)).reduce((sum, { amount }) => sum + amount, 0n)
}

/**
 * Gives back what the balance paid of an invoice that is voided, to the very grants, and posts it. Returns how much. The
 * caller has locked the customer. A grant that expired meanwhile expires again with the next tick.
 */
export async function releaseBalance(
  tx: Transaction,
  { invoiceId, customerId, currency, now }: { invoiceId: string; customerId: string; currency: string; now: Date },
): Promise<bigint> {
  const applications = await findApplications(tx, invoiceId)
  for (const { id, grantId, amount } of applications) {
    await releaseApplication(tx, { id, grantId, amount, releasedAt: now })
    const entries = entriesForBalanceReleased({ currency, amount })
    await postTransactions(tx, now, [{ kind: 'balance.released', sourceId: id, customerId, entries }])
  }
  return applications.reduce((sum, { amount }) => sum + amount, 0n)
}
