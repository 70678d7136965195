import type { Actor } from '@/lib/audit/actor'
import { recordAudit } from '@/lib/audit/record-audit'
import type { Transaction } from '@/lib/platform/db/client'
import { conflict, notFound } from '@/lib/platform/errors'
import { endDiscount, findDiscount } from './store'

/**
 * Takes a discount away from a cycle on; what was billed with it stays. The customer is locked. Throws not_found,
 * discount_ended.
 */
export async function removeDiscount(
  tx: Transaction,
  {
    discountId,
    subscriptionId,
    endCycleIndex,
    actor,
    now,
  }: {
    discountId: string
    subscriptionId: string
    /** The first cycle that is not billed yet. */
    endCycleIndex: number
    actor: Actor
    now: Date
  },
): Promise<void> {
  const discount = await findDiscount(discountId, tx)
  if (discount.subscriptionId !== subscriptionId || discount.releasedAt) throw notFound('discount', discountId)
  if (discount.endCycleIndex !== null) throw conflict('discount_ended', 'This discount was removed already.')
  await endDiscount(tx, discountId, endCycleIndex)
  await recordAudit(tx, now, {
    actor,
    action: 'coupon.remove',
    customerId: discount.customerId,
    target: { type: 'subscription', id: subscriptionId },
    data: { coupon: discount.coupon.name, couponId: discount.couponId },
  })
}
