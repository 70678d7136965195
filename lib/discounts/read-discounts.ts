import { discountEnd, type DiscountSpan } from '@/lib/engine/coupon'
import type { DiscountFact } from '@/lib/engine/discount'
import { groupBy } from '@/lib/engine/group'
import type { Database } from '@/lib/platform/db/client'
import { findDiscountTerms, type DiscountTerms } from './store'

export {
  findCoupon as getCoupon,
  findCoupons as listCoupons,
  findDiscountsOf as listSubscriptionDiscounts,
  findRedemptions as listRedemptions,
  type CouponWithCodes,
  type DiscountRow,
} from './store'

/**
 * A discount as billing counts with it, and as people know it. `toCycleIndex` takes every cycle for a billed one: the
 * contract's timeline knows better (`lib/subscriptions/compute-billing.ts`).
 */
export type NamedDiscount = DiscountFact & Omit<DiscountSpan, 'unbilledCycles'> & { name: string }

/** What is taken off the periods of these subscriptions, by subscription; those without a discount are not in it. */
export async function listDiscounts(tx: Database, subscriptionIds: string[]): Promise<Map<string, NamedDiscount[]>> {
  if (subscriptionIds.length === 0) return new Map()
  const grouped = groupBy(await findDiscountTerms(tx, subscriptionIds), ({ subscriptionId }) => subscriptionId)
  return new Map([...grouped].map(([id, terms]) => [id, terms.map(toFact)]))
}

function toFact(terms: DiscountTerms): NamedDiscount {
  const { id, name, percentOff, amountOff, planCodes, fromCycleIndex, cycles, endCycleIndex } = terms
  return {
    discountId: id,
    name,
    fromCycleIndex,
    cycles,
    endCycleIndex,
    toCycleIndex: discountEnd({ ...terms, unbilledCycles: [] }),
    planCodes: planCodes.length > 0 ? planCodes : null,
    ...(percentOff === null ? { amountOff: amountOff ?? 0n } : { percentOff }),
  }
}
