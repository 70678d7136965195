import { db, type Database } from '@/lib/platform/db/client'
import type { Prisma } from '@/lib/platform/db/generated/client'

export type BillingPolicyRow = Omit<Prisma.BillingPolicyGetPayload<object>, 'id'>

export async function findPolicy(tx: Database = db): Promise<BillingPolicyRow | null> {
  return tx.billingPolicy.findUnique({ where: { id: 1 }, omit: { id: true } })
}

export async function savePolicy(tx: Database, policy: BillingPolicyRow): Promise<void> {
  await tx.billingPolicy.upsert({ where: { id: 1 }, create: { id: 1, ...policy }, update: policy })
}
