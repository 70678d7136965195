import { recordAudit } from '@/lib/audit/record-audit'
import type { Actor } from '@/lib/audit/actor'
import { inTransaction } from '@/lib/platform/db/client'
import { invalid } from '@/lib/platform/errors'
import { newId } from '@/lib/platform/id'
import { findPrice, findPriceVersions, insertPriceVersion, lockPlan, retirePrices, type PriceRow } from './store'

/**
 * Publishes a new version of a price: the same plan, rhythm and currency at another amount, on sale from now on. Versions
 * before it are retired; who has one keeps it until they are moved. Amount: minor units per period, as the price has tax.
 * Throws price_not_available, unit_amount_invalid, price_unchanged.
 */
export async function publishPrice({
  priceId,
  unitAmount,
  actor,
  now,
}: {
  priceId: string
  unitAmount: bigint
  actor: Actor
  now: Date
}): Promise<PriceRow> {
  return inTransaction(async (tx) => {
    const known = await findPrice(priceId, tx)
    if (!known) throw invalid('price_not_available', 'There is no such price.', { priceId })
    if (unitAmount < 0n) throw invalid('unit_amount_invalid', 'A price is at least 0.')
    await lockPlan(tx, known.planId)
    const versions = await findPriceVersions(known, tx)
    const newest = versions[0] ?? known
    if (newest.active && newest.unitAmount === unitAmount)
      throw invalid('price_unchanged', 'That is the price already.', { priceId: newest.id })
    const { planId, interval, intervalCount, currency, taxBehavior } = newest
    await retirePrices(
      tx,
      versions.map(({ id }) => id),
    )
    const id = newId('price')
    await insertPriceVersion(tx, {
      id,
      planId,
      interval,
      intervalCount,
      currency,
      taxBehavior,
      unitAmount,
      version: newest.version + 1,
      createdAt: now,
    })
    await recordAudit(tx, now, {
      actor,
      action: 'price.publish',
      target: { type: 'price', id },
      data: {
        plan: newest.plan.name,
        interval,
        currency,
        from: newest.unitAmount.toString(),
        amount: unitAmount.toString(),
      },
    })
    const published = await findPrice(id, tx)
    if (!published) throw new Error(`Price ${id} was not written.`)
    return published
  })
}
