import { db, type Database } from '@/lib/platform/db/client'
import type { Prisma } from '@/lib/platform/db/generated/client'

export type VatIdCheckRow = Prisma.VatIdCheckGetPayload<object>

export async function insertCheck(tx: Database, row: Prisma.VatIdCheckUncheckedCreateInput): Promise<VatIdCheckRow> {
  return tx.vatIdCheck.create({ data: row })
}

/** The newest answer about this id, whoever of the customer's people asked, not older than `since`. */
export async function findAnswer(
  tx: Database,
  { customerId, vatId, since }: { customerId: string; vatId: string; since: Date },
): Promise<VatIdCheckRow | null> {
  return tx.vatIdCheck.findFirst({
    where: { customerId, vatId, outcome: { not: 'UNAVAILABLE' }, checkedAt: { gte: since } },
    orderBy: { checkedAt: 'desc' },
  })
}

/** What VIES was asked for a customer, newest first. */
export async function findChecks(customerId: string, limit: number): Promise<VatIdCheckRow[]> {
  return db.vatIdCheck.findMany({ where: { customerId }, orderBy: { checkedAt: 'desc' }, take: limit })
}
