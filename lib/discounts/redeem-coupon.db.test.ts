import { beforeAll, describe, expect, test } from 'vitest'
import type { z } from 'zod'
import { systemActor } from '@/lib/audit/actor'
import { seedCatalog } from '@/lib/catalog/seed-catalog'
import { createCustomer } from '@/lib/customers/create-customer'
import { lockCustomer } from '@/lib/customers/lock-customers'
import { db, inTransaction } from '@/lib/platform/db/client'
import { createCoupon } from './create-coupon'
import { deactivateCoupon } from './deactivate-coupon'
import { listDiscounts } from './read-discounts'
import { previewCoupon, redeemCoupon, type CouponChoice, type RedemptionTarget } from './redeem-coupon'
import { releaseDiscounts } from './release-discounts'
import { couponSchema } from './schemas'

const NOW = new Date('2026-01-15T09:00:00Z')
const actor = systemActor('Test')
let count = 0

async function coupon(terms: Partial<z.input<typeof couponSchema>> = {}): Promise<string> {
  const code = terms.code === undefined ? `CODE-${++count}` : terms.code
  const parsed = couponSchema.parse({
    name: 'Ten off',
    off: { percentOff: '10' },
    cycles: null,
    planCodes: [],
    maxRedemptions: null,
    perCustomer: 1,
    firstTimeOnly: false,
    minimumAmount: null,
    redeemBy: null,
    ...terms,
    code,
  })
  const { couponId } = await createCoupon({ coupon: parsed, actor, now: NOW })
  return couponId
}

/** A customer with the bare row of a subscription: redeeming looks at nothing else. */
async function subscriber(): Promise<{ customerId: string; subscriptionId: string }> {
  const customer = { name: 'Lindenhof GmbH', email: 'a@example.com' }
  const { id: customerId } = await inTransaction((tx) => createCustomer(tx, { customer, actor, now: NOW }))
  const subscriptionId = `sub_${customerId}`
  await db.subscription.create({
    data: {
      id: subscriptionId,
      customerId,
      status: 'INCOMPLETE',
      currency: 'EUR',
      timeZone: 'Europe/Berlin',
      startedAt: NOW,
      currentPeriodStart: NOW,
      currentPeriodEnd: new Date('2026-02-15T09:00:00Z'),
      createdAt: NOW,
    },
  })
  return { customerId, subscriptionId }
}

const target = (customerId: string, changes: Partial<RedemptionTarget> = {}): RedemptionTarget => ({
  customerId,
  currency: 'EUR',
  planCodes: ['professional'],
  periodAmount: 5900n,
  isFirstTime: true,
  fromCycleIndex: 0,
  now: NOW,
  ...changes,
})

async function redeem(choice: CouponChoice, who?: { customerId: string; subscriptionId: string }) {
  const { customerId, subscriptionId } = who ?? (await subscriber())
  return inTransaction(async (tx) => {
    await lockCustomer(tx, customerId)
    return redeemCoupon(tx, { choice, target: target(customerId), subscriptionId, actor })
  })
}
const codeOf = async (promise: Promise<unknown>) =>
  promise.then(
    () => 'accepted',
    (error: { code?: string }) => error.code,
  )
const timesRedeemed = async (id: string) => (await db.coupon.findUniqueOrThrow({ where: { id } })).timesRedeemed

beforeAll(() => seedCatalog(NOW))

