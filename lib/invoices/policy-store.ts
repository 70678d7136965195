import type { Database } from '@/lib/platform/db/client'
import { selectRows } from '@/lib/platform/db/direct-sql'
import { Prisma } from '@/lib/platform/db/generated/client'
import { columnsOf } from '@/lib/platform/db/rows'

export type InvoicingPolicyRow = Omit<Prisma.InvoicingPolicyGetPayload<object>, 'id'>

const { id: _id, ...fields } = Prisma.InvoicingPolicyScalarFieldEnum
const columns = columnsOf(fields)

export async function findPolicy(tx: Database): Promise<InvoicingPolicyRow | null> {
  const [row] = await selectRows<InvoicingPolicyRow>(
    tx,
    Prisma.sql`SELECT ${columns} FROM invoicing_policy WHERE id = 1`,
  )
  return row ?? null
}

export async function savePolicy(tx: Database, policy: InvoicingPolicyRow): Promise<void> {
  await tx.invoicingPolicy.upsert({ where: { id: 1 }, create: { id: 1, ...policy }, update: policy })
}
