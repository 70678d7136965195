import type { PriceRow } from '@/lib/catalog/read-catalog'
import { invalid } from '@/lib/platform/errors'

/** Throws quantity_invalid for what is no count, quantity_not_allowed for more than the plan is sold in. */
export function assertQuantity({ plan }: Pick<PriceRow, 'plan'>, quantity: number): void {
  if (!Number.isSafeInteger(quantity) || quantity < 1)
    throw invalid('quantity_invalid', 'A quantity is a whole number from 1.', { quantity })
  if (quantity > plan.maxQuantity)
    throw invalid('quantity_not_allowed', `At most ${plan.maxQuantity} of ${plan.name} in one subscription.`, {
      maxQuantity: plan.maxQuantity,
    })
}