describe('a promotion code', () => {
  test('is found however it is typed, and makes a discount of its terms', async () => {
    await coupon({ code: 'Spring-26', cycles: 3, name: 'Spring' })
    const who = await subscriber()
    expect(await redeem({ code: '  spring-26 ' }, who)).toMatchObject({ name: 'Spring', percentOff: '10' })
    expect((await listDiscounts(db, [who.subscriptionId])).get(who.subscriptionId)).toMatchObject([
      { name: 'Spring', percentOff: '10', fromCycleIndex: 0, toCycleIndex: 3, planCodes: null },
    ])
  })

  test('is refused with a reason, and nothing is left behind', async () => {
    const { customerId } = await subscriber()
    const preview = (code: string, changes?: Partial<RedemptionTarget>) =>
      codeOf(previewCoupon({ code }, target(customerId, changes)))
    await coupon({ code: 'OVER', redeemBy: NOW })
    await coupon({ code: 'SMALL', planCodes: ['starter'] })
    await coupon({ code: 'BIG', minimumAmount: 5901n })
    await coupon({ code: 'NEW', firstTimeOnly: true })
    await coupon({ code: 'USD', off: { amountOff: 500n, currency: 'USD' } })
    const gone = await coupon({ code: 'GONE' })
    await deactivateCoupon({ couponId: gone, actor, now: NOW })
    const before = await db.auditEntry.count()
    expect({
      unknown: await preview('NOPE'),
      nonsense: await preview('<script>'),
      over: await preview('over'),
      small: await preview('small'),
      big: await preview('big'),
      new: await preview('new', { isFirstTime: false }),
      usd: await preview('usd'),
      gone: await preview('gone'),
    }).toEqual({
      unknown: 'promotion_code_unknown',
      nonsense: 'promotion_code_unknown',
      over: 'coupon_expired',
      small: 'coupon_not_for_plan',
      big: 'coupon_below_minimum',
      new: 'coupon_first_time_only',
      usd: 'coupon_currency_mismatch',
      gone: 'coupon_inactive',
    })
    expect(await codeOf(redeem({ code: 'OVER' }))).toBe('coupon_expired')
    expect(await db.auditEntry.count()).toBe(before + 1) // the customer that `redeem` made
  })

  test('is taken once: the same code for another coupon leaves no coupon behind', async () => {
    await coupon({ code: 'ONLY-ONE' })
    const before = await db.coupon.count()
    expect(await codeOf(coupon({ code: 'only-one' }))).toBe('promotion_code_taken')
    expect(await db.coupon.count()).toBe(before)
  })
})

describe('limits', () => {
  test('fifty at once on a coupon for ten: ten have it', async () => {
    const couponId = await coupon({ maxRedemptions: 10 })
    const buyers = await Promise.all(Array.from({ length: 50 }, subscriber))
    const answers = await Promise.all(buyers.map((buyer) => codeOf(redeem({ couponId }, buyer))))
    expect(answers.filter((answer) => answer === 'accepted')).toHaveLength(10)
    expect(answers.filter((answer) => answer === 'coupon_exhausted')).toHaveLength(40)
    expect(await timesRedeemed(couponId)).toBe(10)
    expect(await db.discount.count({ where: { couponId } })).toBe(10)
  })

  test('one customer has it as often as they may', async () => {
    const couponId = await coupon({ perCustomer: 2 })
    const who = await subscriber()
    const answers = await Promise.all(Array.from({ length: 6 }, () => codeOf(redeem({ couponId }, who))))
    expect(answers.filter((answer) => answer === 'accepted')).toHaveLength(2)
    expect(answers.filter((answer) => answer === 'coupon_used_by_customer')).toHaveLength(4)
    expect(await timesRedeemed(couponId)).toBe(2)
  })

  test('what a checkout that came to nothing had redeemed goes to others', async () => {
    const couponId = await coupon({ maxRedemptions: 1 })
    const who = await subscriber()
    await redeem({ couponId }, who)
    expect(await codeOf(redeem({ couponId }))).toBe('coupon_exhausted')
    const release = () => inTransaction((tx) => releaseDiscounts(tx, { subscriptionId: who.subscriptionId, now: NOW }))
    await Promise.all([release(), release()])
    expect(await timesRedeemed(couponId)).toBe(0)
    expect(await listDiscounts(db, [who.subscriptionId])).toEqual(new Map())
    expect(await codeOf(redeem({ couponId }, who))).toBe('accepted')
  })
})
