import { db, type Database } from '@/lib/platform/db/client'
import type { Prisma } from '@/lib/platform/db/generated/client'

export type DunningPolicyRow = Omit<Prisma.DunningPolicyGetPayload<object>, 'id'>

export async function findPolicy(tx: Database = db): Promise<DunningPolicyRow | null> {
  return tx.dunningPolicy.findUnique({ where: { id: 1 }, omit: { id: true } })
}

export async function savePolicy(tx: Database, policy: DunningPolicyRow): Promise<void> {
  await tx.dunningPolicy.upsert({ where: { id: 1 }, create: { id: 1, ...policy }, update: policy })
}
