import { redeemCoupon as decide } from '@/lib/engine/coupon'
import type { Actor } from '@/lib/audit/actor'
import { recordAudit } from '@/lib/audit/record-audit'
import { db, type Database, type Transaction } from '@/lib/platform/db/client'
import { invalid } from '@/lib/platform/errors'
import { newId } from '@/lib/platform/id'
import { refusals } from '@/lib/platform/refusals'
import type { NamedDiscount } from './read-discounts'
import { promotionCodeSchema } from './schemas'
import {
  countRedemptions,
  findCoupon,
  findPromotionCode,
  insertDiscount,
  takeRedemption,
  type CouponRow,
} from './store'

/** What a coupon would be redeemed on. */
export interface RedemptionTarget {
  customerId: string
  currency: string
  /** What the subscription consists of. */
  planCodes: readonly string[]
  /** Of a full period, before discounts, minor units. */
  periodAmount: bigint
  /** The customer never had a subscription. */
  isFirstTime: boolean
  /** The first cycle it would apply to. */
  fromCycleIndex: number
  now: Date
}

/** By what customers type, or, by staff, the coupon itself. */
export type CouponChoice = { code: string } | { couponId: string }

interface Redeemable {
  coupon: CouponRow
  promotionCodeId: string | null
  discount: NamedDiscount
}

/**
 * Whether a coupon can be redeemed, and the discount that would make: the compute behind preview and redemption. Reads
 * only. Throws promotion_code_unknown and what the engine refuses (coupon_expired, coupon_exhausted, coupon_not_for_plan,
 * coupon_below_minimum …).
 */
export async function previewCoupon(
  choice: CouponChoice,
  target: RedemptionTarget,
  tx: Database = db,
): Promise<Redeemable> {
  const { coupon, promotionCodeId } = await findChosen(choice, tx)
  const { id, name, active, percentOff, amountOff, currency, planCodes, minimumAmount, ...limits } = coupon
  const redeemedByCustomer = await countRedemptions(tx, { couponId: id, customerId: target.customerId })
  const { now: at, ...facts } = target
  const discount = refusals(() =>
    decide({
      ...facts,
      at,
      coupon: {
        ...limits,
        id,
        isActive: active,
        off: percentOff === null ? { amountOff: amountOff ?? 0n, currency: currency ?? '' } : { percentOff },
        planCodes: planCodes.length > 0 ? planCodes : null,
        minimumAmount,
      },
      discountId: newId('dis'),
      redeemedByCustomer,
    }),
  )
  return { coupon, promotionCodeId, discount: { ...discount, name, cycles: coupon.cycles } }
}

async function findChosen(
  choice: CouponChoice,
  tx: Database,
): Promise<{ coupon: CouponRow; promotionCodeId: string | null }> {
  if ('couponId' in choice) return { coupon: await findCoupon(choice.couponId, tx), promotionCodeId: null }
  const typed = promotionCodeSchema.safeParse(choice.code)
  const found = typed.success ? await findPromotionCode(typed.data, tx) : null
  if (!found?.active) throw invalid('promotion_code_unknown', 'We do not know this code. Check how it is spelled.')
  return { coupon: found.coupon, promotionCodeId: found.id }
}

/**
 * Redeems a coupon on a subscription. The customer is locked, which keeps their own limit; the coupon's is kept by the one
 * statement that counts, however many redeem it at once. Throws what `previewCoupon` throws.
 */
export async function redeemCoupon(
  tx: Transaction,
  {
    choice,
    target,
    subscriptionId,
    actor,
  }: {
    choice: CouponChoice
    target: RedemptionTarget
    subscriptionId: string
    actor: Actor
  },
): Promise<NamedDiscount> {
  const { coupon, promotionCodeId, discount } = await previewCoupon(choice, target, tx)
  if (!(await takeRedemption(tx, coupon.id)))
    throw invalid('coupon_exhausted', 'This coupon has been used as often as it may be.', { couponId: coupon.id })
  const { customerId, fromCycleIndex, now } = target
  const { percentOff, amountOff, planCodes, cycles } = coupon
  await insertDiscount(tx, {
    id: discount.discountId,
    couponId: coupon.id,
    promotionCodeId,
    customerId,
    subscriptionId,
    percentOff,
    amountOff,
    planCodes,
    fromCycleIndex,
    cycles,
    redeemedAt: now,
  })
  await recordAudit(tx, now, {
    actor,
    action: 'coupon.redeem',
    customerId,
    target: { type: 'subscription', id: subscriptionId },
    data: { coupon: coupon.name, couponId: coupon.id },
  })
  return discount
}
