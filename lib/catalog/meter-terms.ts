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
  for (const { planId, meterCode, included } of allowances)
    of(planId).allowances.set(meterCode, { included, formerly: [] })
  for (const { planId, meterCode, until, included } of past) {
    const known = of(planId).allowances
    // What was taken out of the plan is nothing from the next cycle on, and still counts for those that ran.
    const { included: present, formerly = [] } = known.get(meterCode) ?? { included: 0n }
    known.set(meterCode, { included: present, formerly: [...formerly, { until, included }] })
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
