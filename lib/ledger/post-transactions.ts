import { newId } from '@/lib/platform/id'
import type { Database } from '@/lib/platform/db/client'
import type { LedgerEntry } from '@/lib/engine/ledger'
import { insertLedgerTransactions } from './store'

export interface LedgerPosting {
  /** The business event, e.g. `invoice.finalized`. */
  kind: string
  /** What it happened to; (kind, sourceId) is posted once. */
  sourceId: string
  customerId: string | null
  entries: LedgerEntry[]
}

/** Posts balanced transactions in the caller's transaction; what is already posted is left alone. */
export async function postTransactions(tx: Database, occurredAt: Date, postings: LedgerPosting[]): Promise<void> {
  const withEntries = postings.filter((posting) => posting.entries.length > 0)
  if (withEntries.length === 0) return
  const transactions = withEntries.map(({ kind, sourceId, customerId }) => ({
    id: newId('ltx'),
    kind,
    sourceId,
    customerId,
    occurredAt,
  }))
  const entries = withEntries.flatMap((posting, i) =>
    posting.entries.map((entry, position) => ({ transactionId: transactions[i]!.id, position, ...entry })),
  )
  await insertLedgerTransactions(tx, transactions, entries)
}
