import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { systemActor } from '@/lib/audit/actor'
import { expireCredits, withdrawCredit } from '@/lib/balance/end-credit'
import { giveCustomerCredit } from '@/lib/payments/give-customer-credit'
import { getBalance, listBalanceMovements } from '@/lib/balance/read-balance'
import { abandonCheckout } from '@/lib/checkout/abandon-checkout'
import { createCoupon } from '@/lib/discounts/create-coupon'
import { couponSchema } from '@/lib/discounts/schemas'
import { cancelNow } from '@/lib/payments/cancel-now'
import { reconcilePayment } from '@/lib/payments/reconcile-payment'
import { db } from '@/lib/platform/db/client'
import { applyCoupon, previewApplyCoupon, removeDiscount } from '@/lib/subscriptions/apply-coupon'
import { changePlan, previewPlanChange } from '@/lib/subscriptions/change-plan'
import { pauseSubscription } from '@/lib/subscriptions/pause-subscription'
import { previewRenewal } from '@/lib/subscriptions/preview-renewal'
import { getSubscription } from '@/lib/subscriptions/read-subscriptions'
import { getCustomer } from '@/lib/customers/read-customers'
import { resumeSubscription } from '@/lib/subscriptions/resume-subscription'
import { closeJobs } from './run-jobs'
import {
  ACTOR,
  addMethod,
  brokenInvariants,
  checkOutAs,
  confirmInBrowser,
  createWorld,
  newCustomer,
  priceOf,
  standAt,
  START,
  startCheckout,
  subscribedCustomer,
  travelTo,
} from './testing/world'

// Starter 29.00, Professional 59.00 a month, in Germany: + 19 %.

let codes = 0

async function coupon(terms: object): Promise<string> {
  const code = `FLOW-${++codes}`
  const parsed = couponSchema.parse({
    name: 'Welcome',
    cycles: 1,
    planCodes: [],
    maxRedemptions: null,
    perCustomer: 1,
    firstTimeOnly: false,
    minimumAmount: null,
    redeemBy: null,
    code,
    ...terms,
  })
  await createCoupon({ coupon: parsed, actor: ACTOR, now: START })
  return code
}

const invoicesOf = async (customerId: string) =>
  (await db.invoice.findMany({ where: { customerId }, orderBy: { seriesNumber: 'asc' } })).map(
    ({ discountTotal, total, status }) => ({ discount: discountTotal, total, status }),
  )
const creditAccount = async (customerId: string) => {
  const rows = await db.ledgerEntry.findMany({ where: { account: 'customer_credit', transaction: { customerId } } })
  return rows.reduce((sum, { amount }) => sum - amount, 0n)
}
const give = (customerId: string, amount: bigint, expiresAt: Date | null = null, now = START) =>
  giveCustomerCredit({ customerId, amount, note: 'Sorry', expiresAt, actor: ACTOR, now })
const balance = (customerId: string, now: Date) => getBalance({ customerId, currency: 'EUR', now })

beforeAll(createWorld)
beforeEach(() => standAt(START))
afterAll(closeJobs)

