import { type Database } from '@/lib/platform/db/client'
import type { Prisma } from '@/lib/platform/db/generated/client'

/**
 * Inserts transactions with their entries in two statements. A (kind, sourceId) that is already posted is left as it is,
 * and so are its entries: posting twice changes nothing.
 */
export async function insertLedgerTransactions(
  tx: Database,
  transactions: Prisma.LedgerTransactionCreateManyInput[],
  entries: Prisma.LedgerEntryCreateManyInput[],
): Promise<void> {
  const inserted = await tx.ledgerTransaction.createManyAndReturn({
    data: transactions,
    skipDuplicates: true,
    select: { id: true },
  })
  const fresh = new Set(inserted.map((row) => row.id))
  await tx.ledgerEntry.createMany({ data: entries.filter((entry) => fresh.has(entry.transactionId)) })
}
