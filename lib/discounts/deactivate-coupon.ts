import { recordAudit } from '@/lib/audit/record-audit'
import type { Actor } from '@/lib/audit/actor'
import { inTransaction } from '@/lib/platform/db/client'
import { findCoupon, updateCoupon } from './store'

/** Nobody can redeem it any more; who has redeemed it keeps the discount. */
export async function deactivateCoupon({ couponId, actor, now }: { couponId: string; actor: Actor; now: Date }) {
  await inTransaction(async (tx) => {
    const coupon = await findCoupon(couponId, tx)
    if (!coupon.active) return
    await updateCoupon(tx, couponId, { active: false })
    await recordAudit(tx, now, {
      actor,
      action: 'coupon.deactivate',
      target: { type: 'coupon', id: couponId },
      data: { name: coupon.name, redeemed: coupon.timesRedeemed },
    })
  })
}