describe('20 % for three billed periods', () => {
  test('through renewal and upgrade, and the credit of an end comes from the discounted price', async () => {
    const promotionCode = await coupon({ off: { percentOff: '20' }, cycles: 3 })
    const { customerId, subscriptionId } = await subscribedCustomer({ plan: 'starter', promotionCode })
    // 29.00 − 5.80 = 23.20 + 19 % (4.408 → 4.41) = 27.61, and again in February.
    await travelTo('2026-02-15T09:30:00Z')
    expect(await invoicesOf(customerId)).toEqual([
      { discount: 580n, total: 2761n, status: 'PAID' },
      { discount: 580n, total: 2761n, status: 'PAID' },
    ])

    // Half of February's 28 days is left: −14.50 + 2.90 for Starter, 29.50 − 5.90 for Professional: 12.00 + 2.28.
    const upgrade = {
      customerId,
      subscriptionId,
      priceId: await priceOf('professional'),
      now: new Date('2026-03-01T09:00:00Z'),
    }
    await travelTo(upgrade.now.toISOString())
    const preview = await previewPlanChange(upgrade)
    expect(preview.dueToday).toMatchObject({ subtotal: 1500n, discountTotal: 300n, total: 1428n })
    // The third period: 59.00 − 11.80 = 47.20 + 8.97.
    expect(preview.nextRenewal?.invoice.total).toBe(5617n)
    const { invoice } = await changePlan({ ...upgrade, previewedAt: upgrade.now, actor: ACTOR })
    expect(invoice?.total).toBe(1428n)

    await travelTo('2026-03-15T09:30:00Z')
    expect((await invoicesOf(customerId)).at(-1)).toEqual({ discount: 1180n, total: 5617n, status: 'PAID' })
    const next = await previewRenewal({
      contract: await getSubscription(subscriptionId),
      buyer: await getCustomer(customerId),
    })
    expect(next?.invoice).toMatchObject({ discountTotal: 0n, total: 7021n })

    // 15 March 09:00Z to 15 April 08:00Z (summer time) are 743 hours; half of them are left. 59.00 − 11.80 were billed:
    // 29.50 − 5.90 = 23.60 comes back, with 8.97 ÷ 2 = 4.485 → 4.49.
    const now = new Date('2026-03-30T20:30:00Z')
    await travelTo(now.toISOString())
    const ended = await cancelNow({ customerId, subscriptionId, credit: 'balance', actor: ACTOR, now })
    expect(ended.credited).toBe(2809n)
    expect(await balance(customerId, now)).toBe(2809n)
    expect(await creditAccount(customerId)).toBe(2809n)
    expect(await brokenInvariants(now)).toEqual([])
  })

  test('the fourth renewal costs the full price', async () => {
    const promotionCode = await coupon({ off: { percentOff: '20' }, cycles: 3 })
    const { customerId } = await subscribedCustomer({ plan: 'starter', promotionCode })
    await travelTo('2026-05-16T09:00:00Z')
    expect((await invoicesOf(customerId)).map(({ total }) => total)).toEqual([2761n, 2761n, 2761n, 3451n, 3451n])
  })
})

test('a pause credits the discounted price and uses up no period of the discount', async () => {
  const promotionCode = await coupon({ off: { percentOff: '20' }, cycles: 2 })
  const { customerId, subscriptionId } = await subscribedCustomer({ plan: 'starter', promotionCode })
  // Half of 31 days are left: 14.50 − 2.90 = 11.60, with half of 4.41 VAT (2.205 → 2.21).
  const pause = { customerId, subscriptionId, resumesAt: null, actor: ACTOR, now: new Date('2026-01-30T21:00:00Z') }
  expect((await pauseSubscription(pause)).credited).toBe(1381n)
  const now = new Date('2026-02-20T09:00:00Z')
  await travelTo(now.toISOString())
  // The second billed period: 29.00 − 5.80 + 4.41 = 27.61, of which the balance pays 13.81. The third costs 34.51.
  await resumeSubscription({ customerId, subscriptionId, actor: ACTOR, now })
  await travelTo('2026-03-20T09:30:00Z')
  expect((await invoicesOf(customerId)).map(({ total }) => total)).toEqual([2761n, 2761n, 3451n])
  const payments = await db.payment.findMany({ where: { customerId }, orderBy: { createdAt: 'asc' } })
  expect(payments.map(({ amount }) => amount)).toEqual([2761n, 1380n, 3451n])
  expect(await brokenInvariants(new Date('2026-03-20T09:30:00Z'))).toEqual([])
})

describe('a promotion code at checkout', () => {
  test('that takes off everything starts the subscription with nothing to pay', async () => {
    const promotionCode = await coupon({ off: { percentOff: '100' } })
    const customerId = await newCustomer()
    const { subscriptionId, paymentId, status } = await checkOutAs({ customerId, promotionCode })
    expect([paymentId, status]).toEqual([null, 'SUCCEEDED'])
    expect((await getSubscription(subscriptionId)).status).toBe('ACTIVE')
    expect(await invoicesOf(customerId)).toEqual([{ discount: 5900n, total: 0n, status: 'PAID' }])
    expect(await db.payment.count({ where: { customerId } })).toBe(0)
    expect(await brokenInvariants(START)).toEqual([])
  })

  test('typed later replaces the order that waits; a wrong one leaves it as it is', async () => {
    const promotionCode = await coupon({ off: { amountOff: 900n, currency: 'EUR' }, maxRedemptions: 1 })
    const customerId = await newCustomer()
    const first = await startCheckout({ customerId })
    await expect(startCheckout({ customerId, promotionCode: 'WRONG' })).rejects.toMatchObject({
      code: 'promotion_code_unknown',
    })
    expect((await startCheckout({ customerId })).paymentId).toBe(first.paymentId)

    const second = await startCheckout({ customerId, promotionCode })
    expect(second.subscriptionId).not.toBe(first.subscriptionId)
    // The very same again, though the coupon is used up: by this order.
    expect((await startCheckout({ customerId, promotionCode })).paymentId).toBe(second.paymentId)
    // 59.00 − 9.00 = 50.00 + 9.50.
    expect((await db.payment.findUniqueOrThrow({ where: { id: second.paymentId } })).amount).toBe(5950n)

    const other = await newCustomer('Hafenblick GmbH')
    await expect(startCheckout({ customerId: other, promotionCode })).rejects.toMatchObject({
      code: 'coupon_exhausted',
    })
    await abandonCheckout({ subscriptionId: second.subscriptionId, now: START })
    await startCheckout({ customerId: other, promotionCode })
    expect(await brokenInvariants(START)).toEqual([])
  })
})

