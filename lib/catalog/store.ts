import type { UsageModel } from '@/lib/engine/usage-pricing'
import { db, type Database } from '@/lib/platform/db/client'
import { selectRows } from '@/lib/platform/db/direct-sql'
import { Prisma } from '@/lib/platform/db/generated/client'
import { arrayLiteral, columnsOf } from '@/lib/platform/db/rows'
import { MEASURE } from './measure'
import type { Plan, PlanOverage, ProcessorRefs } from './types'

const planWithAll = {
  prices: { where: { active: true }, orderBy: { interval: 'asc' } },
  features: { include: { feature: true } },
  allowances: { include: { meter: true } },
  overagePrices: { where: { validTo: null } },
} satisfies Prisma.PlanInclude

const priceWithPlan = { plan: true } satisfies Prisma.PriceInclude
export type PriceRow = Prisma.PriceGetPayload<{ include: typeof priceWithPlan }>

type PlanRow = Prisma.PlanGetPayload<{ include: typeof planWithAll }>

const toPlan = (row: PlanRow): Plan => ({
  id: row.id,
  code: row.code,
  name: row.name,
  description: row.description,
  rank: row.rank,
  trialDays: row.trialDays,
  maxQuantity: row.maxQuantity,
  prices: row.prices.map(({ id, interval, currency, unitAmount }) => ({ id, interval, currency, unitAmount })),
  features: row.features
    .sort((a, b) => a.feature.position - b.feature.position)
    .map(({ feature, value }) => ({ code: feature.code, name: feature.name, description: feature.description, value })),
  allowances: row.allowances
    .sort((a, b) => a.meter.position - b.meter.position)
    .map(({ meter, included, hard }) => ({
      meter: meter.code,
      name: meter.name,
      unit: meter.unit,
      measure: MEASURE[meter.aggregation],
      included,
      hard,
      overage: overageOf(row, meter.code),
    })),
})

function overageOf({ overagePrices, prices }: PlanRow, meterCode: string): PlanOverage | null {
  const currency = prices[0]?.currency
  const price = overagePrices.find((each) => each.meterCode === meterCode && each.currency === currency)
  if (!price) return null
  const { model, minimumAmount, maximumAmount, version } = price
  return { currency: price.currency, model: model as UsageModel, minimumAmount, maximumAmount, version }
}

async function findActive(kind: 'PLAN' | 'ADD_ON'): Promise<Plan[]> {
  const rows = await db.plan.findMany({ where: { active: true, kind }, orderBy: { rank: 'asc' }, include: planWithAll })
  return rows.map(toPlan)
}

export const findActivePlans = (): Promise<Plan[]> => findActive('PLAN')
export const findActiveAddOns = (): Promise<Plan[]> => findActive('ADD_ON')

/** Add-ons on sale in the same rhythm and currency as a price, by their plan's id. */
export async function findAddOnPrices(
  { interval, intervalCount, currency }: Pick<PriceRow, 'interval' | 'intervalCount' | 'currency'>,
  tx: Database = db,
): Promise<Map<string, PriceRow>> {
  const rows = await tx.price.findMany({
    where: { interval, intervalCount, currency, active: true, plan: { kind: 'ADD_ON', active: true } },
    include: priceWithPlan,
    orderBy: { version: 'asc' },
  })
  return new Map(rows.map((row) => [row.planId, row]))
}

export async function findFeatures() {
  return db.feature.findMany({ orderBy: { position: 'asc' } })
}

export async function findPrice(id: string, tx: Database = db): Promise<PriceRow | null> {
  return tx.price.findUnique({ where: { id }, include: priceWithPlan })
}

const columns = {
  price: columnsOf(Prisma.PriceScalarFieldEnum),
  plan: columnsOf(Prisma.PlanScalarFieldEnum),
  legalEntity: columnsOf(Prisma.LegalEntityScalarFieldEnum),
}

export async function findPrices(ids: string[], tx: Database = db): Promise<Map<string, PriceRow>> {
  if (ids.length === 0) return new Map()
  const prices = await selectRows<PriceRow>(
    tx,
    Prisma.sql`SELECT ${columns.price} FROM price WHERE id = ANY(${arrayLiteral(ids)}::text[])`,
  )
  const planIds = [...new Set(prices.map(({ planId }) => planId))]
  const plans = await selectRows<PriceRow['plan']>(
    tx,
    Prisma.sql`SELECT ${columns.plan} FROM plan WHERE id = ANY(${arrayLiteral(planIds)}::text[])`,
  )
  const planOf = new Map(plans.map((plan) => [plan.id, plan]))
  return new Map(prices.map((price) => [price.id, { ...price, plan: planOf.get(price.planId)! }]))
}

