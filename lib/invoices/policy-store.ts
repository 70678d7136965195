import type { Database } from '@/lib/platform/db/client'
import type { Prisma } from '@/lib/platform/db/generated/client'

export type InvoicingPolicyRow = Omit<Prisma.InvoicingPolicyGetPayload<object>, 'id'>

export async function findPolicy(tx: Database): Promise<InvoicingPolicyRow | null> {
  return tx.invoicingPolicy.findUnique({ where: { id: 1 }, omit: { id: true } })
}

export async function savePolicy(tx: Database, policy: InvoicingPolicyRow): Promise<void> {
  await tx.invoicingPolicy.upsert({ where: { id: 1 }, create: { id: 1, ...policy }, update: policy })
}
