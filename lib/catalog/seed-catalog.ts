import { inTransaction } from '@/lib/platform/db/client'
import { newId } from '@/lib/platform/id'
import { addOns, features, legalEntity, meters, plans } from './default-catalog'
import { overagePrices } from './default-overage'
import {
  insertOverageIfMissing,
  insertPriceIfMissing,
  upsertAllowance,
  upsertFeature,
  upsertLegalEntity,
  upsertMeter,
  upsertPlan,
  upsertPlanFeature,
} from './store'

/** Writes the default catalogue; run again it changes nothing (prices are immutable, the rest is upserted). */
export async function seedCatalog(now: Date): Promise<void> {
  await inTransaction(async (tx) => {
    await upsertLegalEntity(tx, legalEntity)
    for (const [position, feature] of features.entries()) await upsertFeature(tx, { ...feature, position })
    for (const [position, meter] of meters.entries()) await upsertMeter(tx, { ...meter, position })
    const sold = [...plans, ...addOns.map((addOn) => ({ ...addOn, kind: 'ADD_ON' as const, features: {} }))]
    for (const { prices, features: planFeatures, allowances, ...plan } of sold) {
      const { id: planId } = await upsertPlan(tx, { id: newId('plan'), ...plan })
      for (const price of prices)
        await insertPriceIfMissing(tx, { id: newId('price'), planId, createdAt: now, ...price })
      for (const [featureCode, value] of Object.entries(planFeatures))
        await upsertPlanFeature(tx, { planId, featureCode, value })
      for (const [meterCode, allowance] of Object.entries(allowances))
        await upsertAllowance(tx, { planId, meterCode, ...allowance })
      for (const { meter: meterCode, model } of overagePrices.filter((each) => each.plan === plan.code))
        await insertOverageIfMissing(tx, {
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
