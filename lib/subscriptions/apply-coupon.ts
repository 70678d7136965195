import type { Actor } from '@/lib/audit/actor'
import { lockCustomer } from '@/lib/customers/lock-customers'
import { getCustomer } from '@/lib/customers/read-customers'
import type { NamedDiscount } from '@/lib/discounts/read-discounts'
import { previewCoupon, redeemCoupon, type RedemptionTarget } from '@/lib/discounts/redeem-coupon'
import { removeDiscount as removeFromCycle } from '@/lib/discounts/remove-discount'
import { db, inTransaction, type Database } from '@/lib/platform/db/client'
import { conflict } from '@/lib/platform/errors'
import { previewRenewal } from './preview-renewal'
import { isLive } from './states'
import { findContract, findLastCycles, hasHadSubscription, type SubscriptionContract } from './store'

interface ApplyCouponInput {
  subscriptionId: string
  couponId: string
  now: Date
}

/** The next charge as it would be with a coupon; null if there is none. Throws what `applyCoupon` throws. */
export async function previewApplyCoupon({ subscriptionId, couponId, now }: ApplyCouponInput) {
  const contract = await findContract(subscriptionId)
  const { discount } = await previewCoupon({ couponId }, await targetOf(db, { contract, now }))
  const buyer = await getCustomer(contract.customerId)
  return { discount, next: await previewRenewal({ contract, buyer, more: [discount] }) }
}

/**
 * Staff apply a coupon to a subscription: from the next period that is not billed yet. Throws subscription_not_live, and
 * what `redeemCoupon` throws.
 */
export async function applyCoupon({
  subscriptionId,
  couponId,
  actor,
  now,
}: ApplyCouponInput & { actor: Actor }): Promise<NamedDiscount> {
  const { customerId } = await findContract(subscriptionId)
  return inTransaction(async (tx) => {
    await lockCustomer(tx, customerId)
    const contract = await findContract(subscriptionId, tx)
    const target = await targetOf(tx, { contract, now })
    return redeemCoupon(tx, { choice: { couponId }, target, subscriptionId, actor })
  })
}

/** Takes a discount away from the next period on; what was billed with it stays. Throws not_found, discount_ended. */
export async function removeDiscount({
  subscriptionId,
  discountId,
  actor,
  now,
}: {
  subscriptionId: string
  discountId: string
  actor: Actor
  now: Date
}): Promise<void> {
  const { customerId } = await findContract(subscriptionId)
  await inTransaction(async (tx) => {
    await lockCustomer(tx, customerId)
    const endCycleIndex = await nextCycleIndex(tx, subscriptionId)
    await removeFromCycle(tx, { discountId, subscriptionId, endCycleIndex, actor, now })
  })
}

/** The first cycle that is not billed yet: periods are billed when they begin. */
async function nextCycleIndex(tx: Database, subscriptionId: string): Promise<number> {
  const last = (await findLastCycles(tx, [subscriptionId])).get(subscriptionId)
  return last ? last.index + 1 : 0
}

async function targetOf(
  tx: Database,
  { contract, now }: { contract: SubscriptionContract; now: Date },
): Promise<RedemptionTarget> {
  const { id, customerId, currency, status } = contract
  if (!isLive(status) && status !== 'SCHEDULED')
    throw conflict('subscription_not_live', 'This subscription is not running.', { status })
  const running = contract.items.filter(({ to }) => to === null)
  return {
    customerId,
    currency,
    planCodes: running.map(({ price }) => price.plan.code),
    periodAmount: running.reduce((sum, { price, quantity }) => sum + price.unitAmount * BigInt(quantity), 0n),
    isFirstTime: !(await hasHadSubscription(tx, customerId, id)),
    fromCycleIndex: await nextCycleIndex(tx, id),
    now,
  }
}