/** Those of the plans and add-ons whose use costs something even where there is none, now or before. */
export async function findPlansWithMinimum(tx: Database, planIds: readonly string[]): Promise<Set<string>> {
  const rows = await selectRows<{ planId: string }>(
    tx,
    Prisma.sql`
    SELECT DISTINCT plan_id AS "planId" FROM overage_price
    WHERE plan_id = ANY(${arrayLiteral(planIds)}::text[]) AND minimum_amount > 0`,
  )
  return new Set(rows.map(({ planId }) => planId))
}

/** All versions of a price, newest first: the same plan, rhythm and currency. */
export async function findPriceVersions(
  { planId, interval, intervalCount, currency }: Pick<PriceRow, 'planId' | 'interval' | 'intervalCount' | 'currency'>,
  tx: Database = db,
): Promise<PriceRow[]> {
  return tx.price.findMany({
    where: { planId, interval, intervalCount, currency },
    orderBy: { version: 'desc' },
    include: priceWithPlan,
  })
}

/** Two versions published at once wait for each other here. */
export async function lockPlan(tx: Database, planId: string): Promise<void> {
  await tx.$queryRaw`SELECT id FROM plan WHERE id = ${planId} FOR UPDATE`
}

export async function retirePrices(tx: Database, ids: string[]): Promise<void> {
  await tx.price.updateMany({ where: { id: { in: ids } }, data: { active: false } })
}

export async function insertPriceVersion(tx: Database, data: Prisma.PriceUncheckedCreateInput): Promise<void> {
  await tx.price.create({ data })
}

export async function findLegalEntity(tx: Database = db): Promise<Prisma.LegalEntityGetPayload<object>> {
  const [row] = await selectRows<Prisma.LegalEntityGetPayload<object>>(
    tx,
    Prisma.sql`SELECT ${columns.legalEntity} FROM legal_entity ORDER BY id LIMIT 1`,
  )
  if (!row) throw new Error('There is no legal entity yet: the catalogue is to be set up first.')
  return row
}

export async function findPlansToSync() {
  return db.plan.findMany({ orderBy: { rank: 'asc' }, include: { prices: true } })
}

export async function savePlanRefs(id: string, processorRefs: ProcessorRefs) {
  await db.plan.update({ where: { id }, data: { processorRefs } })
}

export async function savePriceRefs(id: string, processorRefs: ProcessorRefs) {
  await db.price.update({ where: { id }, data: { processorRefs } })
}

export async function upsertFeature(tx: Database, data: Prisma.FeatureCreateInput) {
  await tx.feature.upsert({ where: { code: data.code }, create: data, update: data })
}

export async function insertMeterIfMissing(tx: Database, data: Prisma.MeterCreateInput) {
  await tx.meter.createMany({ data: [data], skipDuplicates: true })
}

export async function planExists(tx: Database, code: string): Promise<boolean> {
  return (await tx.plan.count({ where: { code } })) > 0
}

export async function upsertPlan(tx: Database, data: Prisma.PlanCreateInput) {
  const { id: _id, ...changes } = data
  return tx.plan.upsert({ where: { code: data.code }, create: data, update: changes })
}

export async function upsertPlanFeature(tx: Database, data: Prisma.PlanFeatureUncheckedCreateInput) {
  const { planId, featureCode } = data
  await tx.planFeature.upsert({ where: { planId_featureCode: { planId, featureCode } }, create: data, update: data })
}

export async function insertAllowance(tx: Database, data: Prisma.AllowanceUncheckedCreateInput) {
  await tx.allowance.create({ data })
}

export async function upsertAllowance(tx: Database, data: Prisma.AllowanceUncheckedCreateInput) {
  const { planId, meterCode } = data
  await tx.allowance.upsert({ where: { planId_meterCode: { planId, meterCode } }, create: data, update: data })
}

/** Prices are immutable: one that exists stays as it is. */
export async function insertPriceIfMissing(tx: Database, data: Prisma.PriceUncheckedCreateInput) {
  await tx.price.createMany({ data: [data], skipDuplicates: true })
}

export async function insertOverage(
  tx: Database,
  { model, ...data }: Omit<Prisma.OveragePriceUncheckedCreateInput, 'model'> & { model: UsageModel },
) {
  await tx.overagePrice.create({ data: { ...data, model: model as object } })
}

export async function upsertLegalEntity(tx: Database, data: Prisma.LegalEntityCreateInput) {
  await tx.legalEntity.upsert({ where: { id: data.id }, create: data, update: {} })
}
