import { db, type Database } from '@/lib/platform/db/client'
import { selectRows } from '@/lib/platform/db/direct-sql'
import { Prisma } from '@/lib/platform/db/generated/client'
import { columnsOf } from '@/lib/platform/db/rows'

export type BillingPolicyRow = Omit<Prisma.BillingPolicyGetPayload<object>, 'id'>

const { id: _id, ...fields } = Prisma.BillingPolicyScalarFieldEnum
const columns = columnsOf(fields)

export async function findPolicy(tx: Database = db): Promise<BillingPolicyRow | null> {
  const [row] = await selectRows<BillingPolicyRow>(tx, Prisma.sql`SELECT ${columns} FROM billing_policy WHERE id = 1`)
  return row ?? null
}

export async function savePolicy(tx: Database, policy: BillingPolicyRow): Promise<void> {
  await tx.billingPolicy.upsert({ where: { id: 1 }, create: { id: 1, ...policy }, update: policy })
}
