import type { CatalogProcessor } from './catalog-processor'
import { findPlansToSync, savePlanRefs, savePriceRefs } from './store'
import type { ProcessorRefs } from './types'

/**
 * Makes each plan and price exist at the processor and remembers its id there. Idempotent: what has an id is updated
 * where it may be (a name), what has none is looked up by our id before it is created, so a crash half-way is harmless.
 */
export async function syncCatalog(processor: CatalogProcessor): Promise<{ plans: number; prices: number }> {
  const key = processor.name
  let prices = 0
  const plans = await findPlansToSync()
  for (const plan of plans) {
    const refs = plan.processorRefs as ProcessorRefs
    const productRef = await processor.ensureProduct({
      ref: refs[key],
      planId: plan.id,
      name: plan.name,
      description: plan.description,
      active: plan.active,
    })
    if (refs[key] !== productRef) await savePlanRefs(plan.id, { ...refs, [key]: productRef })
    for (const price of plan.prices) {
      const priceRefs = price.processorRefs as ProcessorRefs
      const priceRef = await processor.ensurePrice({
        ref: priceRefs[key],
        priceId: price.id,
        productRef,
        ...pick(price),
      })
      if (priceRefs[key] !== priceRef) await savePriceRefs(price.id, { ...priceRefs, [key]: priceRef })
      prices++
    }
  }
  return { plans: plans.length, prices }
}

const pick = ({
  interval,
  intervalCount,
  currency,
  unitAmount,
  taxBehavior,
  active,
}: Awaited<ReturnType<typeof findPlansToSync>>[number]['prices'][number]) => ({
  interval,
  intervalCount,
  currency,
  unitAmount,
  taxBehavior,
  active,
})