describe('staff', () => {
  test('apply a coupon from the next period on, and take it away again', async () => {
    const { customerId, subscriptionId } = await subscribedCustomer({ plan: 'starter' })
    const code = await coupon({ off: { amountOff: 500n, currency: 'EUR' }, cycles: null, name: 'Loyal' })
    const { couponId } = await db.promotionCode.findUniqueOrThrow({ where: { code } })
    const apply = { subscriptionId, couponId, now: START }
    // 29.00 − 5.00 = 24.00 + 4.56.
    expect((await previewApplyCoupon(apply)).next?.invoice).toMatchObject({ discountTotal: 500n, total: 2856n })
    const { discountId } = await applyCoupon({ ...apply, actor: ACTOR })
    await expect(applyCoupon({ ...apply, actor: ACTOR })).rejects.toMatchObject({ code: 'coupon_used_by_customer' })
    await travelTo('2026-02-15T09:30:00Z')
    const remove = { subscriptionId, discountId, actor: ACTOR, now: new Date('2026-02-20T09:00:00Z') }
    await removeDiscount(remove)
    await expect(removeDiscount(remove)).rejects.toMatchObject({ code: 'discount_ended' })
    await travelTo('2026-03-15T09:30:00Z')
    expect((await invoicesOf(customerId)).map(({ total }) => total)).toEqual([3451n, 2856n, 3451n])
    expect(await brokenInvariants(new Date('2026-03-15T09:30:00Z'))).toEqual([])
  })

  test('cannot apply one to a subscription that is over, or for new customers only', async () => {
    const { customerId, subscriptionId } = await subscribedCustomer({ plan: 'starter' })
    const code = await coupon({ off: { percentOff: '10' }, firstTimeOnly: true })
    const { couponId } = await db.promotionCode.findUniqueOrThrow({ where: { code } })
    const now = new Date('2026-01-16T09:00:00Z')
    await cancelNow({ customerId, subscriptionId, credit: 'none', actor: ACTOR, now })
    const attempt = applyCoupon({ subscriptionId, couponId, actor: ACTOR, now })
    await expect(attempt).rejects.toMatchObject({ code: 'subscription_not_live' })
    await expect(startCheckout({ customerId, promotionCode: code, now })).rejects.toMatchObject({
      code: 'coupon_first_time_only',
    })
    expect(await db.discount.count({ where: { couponId } })).toBe(0)
    expect((await db.coupon.findUniqueOrThrow({ where: { id: couponId } })).timesRedeemed).toBe(0)
  })
})

