import { db } from '@/lib/platform/db/client'
import type { Prisma } from '@/lib/platform/db/generated/client'

export type MeterRow = Prisma.MeterGetPayload<object>

/** All meters, and how many days late an event may come. */
export async function findUsageRules(): Promise<{ meters: MeterRow[]; lateDays: number | undefined }> {
  const [meters, policy] = await Promise.all([
    db.meter.findMany({ orderBy: { position: 'asc' } }),
    db.billingPolicy.findUnique({ where: { id: 1 }, select: { lateUsageDays: true } }),
  ])
  return { meters, lateDays: policy?.lateUsageDays }
}

/** Those of the ids that are customers. */
export async function findCustomerIds(ids: string[]): Promise<string[]> {
  const rows = await db.customer.findMany({ where: { id: { in: ids } }, select: { id: true } })
  return rows.map(({ id }) => id)
}
