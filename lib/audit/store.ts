import type { Prisma } from '@/lib/platform/db/generated/client'
import { db, type Database } from '@/lib/platform/db/client'

export type AuditEntryRow = Prisma.AuditEntryGetPayload<object>

export function insertAuditEntries(tx: Database, rows: Prisma.AuditEntryCreateManyInput[]) {
  return tx.auditEntry.createMany({ data: rows })
}

export interface AuditSearch {
  query?: string
  /** First words of the action's name: `subscription`, `refund`. Empty = all. */
  nouns?: string[]
  actorTypes?: string[]
  page: number
  pageSize: number
}

export async function searchAuditRows({ query, nouns = [], actorTypes = [], page, pageSize }: AuditSearch) {
  const text = query?.trim()
  const where: Prisma.AuditEntryWhereInput = {
    AND: [
      nouns.length > 0 ? { OR: nouns.map((noun) => ({ action: { startsWith: `${noun}.` } })) } : {},
      actorTypes.length > 0 ? { actorType: { in: actorTypes } } : {},
      text
        ? {
            OR: [
              { actorLabel: { contains: text, mode: 'insensitive' } },
              { action: { contains: text, mode: 'insensitive' } },
              { targetId: text },
              { customerId: text },
            ],
          }
        : {},
    ],
  }
  const [rows, total] = await Promise.all([
    db.auditEntry.findMany({
      where,
      orderBy: [{ at: 'desc' }, { id: 'desc' }],
      skip: (page - 1) * pageSize,
      take: pageSize,
    }),
    db.auditEntry.count({ where }),
  ])
  return { rows, total }
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