describe('the balance', () => {
  test('pays first, the oldest credit before the younger, and the card the rest', async () => {
    const { customerId } = await subscribedCustomer({ plan: 'starter' })
    await give(customerId, 2000n, null, START)
    const later = new Date('2026-01-20T09:00:00Z')
    await give(customerId, 3000n, null, later)
    await travelTo('2026-02-15T09:30:00Z')
    // 34.51 are due: 20.00 and 14.51 of the credit; 15.49 are left, and pay a part of March's.
    expect(await balance(customerId, START)).toBe(1549n)
    expect(await db.payment.count({ where: { customerId } })).toBe(1)
    await travelTo('2026-03-15T09:30:00Z')
    const [last] = await db.payment.findMany({ where: { customerId }, orderBy: { createdAt: 'desc' } })
    expect(last?.amount).toBe(1902n)
    expect(await balance(customerId, START)).toBe(0n)
    const movements = await listBalanceMovements(customerId, 50)
    expect(movements.map(({ kind, amount }) => [kind, amount])).toEqual([
      ['applied', -1549n],
      ['applied', -1451n],
      ['applied', -2000n],
      ['granted', 3000n],
      ['granted', 2000n],
    ])
    expect(await brokenInvariants(new Date('2026-03-15T09:30:00Z'))).toEqual([])
  })

  test('pays a whole checkout, and comes back when the order is given up', async () => {
    const covered = await newCustomer()
    await give(covered, 10_000n)
    const { subscriptionId, paymentId } = await checkOutAs({ customerId: covered })
    expect(paymentId).toBeNull()
    expect((await getSubscription(subscriptionId)).status).toBe('ACTIVE')
    expect(await balance(covered, START)).toBe(2979n)

    const partly = await newCustomer()
    await give(partly, 2021n)
    const order = await startCheckout({ customerId: partly })
    expect((await db.payment.findUniqueOrThrow({ where: { id: order.paymentId } })).amount).toBe(5000n)
    expect(await balance(partly, START)).toBe(0n)
    await abandonCheckout({ subscriptionId: order.subscriptionId, now: START })
    expect(await balance(partly, START)).toBe(2021n)
    expect(await creditAccount(partly)).toBe(2021n)
    // The next order takes it again.
    const again = await startCheckout({ customerId: partly })
    await confirmInBrowser({ clientSecret: again.clientSecret, number: '4242424242424242' })
    await reconcilePayment({ paymentId: again.paymentId, now: START })
    expect((await getSubscription(again.subscriptionId)).status).toBe('ACTIVE')
    expect(await brokenInvariants(START)).toEqual([])
  })

  test('pays what is open at once, and the subscription is all right again', async () => {
    const { customerId, subscriptionId } = await subscribedCustomer({ plan: 'starter' })
    await addMethod(customerId, '4000000000000341')
    await travelTo('2026-02-15T09:30:00Z')
    expect((await getSubscription(subscriptionId)).status).toBe('PAST_DUE')
    const now = new Date('2026-02-15T12:00:00Z')
    await give(customerId, 5000n, null, now)
    expect((await getSubscription(subscriptionId)).status).toBe('ACTIVE')
    expect((await invoicesOf(customerId)).at(-1)).toMatchObject({ total: 3451n, status: 'PAID' })
    expect(await balance(customerId, now)).toBe(1549n)
    expect(await brokenInvariants(now)).toEqual([])
  })

  test('expires to the minute as income; what staff gave they can take back, once', async () => {
    const customerId = await newCustomer()
    await give(customerId, 1000n, new Date('2026-02-01T00:00:00Z'))
    const { grantId } = await give(customerId, 500n)
    expect(await balance(customerId, new Date('2026-02-01T00:00:00Z'))).toBe(500n)
    await travelTo('2026-02-01T00:00:00Z')
    expect(await creditAccount(customerId)).toBe(500n)
    expect(await expireCredits({ now: new Date('2026-02-01T00:00:00Z') })).toBe(0)

    const withdraw = () =>
      withdrawCredit({ customerId, grantId, actor: systemActor('Test'), now: new Date('2026-02-02T00:00:00Z') })
    const answers = await Promise.allSettled([withdraw(), withdraw()])
    expect(answers.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected'])
    expect(await creditAccount(customerId)).toBe(0n)
    const accounts = await db.ledgerEntry.groupBy({
      by: ['account'],
      where: { transaction: { customerId } },
      _sum: { amount: true },
    })
    expect(Object.fromEntries(accounts.map(({ account, _sum }) => [account, _sum.amount]))).toEqual({
      customer_credit: 0n,
      goodwill: 1000n,
      breakage: -1000n,
    })
  })

  test('nothing, less than nothing, and yesterday are refused and leave nothing behind', async () => {
    const customerId = await newCustomer()
    const before = await db.auditEntry.count()
    await expect(give(customerId, 0n)).rejects.toMatchObject({ code: 'credit_amount_invalid' })
    await expect(give(customerId, -100n)).rejects.toMatchObject({ code: 'credit_amount_invalid' })
    await expect(give(customerId, 100n, START)).rejects.toMatchObject({ code: 'credit_expiry_past' })
    expect(await db.creditGrant.count({ where: { customerId } })).toBe(0)
    expect(await db.auditEntry.count()).toBe(before)
  })
})
