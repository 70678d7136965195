import { type Database } from '@/lib/platform/db/client'
import type { Prisma } from '@/lib/platform/db/generated/client'
import { insertRows } from '@/lib/platform/db/rows'

/**
 * Inserts transactions with their entries in two statements. A (kind, sourceId) that is already posted is left as it is,
 * and so are its entries: posting twice changes nothing.
 */
export async function insertLedgerTransactions(
  tx: Database,
  transactions: Prisma.LedgerTransactionCreateManyInput[],
  entries: Prisma.LedgerEntryCreateManyInput[],
): Promise<void> {
  const inserted = await insertRows(tx, { table: 'ledger_transaction', rows: transactions, skipDuplicates: true })
  const fresh = inserted === transactions.length ? null : await findPosted(tx, transactions)
  const rows = fresh ? entries.filter((entry) => fresh.has(entry.transactionId)) : entries
  await insertRows(tx, { table: 'ledger_entry', rows })
}

/** Which of these transactions are in the ledger under their own id, not as an earlier posting of the same event. */
async function findPosted(tx: Database, transactions: { id: string }[]): Promise<Set<string>> {
  const rows = await tx.ledgerTransaction.findMany({
    where: { id: { in: transactions.map(({ id }) => id) } },
    select: { id: true },
  })
  return new Set(rows.map(({ id }) => id))
}

/** The entries of one posted event; none if it was not posted. */
export async function findPostedEntries(
  tx: Database,
  { kind, sourceId }: { kind: string; sourceId: string },
): Promise<{ account: string; amount: bigint }[]> {
  return tx.ledgerEntry.findMany({
    where: { transaction: { kind, sourceId } },
    orderBy: { position: 'asc' },
    select: { account: true, amount: true },
  })
}
