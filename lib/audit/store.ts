import type { Prisma } from '@/lib/platform/db/generated/client'
import { db, type Database } from '@/lib/platform/db/client'

export type AuditEntryRow = Prisma.AuditEntryGetPayload<object>

export function insertAuditEntries(tx: Database, rows: Prisma.AuditEntryCreateManyInput[]) {
  return tx.auditEntry.createMany({ data: rows })
}

export function findAuditEntries({
  customerId,
  limit,
}: {
  customerId?: string
  limit: number
}): Promise<AuditEntryRow[]> {
  return db.auditEntry.findMany({ where: { customerId }, orderBy: [{ at: 'desc' }, { id: 'desc' }], take: limit })
}
