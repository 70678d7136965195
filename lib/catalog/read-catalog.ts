import { invalid } from '@/lib/platform/errors'
import type { Database } from '@/lib/platform/db/client'
import { findPrice, type PriceRow } from './store'

export {
  findActiveAddOns as listAddOns,
  findActivePlans as listPlans,
  findAddOnPrices as getAddOnPrices,
  findFeatures as listFeatures,
  findLegalEntity as getLegalEntity,
  findPlansToSync as listPlansWithPrices,
  findPlansWithMinimum as plansWithMinimum,
  findPrices as getPrices,
  findPriceVersions as listPriceVersions,
  type PriceRow,
} from './store'

/** A price that can be sold today. Throws price_not_available for an unknown or retired one. */
export async function getSellablePrice(priceId: string, tx?: Database): Promise<PriceRow> {
  const price = await findPrice(priceId, tx)
  if (!price || !price.active || !price.plan.active)
    throw invalid('price_not_available', 'This price is not on sale.', { priceId })
  return price
}
