import { db, type Database } from '@/lib/platform/db/client'
import type { Prisma } from '@/lib/platform/db/generated/client'

/** Everything that is or was sold: a contract may hold what is not on sale any more. */
export async function findWholeCatalogue(tx: Database = db) {
  const [plans, meters, features] = await Promise.all([
    tx.plan.findMany({
      include: {
        prices: true,
        features: true,
        allowances: true,
        pastAllowances: { orderBy: { until: 'asc' } },
        overagePrices: true,
      },
    }),
    tx.meter.findMany({ orderBy: { position: 'asc' } }),
    tx.feature.findMany({ orderBy: { position: 'asc' } }),
  ])
  return { plans, meters, features }
}

export type WholeCatalogue = Awaited<ReturnType<typeof findWholeCatalogue>>
export type CataloguePlan = WholeCatalogue['plans'][number]
export type MeterRow = Prisma.MeterGetPayload<object>
export type OveragePriceRow = Prisma.OveragePriceGetPayload<object>
