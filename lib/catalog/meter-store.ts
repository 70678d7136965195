import { db, type Database } from '@/lib/platform/db/client'
import type { Prisma } from '@/lib/platform/db/generated/client'

export type MeterRow = Prisma.MeterGetPayload<object>
export type OveragePriceRow = Prisma.OveragePriceGetPayload<object>
export type AllowanceRow = Prisma.AllowanceGetPayload<object>

export async function findMeters(tx: Database = db): Promise<MeterRow[]> {
  return tx.meter.findMany({ orderBy: [{ position: 'asc' }, { code: 'asc' }] })
}

export async function findMeter(code: string, tx: Database = db): Promise<MeterRow | null> {
  return tx.meter.findUnique({ where: { code } })
}

/** Whether anything was ever counted by it. */
export async function hasUsage(meterCode: string, tx: Database): Promise<boolean> {
  return (await tx.usageCounter.findFirst({ where: { meterCode }, select: { meterCode: true } })) !== null
}

export async function saveMeterRow(tx: Database, meter: Prisma.MeterUncheckedCreateInput): Promise<void> {
  await tx.meter.upsert({ where: { code: meter.code }, create: meter, update: meter })
}

export async function findPlanRow(id: string, tx: Database = db) {
  return tx.plan.findUnique({ where: { id } })
}

export async function findAllowance(
  where: { planId: string; meterCode: string },
  tx: Database,
): Promise<AllowanceRow | null> {
  return tx.allowance.findUnique({ where: { planId_meterCode: where } })
}

export async function deleteAllowance(tx: Database, where: { planId: string; meterCode: string }): Promise<void> {
  await tx.allowance.delete({ where: { planId_meterCode: where } })
}

/** Keeps what was included until now; of several changes at one instant, what it was before the first. */
export async function keepPastAllowance(tx: Database, row: Prisma.PastAllowanceCreateManyInput): Promise<void> {
  await tx.pastAllowance.createMany({ data: [row], skipDuplicates: true })
}

/** All versions of a price, newest first. */
export async function findOverageVersions(
  where: { planId: string; meterCode: string; currency?: string },
  tx: Database = db,
): Promise<OveragePriceRow[]> {
  return tx.overagePrice.findMany({ where, orderBy: { version: 'desc' } })
}

export async function closeOverageVersion(tx: Database, id: string, validTo: Date): Promise<void> {
  await tx.overagePrice.update({ where: { id }, data: { validTo } })
}

export async function insertOverageVersion(
  tx: Database,
  row: Prisma.OveragePriceUncheckedCreateInput,
): Promise<OveragePriceRow> {
  return tx.overagePrice.create({ data: row })
}

/** What these plans and add-ons say about meters, with what they said before. */
export async function findMeterFacts(tx: Database, planIds: string[]) {
  const where = { planId: { in: planIds } }
  const [meters, allowances, past, prices] = [
    await findMeters(tx),
    await tx.allowance.findMany({ where }),
    await tx.pastAllowance.findMany({ where, orderBy: { until: 'asc' } }),
    await tx.overagePrice.findMany({ where, orderBy: { version: 'asc' } }),
  ]
  return { meters, allowances, past, prices }
}
