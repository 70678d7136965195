import { inTransaction } from '@/lib/platform/db/client'
import { newId } from '@/lib/platform/id'
import { addOns, features, legalEntity, meters, plans } from './default-catalog'
import { overagePrices } from './default-overage'
import {
  insertAllowance,
  insertMeterIfMissing,
  insertOverage,
  insertPriceIfMissing,
  planExists,
  upsertFeature,
  upsertLegalEntity,
  upsertPlan,
  upsertPlanFeature,
} from './store'

/**
 * Writes the default catalogue. Run again it adds what is new in it and changes nothing that staff decide: prices, meters, and
 * what the plans that are there include.
 */
export async function seedCatalog(now: Date): Promise<void> {
  await inTransaction(async (tx) => {
    await upsertLegalEntity(tx, legalEntity)
    for (const [position, feature] of features.entries()) await upsertFeature(tx, { ...feature, position })
    for (const [position, meter] of meters.entries()) await insertMeterIfMissing(tx, { ...meter, position })
    const sold = [...plans, ...addOns.map((addOn) => ({ ...addOn, kind: 'ADD_ON' as const, features: {} }))]
    for (const { prices, features: planFeatures, allowances, ...plan } of sold) {
      const isNew = !(await planExists(tx, plan.code))
      const { id: planId } = await upsertPlan(tx, { id: newId('plan'), ...plan })
      for (const price of prices)
        await insertPriceIfMissing(tx, { id: newId('price'), planId, createdAt: now, ...price })
      for (const [featureCode, value] of Object.entries(planFeatures))
        await upsertPlanFeature(tx, { planId, featureCode, value })
      if (!isNew) continue
      for (const [meterCode, allowance] of Object.entries(allowances))
        await insertAllowance(tx, { planId, meterCode, ...allowance })
      for (const { meter: meterCode, model } of overagePrices.filter((each) => each.plan === plan.code))
        await insertOverage(tx, {
          id: newId('ovp'),
          planId,
          meterCode,
          currency: 'EUR',
          model,
          version: 1,
          validFrom: now,
        })
    }
  })
}
