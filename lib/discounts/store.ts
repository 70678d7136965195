import { db, type Database, type Transaction } from '@/lib/platform/db/client'
import { selectRows } from '@/lib/platform/db/direct-sql'
import { Prisma } from '@/lib/platform/db/generated/client'
import { arrayLiteral } from '@/lib/platform/db/rows'
import { notFound } from '@/lib/platform/errors'

export type CouponRow = Prisma.CouponGetPayload<object>

const withCodes = {
  codes: { orderBy: { createdAt: 'asc' } },
} satisfies Prisma.CouponInclude
export type CouponWithCodes = Prisma.CouponGetPayload<{ include: typeof withCodes }>

const withCoupon = { coupon: true, promotionCode: true } satisfies Prisma.DiscountInclude
/** A redemption with the coupon it is of. */
export type DiscountRow = Prisma.DiscountGetPayload<{ include: typeof withCoupon }>

export async function insertCoupon(tx: Database, coupon: Prisma.CouponCreateManyInput): Promise<void> {
  await tx.coupon.create({ data: coupon })
}

/** False if the code is taken. */
export async function insertPromotionCode(tx: Database, code: Prisma.PromotionCodeCreateManyInput): Promise<boolean> {
  const { count } = await tx.promotionCode.createMany({ data: [code], skipDuplicates: true })
  return count === 1
}

export async function findCoupon(id: string, tx: Database = db): Promise<CouponWithCodes> {
  const row = await tx.coupon.findUnique({ where: { id }, include: withCodes })
  if (!row) throw notFound('coupon', id)
  return row
}

/** All of them, newest first: a company has dozens. */
export async function findCoupons(): Promise<CouponWithCodes[]> {
  return db.coupon.findMany({ include: withCodes, orderBy: { createdAt: 'desc' }, take: 500 })
}

export async function findPromotionCode(code: string, tx: Database = db) {
  return tx.promotionCode.findUnique({ where: { code }, include: { coupon: true } })
}

export async function updateCoupon(tx: Database, id: string, data: Pick<Prisma.CouponUpdateInput, 'active'>) {
  return tx.coupon.update({ where: { id }, data })
}

/** Counts one more redemption, unless that would be one too many: of any number at once, none gets past the limit. */
export async function takeRedemption(tx: Transaction, couponId: string): Promise<boolean> {
  const taken = await tx.$executeRaw`
    UPDATE coupon SET times_redeemed = times_redeemed + 1
    WHERE id = ${couponId} AND active AND (max_redemptions IS NULL OR times_redeemed < max_redemptions)`
  return taken === 1
}

export async function insertDiscount(tx: Transaction, discount: Prisma.DiscountCreateManyInput): Promise<void> {
  await tx.discount.create({ data: discount })
}

export async function countRedemptions(
  tx: Database,
  { couponId, customerId }: { couponId: string; customerId: string },
): Promise<number> {
  return tx.discount.count({ where: { couponId, customerId, releasedAt: null } })
}

/** Redemptions that came to nothing are given back to their coupons. */
export async function releaseRedemptions(tx: Transaction, subscriptionId: string, now: Date): Promise<void> {
  await tx.$executeRaw`
    WITH released AS (
      UPDATE discount SET released_at = ${now} WHERE subscription_id = ${subscriptionId} AND released_at IS NULL
      RETURNING coupon_id
    ), counted AS (SELECT coupon_id, count(*) AS times FROM released GROUP BY coupon_id)
    UPDATE coupon SET times_redeemed = times_redeemed - counted.times FROM counted WHERE coupon.id = counted.coupon_id`
}

export interface DiscountTerms {
  id: string
  subscriptionId: string
  name: string
  percentOff: string | null
  amountOff: bigint | null
  planCodes: string[]
  fromCycleIndex: number
  cycles: number | null
  endCycleIndex: number | null
}

/** The discounts of any number of subscriptions, in the order they were redeemed: one statement per batch of renewals. */
export async function findDiscountTerms(tx: Database, subscriptionIds: string[]): Promise<DiscountTerms[]> {
  return selectRows<DiscountTerms>(
    tx,
    Prisma.sql`
    SELECT d.id, d.subscription_id AS "subscriptionId", c.name, d.percent_off AS "percentOff", d.amount_off AS "amountOff",
           d.plan_codes AS "planCodes", d.from_cycle_index AS "fromCycleIndex", d.cycles, d.end_cycle_index AS "endCycleIndex"
    FROM discount d JOIN coupon c ON c.id = d.coupon_id
    WHERE d.subscription_id = ANY(${arrayLiteral(subscriptionIds)}::text[]) AND d.released_at IS NULL
    ORDER BY d.redeemed_at, d.id`,
  )
}

export async function findDiscount(id: string, tx: Database = db): Promise<DiscountRow> {
  const row = await tx.discount.findUnique({ where: { id }, include: withCoupon })
  if (!row) throw notFound('discount', id)
  return row
}

/** What was redeemed on a subscription, newest first. */
export async function findDiscountsOf(subscriptionId: string, tx: Database = db): Promise<DiscountRow[]> {
  return tx.discount.findMany({
    where: { subscriptionId, releasedAt: null },
    include: withCoupon,
    orderBy: { redeemedAt: 'desc' },
  })
}

/** Who redeemed a coupon, newest first, with how many there are. */
export async function findRedemptions(couponId: string, limit: number) {
  const where = { couponId, releasedAt: null }
  const [rows, total] = await Promise.all([
    db.discount.findMany({
      where,
      include: { customer: { select: { id: true, name: true } }, promotionCode: true },
      orderBy: { redeemedAt: 'desc' },
      take: limit,
    }),
    db.discount.count({ where }),
  ])
  return { rows, total }
}

export async function endDiscount(tx: Transaction, id: string, endCycleIndex: number): Promise<void> {
  await tx.discount.update({ where: { id }, data: { endCycleIndex } })
}
