import { listPriceVersions, type PriceRow } from '@/lib/catalog/read-catalog'
import { countOnPrices } from './lifecycle-store'

export { countMoves } from './price-move-store'

/** How many running subscriptions have this version of a price, and how many an older one. */
export async function countOnPriceVersions(
  price: Pick<PriceRow, 'id' | 'planId' | 'interval' | 'intervalCount' | 'currency'>,
): Promise<{ current: number; older: number }> {
  const versions = (await listPriceVersions(price)).map(({ id }) => id)
  const counts = await countOnPrices(versions)
  const total = [...counts.values()].reduce((sum, count) => sum + count, 0)
  const current = counts.get(price.id) ?? 0
  return { current, older: total - current }
}

/** How many running subscriptions have a plan, at any of its prices. */
export async function countOnPlan(priceIds: string[]): Promise<number> {
  return [...(await countOnPrices(priceIds)).values()].reduce((sum, count) => sum + count, 0)
}
