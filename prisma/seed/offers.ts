import { systemActor } from '@/lib/audit/actor'
import { createCoupon } from '@/lib/discounts/create-coupon'
import { couponSchema } from '@/lib/discounts/schemas'

/** What new customers of the demo type at the checkout. */
export const WELCOME_CODE = 'WELCOME20'

/** The coupons of the demo: one for customers with a code, one that staff apply. */
export async function seedOffers(now: Date): Promise<void> {
  const common = { planCodes: [], maxRedemptions: null, minimumAmount: null, redeemBy: null, perCustomer: 1 }
  const coupons = [
    {
      ...common,
      name: 'Welcome offer',
      off: { percentOff: '20' },
      cycles: 3,
      firstTimeOnly: true,
      code: WELCOME_CODE,
    },
    {
      ...common,
      name: 'Partner discount',
      off: { amountOff: 1000n, currency: 'EUR' },
      cycles: null,
      firstTimeOnly: false,
      code: null,
    },
  ]
  for (const coupon of coupons)
    await createCoupon({ coupon: couponSchema.parse(coupon), actor: systemActor('Demo'), now })
}
