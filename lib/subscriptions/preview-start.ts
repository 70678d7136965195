import { getLegalEntity, getSellablePrice, type PriceRow } from '@/lib/catalog/read-catalog'
import { previewCoupon, type RedemptionTarget } from '@/lib/discounts/redeem-coupon'
import type { NamedDiscount } from '@/lib/discounts/read-discounts'
import { computeInvoice, type TaxFacts } from '@/lib/invoices/compute-invoice'
import { db } from '@/lib/platform/db/client'
import { invalid } from '@/lib/platform/errors'
import { newId } from '@/lib/platform/id'
import { startPhases } from '@/lib/engine/phases'
import { getBillingPolicy } from './billing-policy'
import { computeBilling } from './compute-billing'
import type { Contract } from './contract-facts'
import { phaseRows } from './contract-phases'
import { hasHadSubscription } from './store'

/** The contract a new subscription begins with: one item from `now` on, its anchor now. */
export function newContract({
  price,
  quantity,
  timeZone,
  granularity,
  now,
}: {
  price: PriceRow
  quantity: number
  timeZone: string
  granularity: Contract['granularity']
  now: Date
}): Contract {
  const id = newId('sub')
  const { interval, intervalCount } = price
  return {
    id,
    name: null,
    timeZone,
    startedAt: now,
    endedAt: null,
    endProration: 'NONE',
    granularity,
    phases: phaseRows({
      subscriptionId: id,
      phases: startPhases({ startsAt: now, trialEndsAt: null }),
      rhythm: { interval, intervalCount },
    }),
    items: [
      {
        id: newId('seg'),
        itemId: newId('item'),
        priceId: price.id,
        quantity,
        from: now,
        to: null,
        startProration: 'PRORATE',
        endProration: 'PRORATE',
        price,
      },
    ],
  }
}

/** A subscription begins with a plan: add-ons are bought beside it. Throws price_not_available. */
export function assertIsPlan(price: PriceRow): void {
  if (price.plan.kind !== 'PLAN')
    throw invalid('price_not_available', 'An add-on is bought beside a plan.', { priceId: price.id })
}

/** What a coupon would be redeemed on at the start of this price. */
export function startTarget({
  price,
  quantity,
  ...facts
}: { price: PriceRow; quantity: number } & Pick<
  RedemptionTarget,
  'customerId' | 'isFirstTime' | 'now'
>): RedemptionTarget {
  const { currency, unitAmount, plan } = price
  return { ...facts, currency, planCodes: [plan.code], periodAmount: unitAmount * BigInt(quantity), fromCycleIndex: 0 }
}

/**
 * What starting this price would cost at once for a buyer with these details: the summary beside the checkout form, from
 * the same compute as the invoice. Throws price_not_available, billing_address_missing, and for a code what
 * `previewCoupon` throws.
 */
export async function previewStart({
  priceId,
  quantity = 1,
  buyer,
  timeZone,
  promotion,
  discounts,
  now,
}: {
  priceId: string
  quantity?: number
  buyer: TaxFacts
  timeZone: string
  /** The promotion code that the customer typed. */
  promotion?: { code: string; customerId: string }
  /** Redeemed already, by the checkout that waits. */
  discounts?: readonly NamedDiscount[]
  now: Date
}) {
  const [price, seller, { granularity }] = await Promise.all([
    getSellablePrice(priceId),
    getLegalEntity(),
    getBillingPolicy(),
  ])
  assertIsPlan(price)
  const contract = newContract({ price, quantity, timeZone, granularity, now })
  const redeemed = promotion && (await previewPromotion({ promotion, price, quantity, now }))
  const { cycles, lines } = computeBilling({
    contract,
    issued: [],
    discounts: redeemed ? [redeemed] : discounts,
    billThrough: now,
  })
  const invoice = computeInvoice({ lines, seller, customer: buyer, at: now })
  const renewsAt = cycles[0]!.end
  const next = computeBilling({
    contract,
    issued: [],
    discounts: redeemed ? [redeemed] : discounts,
    billThrough: renewsAt,
    billSince: renewsAt,
  })
  const renewal = computeInvoice({ lines: next.lines, seller, customer: buyer, at: now })
  return {
    price,
    lines,
    invoice,
    renewal,
    discount: redeemed ?? discounts?.[0] ?? null,
    period: { start: cycles[0]!.start, end: cycles[0]!.end },
  }
}

/** What a promotion code would take off this price for a customer. Throws what `previewCoupon` throws. */
export async function previewPromotion({
  promotion: { code, customerId },
  price,
  quantity,
  now,
}: {
  promotion: { code: string; customerId: string }
  price: PriceRow
  quantity: number
  now: Date
}): Promise<NamedDiscount> {
  const isFirstTime = !(await hasHadSubscription(db, customerId))
  const target = startTarget({ price, quantity, customerId, isFirstTime, now })
  return (await previewCoupon({ code }, target)).discount
}
