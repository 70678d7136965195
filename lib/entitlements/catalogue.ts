import { findWholeCatalogue, type CataloguePlan, type MeterRow, type WholeCatalogue } from './catalogue-store'

export type { CataloguePlan, MeterRow, OveragePriceRow } from './catalogue-store'

/** The catalogue as the checks read it: by code and by price. */
export interface Catalogue {
  plans: readonly CataloguePlan[]
  planOfPrice: ReadonlyMap<string, CataloguePlan>
  priceById: ReadonlyMap<string, CataloguePlan['prices'][number]>
  meters: ReadonlyMap<string, MeterRow>
  features: ReadonlyMap<string, { code: string; name: string }>
}

let kept: Promise<Catalogue> | undefined
let keptVersion: string | undefined

/**
 * The catalogue in the version that the facts were read with. Each process keeps one copy; every change of what is sold
 * counts the version on in its own transaction, so a copy is never used beyond it.
 */
export async function catalogueOf(version: string): Promise<Catalogue> {
  if (!kept || keptVersion !== version) {
    keptVersion = version
    const reading = findWholeCatalogue().then(indexed)
    kept = reading
    reading.catch(() => {
      if (kept === reading) kept = undefined
    })
  }
  return kept
}

export function indexed({ plans, meters, features }: WholeCatalogue): Catalogue {
  const planOfPrice = new Map(plans.flatMap((plan) => plan.prices.map(({ id }) => [id, plan] as const)))
  const priceById = new Map(plans.flatMap((plan) => plan.prices.map((price) => [price.id, price] as const)))
  return {
    plans,
    planOfPrice,
    priceById,
    meters: new Map(meters.map((meter) => [meter.code, meter])),
    features: new Map(features.map((feature) => [feature.code, feature])),
  }
}

/** The copy there is, or a new one: for what may be a moment old. */
export const recentCatalogue = (): Promise<Catalogue> => kept ?? catalogueOf('')
