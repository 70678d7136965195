import type { AllowanceFact, OverageVersion } from '@/lib/engine/metered-segments'
import type { Measure, UsageModel } from '@/lib/engine/usage-pricing'
import { db, type Database } from '@/lib/platform/db/client'
import { MEASURE } from './measure'
import { findMeterFacts } from './meter-store'

/** What plans and add-ons say about meters, as billing sees it. */
export interface MeterTerms {
  meters: { code: string; name: string; unit: string; measure: Measure }[]
  /** By plan. */
  plans: Map<string, PlanTerms>
}

export interface PlanTerms {
  /** By meter. */
  allowances: Map<string, AllowanceFact>
  overagePrices: Map<string, (OverageVersion & { currency: string })[]>
}

/** The meters, and the terms of these plans and add-ons now and before: four reads, whatever their number. */
export async function listMeterTerms(planIds: string[], tx: Database = db): Promise<MeterTerms> {
  const { meters, allowances, past, prices } = await findMeterFacts(tx, planIds)
  const plans = new Map<string, PlanTerms>()
  const of = (planId: string): PlanTerms => {
    const terms = plans.get(planId) ?? { allowances: new Map(), overagePrices: new Map() }
    plans.set(planId, terms)
    return terms
  }
  for (const { planId, meterCode, included } of allowances) {
    const formerly = past.filter((row) => row.planId === planId && row.meterCode === meterCode)
    of(planId).allowances.set(meterCode, {
      included,
      formerly: formerly.map((row) => ({ until: row.until, included: row.included })),
    })
  }
  for (const { planId, meterCode, model, ...version } of prices) {
    const versions = of(planId).overagePrices
    const { minimumAmount, maximumAmount, validFrom, validTo, currency } = version
    const parsed = { model: model as UsageModel, minimumAmount, maximumAmount, validFrom, validTo, currency }
    versions.set(meterCode, [...(versions.get(meterCode) ?? []), parsed])
  }
  return {
    meters: meters.map(({ code, name, unit, aggregation }) => ({ code, name, unit, measure: MEASURE[aggregation] })),
    plans,
  }
}
