import { recordAudit } from '@/lib/audit/record-audit'
import type { Actor } from '@/lib/audit/actor'
import { inTransaction } from '@/lib/platform/db/client'
import { conflict } from '@/lib/platform/errors'
import { newId } from '@/lib/platform/id'
import type { NewCoupon } from './schemas'
import { insertCoupon, insertPromotionCode } from './store'

/** Makes a coupon, with a promotion code if customers are to redeem it themselves. Throws promotion_code_taken. */
export async function createCoupon({
  coupon,
  actor,
  now,
}: {
  coupon: NewCoupon
  actor: Actor
  now: Date
}): Promise<{ couponId: string }> {
  const { off, code, ...terms } = coupon
  const id = newId('cpn')
  await inTransaction(async (tx) => {
    await insertCoupon(tx, { id, ...terms, ...off, createdAt: now })
    if (code) {
      const isFree = await insertPromotionCode(tx, { id: newId('promo'), couponId: id, code, createdAt: now })
      if (!isFree) throw conflict('promotion_code_taken', 'This promotion code is in use already.', { code })
    }
    await recordAudit(tx, now, {
      actor,
      action: 'coupon.create',
      target: { type: 'coupon', id },
      data: {
        name: terms.name,
        off: 'percentOff' in off ? `${off.percentOff} %` : `${off.amountOff} ${off.currency}`,
        cycles: terms.cycles,
        code,
      },
    })
  })
  return { couponId: id }
}
