import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { searchInvoices } from '@/lib/invoices/read-invoices'
import { updateBillingDetails } from '@/lib/customers/update-billing-details'
import { cancelNow } from '@/lib/payments/cancel-now'
import { db } from '@/lib/platform/db/client'
import { publishPrice } from '@/lib/catalog/publish-price'
import { listAddOns } from '@/lib/catalog/read-catalog'
import { DEFAULT_POLICY, updateBillingPolicy } from '@/lib/subscriptions/billing-policy'
import { cancelSubscription, undoPendingChange } from '@/lib/subscriptions/cancel-subscription'
import { changeAddOn, previewAddOn } from '@/lib/subscriptions/change-add-on'
import { extendTrial } from '@/lib/subscriptions/change-trial'
import { startTrial } from '@/lib/subscriptions/start-trial'
import { moveToPrice } from '@/lib/subscriptions/move-to-price'
import { previewRenewal } from '@/lib/subscriptions/preview-renewal'
import { reactivateSubscription } from '@/lib/subscriptions/reactivate-subscription'
import { beginSubscription, previewBegin } from '@/lib/subscriptions/begin-subscription'
import { changePlan, previewPlanChange } from '@/lib/subscriptions/change-plan'
import { previewEndNow } from '@/lib/subscriptions/end-now'
import { pauseSubscription, previewPause } from '@/lib/subscriptions/pause-subscription'
import { getSubscription } from '@/lib/subscriptions/read-subscriptions'
import { previewResume, resumeSubscription } from '@/lib/subscriptions/resume-subscription'
import { closeJobs } from './run-jobs'
import {
  ACTOR,
  addMethod,
  BERLIN,
  brokenInvariants,
  createWorld,
  newCustomer,
  priceOf,
  standAt,
  START,
  subscribedCustomer,
  travelTo,
  work,
} from './testing/world'

// START is 15 January 2026, 09:00Z = 10:00 in Berlin. Starter costs 29.00, Professional 59.00 net; VAT is 19 %.

beforeAll(createWorld)
beforeEach(() => standAt(START))
afterAll(closeJobs)

const invoicesOf = async (customerId: string) =>
  (await searchInvoices({ customerId, page: 1, pageSize: 50, sort: 'number', direction: 'asc' })).rows
const totalsOf = async (customerId: string) => (await invoicesOf(customerId)).map(({ total }) => total)
const balanceOf = async (customerId: string) =>
  (await db.creditGrant.aggregate({ where: { customerId }, _sum: { remaining: true } }))._sum.remaining ?? 0n
const chargesOf = async (customerId: string) =>
  (await db.payment.findMany({ where: { customerId, status: 'SUCCEEDED' }, orderBy: { createdAt: 'asc' } })).map(
    ({ amount }) => amount,
  )
const mailsOf = async (customerId: string) =>
  (await db.notification.findMany({ where: { customerId }, orderBy: { createdAt: 'asc' } })).map(({ kind }) => kind)

/** Building packs, 15.00 a month. */
async function addOnPrice(): Promise<string> {
  const plan = await db.plan.upsert({
    where: { code: 'test-pack' },
    create: {
      id: 'plan_pack',
      code: 'test-pack',
      name: 'Pack',
      description: '',
      rank: 9,
      kind: 'ADD_ON',
      maxQuantity: 9,
      prices: { create: { id: 'price_pack', interval: 'MONTH', currency: 'EUR', unitAmount: 1500n, createdAt: START } },
    },
    update: {},
    include: { prices: true },
  })
  return plan.prices[0]!.id
}

/** A customer with an address, who can be billed, and a card if wished. */
async function billableCustomer(number: string | null = '4242424242424242'): Promise<string> {
  const customerId = await newCustomer()
  await updateBillingDetails({ customerId, details: { ...BERLIN, vatId: undefined }, actor: ACTOR, now: START })
  if (number) await addMethod(customerId, number)
  return customerId
}

describe('quantity and add-ons', () => {
  // A quarter of the 31-day period has passed: 7 days 18 hours.
  const QUARTER = new Date('2026-01-23T03:00:00Z')

  test('more counts now and is charged by share; less waits for the period end; both are one invoice then', async () => {
    await db.plan.update({ where: { code: 'professional' }, data: { maxQuantity: 5 } })
    const { customerId, subscriptionId } = await subscribedCustomer({ plan: 'professional' })
    const base = { customerId, subscriptionId, actor: ACTOR, now: QUARTER }
    await standAt(QUARTER)
    // Two more for three quarters: 2 × 44.25 = 88.50 + 19 % (16.815 → 16.82) = 105.32.
    const more = { ...base, priceId: await priceOf('professional'), quantity: 3 }
    expect((await previewPlanChange(more)).dueToday?.total).toBe(10532n)
    expect((await changePlan(more)).invoice?.total).toBe(10532n)
    for (const quantity of [0, -1, 1.5, 6])
      await expect(changePlan({ ...more, quantity })).rejects.toMatchObject({
        code: quantity === 6 ? 'quantity_not_allowed' : 'quantity_invalid',
      })
    // Two packs for three quarters: 2 × 11.25 = 22.50 + 4.28 (4.275) = 26.78.
    const pack = { ...base, priceId: await addOnPrice(), quantity: 2 }
    expect((await previewAddOn(pack)).settlement?.toCharge).toBe(2678n)
    expect((await changeAddOn(pack)).invoice?.total).toBe(2678n)
    await expect(changeAddOn(pack)).rejects.toMatchObject({ code: 'already_on_price' })
    await expect(changePlan({ ...base, priceId: pack.priceId })).rejects.toMatchObject({ code: 'price_not_available' })

    const later = new Date('2026-01-25T03:00:00Z')
    expect(await changePlan({ ...more, quantity: 2, now: later })).toMatchObject({
      timing: 'period_end',
      invoice: null,
    })
    expect(await changeAddOn({ ...pack, quantity: 0, now: later })).toMatchObject({
      timing: 'period_end',
      invoice: null,
    })
    // Taken back, and then wanted once more.
    await changeAddOn({ ...pack, quantity: 2, now: later })
    await changeAddOn({ ...pack, quantity: 1, now: later })
    // 2 × 59.00 + 15.00 = 133.00 + 25.27 = 158.27.
    const contract = await getSubscription(subscriptionId)
    const buyer = await db.customer.findUniqueOrThrow({ where: { id: customerId } })
    expect((await previewRenewal({ contract, buyer }))?.invoice.total).toBe(15827n)
    await travelTo('2026-02-15T12:00:00Z')
    expect(await totalsOf(customerId)).toEqual([7021n, 10532n, 2678n, 15827n])
    expect(await brokenInvariants(new Date('2026-02-15T12:00:00Z'))).toEqual([])
  })

  const packOf = async (interval: 'MONTH' | 'YEAR') =>
    (await listAddOns())
      .find(({ code }) => code === 'extra_buildings')!
      .prices.find((price) => price.interval === interval)!.id

  test('a pack planned for later begins as planned in a new rhythm, at its price there', async () => {
    const { customerId, subscriptionId } = await subscribedCustomer({ plan: 'professional' })
    const base = { customerId, subscriptionId, actor: ACTOR, now: QUARTER }
    await standAt(QUARTER)
    await changeAddOn({ ...base, priceId: await packOf('MONTH'), quantity: 1, timing: 'period_end' })
    // 590.00 for the year, 190.00 × 341.75 ÷ 365 = 177.897 for the pack from 15 February, less 44.25 not used:
    // 723.65 + 19 % (137.4935) = 861.14.
    const yearly = { ...base, priceId: await priceOf('professional', 'YEAR') }
    expect((await previewPlanChange(yearly)).dueToday?.total).toBe(86114n)
    expect((await changePlan(yearly)).invoice?.total).toBe(86114n)
    await work()
    await travelTo('2026-03-16T12:00:00Z')
    expect(await totalsOf(customerId)).toEqual([7021n, 86114n])
    expect(await brokenInvariants(new Date('2026-03-16T12:00:00Z'))).toEqual([])
  })

  test('fewer packs and another rhythm, both for the end of the period', async () => {
    const { customerId, subscriptionId } = await subscribedCustomer({ plan: 'professional', interval: 'YEAR' })
    const base = { customerId, subscriptionId, actor: ACTOR, now: START }
    await changeAddOn({ ...base, priceId: await packOf('YEAR'), quantity: 3 })
    await changeAddOn({ ...base, priceId: await packOf('YEAR'), quantity: 1 })
    const monthly = { ...base, priceId: await priceOf('professional') }
    expect(await changePlan(monthly)).toMatchObject({ timing: 'period_end', invoice: null })
    await work()
    // 59.00 + 19.00 + 19 % = 92.82.
    const contract = await getSubscription(subscriptionId)
    const buyer = await db.customer.findUniqueOrThrow({ where: { id: customerId } })
    expect((await previewRenewal({ contract, buyer }))?.invoice.total).toBe(9282n)
    await travelTo('2027-02-15T12:00:00Z')
    // 590.00 and 3 × 190.00, each with 19 %; then two months.
    expect(await totalsOf(customerId)).toEqual([70210n, 67830n, 9282n, 9282n])
    expect(await brokenInvariants(new Date('2027-02-15T12:00:00Z'))).toEqual([])
  })

  test('next_period: the change counts now, its difference joins the renewal', async () => {
    await updateBillingPolicy({ policy: { ...DEFAULT_POLICY, upgradeMode: 'NEXT_PERIOD' }, actor: ACTOR, now: START })
    const { customerId, subscriptionId } = await subscribedCustomer({ plan: 'starter' })
    await standAt(QUARTER)
    const change = { customerId, subscriptionId, priceId: await priceOf('professional'), actor: ACTOR, now: QUARTER }
    expect(await changePlan(change)).toMatchObject({ timing: 'now', invoice: null })
    await updateBillingPolicy({ policy: DEFAULT_POLICY, actor: ACTOR, now: START })
    // −21.75 + 44.25 + 59.00 = 81.50 + 19 % (15.485 → 15.49) = 96.99.
    const contract = await getSubscription(subscriptionId)
    const buyer = await db.customer.findUniqueOrThrow({ where: { id: customerId } })
    expect((await previewRenewal({ contract, buyer }))?.invoice.total).toBe(9699n)
    await travelTo('2026-02-15T12:00:00Z')
    expect(await totalsOf(customerId)).toEqual([3451n, 9699n])
    await travelTo('2026-03-15T12:00:00Z')
    expect(await totalsOf(customerId)).toEqual([3451n, 9699n, 7021n])
    expect(await brokenInvariants(new Date('2026-03-15T12:00:00Z'))).toEqual([])
  })

  test('a new price: sold from now on, kept by who has it, moved with notice at a renewal far enough', async () => {
    const keeper = await subscribedCustomer({ plan: 'enterprise' })
    const leaver = await subscribedCustomer({ plan: 'enterprise' })
    await cancelSubscription({ ...leaver, actor: ACTOR, now: START })
    const old = await priceOf('enterprise')
    const publish = { priceId: old, unitAmount: 10900n, actor: ACTOR, now: START }
    const price = await publishPrice(publish)
    await expect(publishPrice(publish)).rejects.toMatchObject({ code: 'price_unchanged' })
    expect(await priceOf('enterprise')).toBe(price.id)
    const move = { priceId: price.id, actor: ACTOR, now: START }
    await expect(moveToPrice({ ...move, noticeDays: 3 })).rejects.toMatchObject({ code: 'notice_too_short' })
    expect(await moveToPrice(move)).toEqual({ moved: 1, waiting: 1 })
    expect(await moveToPrice(move)).toEqual({ moved: 0, waiting: 0 })
    // 30 days from 15 January is 14 February: the renewal of 15 February is far enough.
    const { pendingChange } = await getSubscription(keeper.subscriptionId)
    expect(pendingChange).toMatchObject({ origin: 'PRICE_CHANGE', effectiveAt: new Date('2026-02-15T09:00:00Z') })
    await expect(undoPendingChange({ ...keeper, actor: ACTOR, now: START })).rejects.toMatchObject({
      code: 'price_change_stands',
    })
    expect(await mailsOf(keeper.customerId)).toContain('price_change')
    await travelTo('2026-03-15T12:00:00Z')
    // 99.00 + 18.81, then 109.00 + 20.71.
    expect(await totalsOf(keeper.customerId)).toEqual([11781n, 12971n, 12971n])
    expect(await totalsOf(leaver.customerId)).toEqual([11781n])
    expect(await brokenInvariants(new Date('2026-03-15T12:00:00Z'))).toEqual([])

    const back = await reactivateSubscription({ ...leaver, actor: ACTOR, now: new Date('2026-03-15T12:00:00Z') })
    expect(back.invoice?.total).toBe(12971n)
    await work()
    expect(await chargesOf(leaver.customerId)).toEqual([11781n, 12971n])
    expect((await getSubscription(leaver.subscriptionId)).status).toBe('CANCELED')
  })
})

describe('at once', () => {
  // Half of the 31-day period: 15.5 days after START.
  const HALF = new Date('2026-01-30T21:00:00Z')

  test('a pause credits the unused half to the balance, as previewed, and charges nothing', async () => {
    const { customerId, subscriptionId } = await subscribedCustomer({ plan: 'starter' })
    const pause = { customerId, subscriptionId, resumesAt: null, now: HALF }
    const { settlement } = await previewPause(pause)
    // 14.50 + 2.76 VAT (half of 5.51 is 2.755) = 17.26.
    expect(settlement.credited).toEqual({ total: 1726n, toReceivable: 0n, toRefund: 0n, toBalance: 1726n })
    expect(await pauseSubscription({ ...pause, actor: ACTOR })).toEqual({ resumesAt: null, credited: 1726n })
    expect(await balanceOf(customerId)).toBe(1726n)
    expect(await getSubscription(subscriptionId)).toMatchObject({ status: 'PAUSED', renewsAt: null, wakesAt: null })
    expect(await brokenInvariants(HALF)).toEqual([])

    const later = { ...pause, now: new Date('2026-01-31T12:00:00Z'), actor: ACTOR }
    await expect(pauseSubscription(later)).rejects.toMatchObject({ code: 'subscription_paused' })
    await expect(changePlan({ ...later, priceId: await priceOf('professional') })).rejects.toMatchObject({
      code: 'subscription_paused',
    })
    // Resumed: a full month from then, of which the balance pays 17.26: 34.51 − 17.26 = 17.25.
    const preview = await previewResume(later)
    expect([preview.settlement.fromBalance, preview.settlement.toCharge]).toEqual([1726n, 1725n])
    const { invoice } = await resumeSubscription(later)
    expect(invoice?.total).toBe(3451n)
    await standAt(later.now)
    await work()
    expect(await chargesOf(customerId)).toEqual([3451n, 1725n])
    expect(await balanceOf(customerId)).toBe(0n)
    expect((await getSubscription(subscriptionId)).currentPeriodEnd.toISOString()).toBe('2026-02-28T12:00:00.000Z')
    await expect(resumeSubscription(later)).rejects.toMatchObject({ code: 'subscription_not_paused' })
    expect(await brokenInvariants(later.now)).toEqual([])
  })

  test.each([
    ['none', { total: 0n, toRefund: 0n, toBalance: 0n }, 0n],
    ['balance', { total: 1726n, toRefund: 0n, toBalance: 1726n }, 1726n],
    ['refund', { total: 1726n, toRefund: 1726n, toBalance: 0n }, 0n],
  ] as const)('a cancellation with %s', async (credit, expected, balance) => {
    const { customerId, subscriptionId } = await subscribedCustomer({ plan: 'starter' })
    const cancel = { customerId, subscriptionId, credit, now: HALF }
    expect((await previewEndNow(cancel)).settlement.credited).toMatchObject(expected)
    const done = await cancelNow({ ...cancel, actor: ACTOR })
    expect([done.credited, done.refunded]).toEqual([expected.total, expected.toRefund])
    await work()
    expect(await balanceOf(customerId)).toBe(balance)
    const refunds = await db.refund.findMany({ where: { payment: { customerId } } })
    expect(refunds.map(({ amount, status }) => [amount, status])).toEqual(
      expected.toRefund > 0n ? [[1726n, 'SUCCEEDED']] : [],
    )
    expect(await getSubscription(subscriptionId)).toMatchObject({ status: 'CANCELED', endedAt: HALF, renewsAt: null })
    await expect(cancelNow({ ...cancel, actor: ACTOR })).rejects.toMatchObject({ code: 'subscription_not_live' })
    expect(await brokenInvariants(HALF)).toEqual([])
  })

  test('a cent that the balance leaves is not charged, but let go by a credit note', async () => {
    const { customerId, subscriptionId } = await subscribedCustomer({ plan: 'starter' })
    const now = new Date(START.getTime() + 10 * 60_000)
    const request = { customerId, subscriptionId, now, actor: ACTOR }
    // Ten of 44,640 minutes are used: 28.99 (28.9935) + 5.51 (5.5081) = 34.50.
    expect(await pauseSubscription({ ...request, resumesAt: null })).toMatchObject({ credited: 3450n })
    const later = { ...request, now: new Date(now.getTime() + 1000) }
    const { settlement } = await previewResume(later)
    expect([settlement.fromBalance, settlement.toCharge]).toEqual([3450n, 0n])
    await resumeSubscription(later)
    await standAt(later.now)
    await work()
    expect(await chargesOf(customerId)).toEqual([3451n])
    expect(await balanceOf(customerId)).toBe(0n)
    expect((await invoicesOf(customerId)).map(({ status }) => status)).toEqual(['PAID', 'PAID'])
    const waived = await db.creditNote.findMany({ where: { customerId, reason: 'small_amount' } })
    expect(waived.map(({ total, toReceivable }) => [total, toReceivable])).toEqual([[1n, 1n]])
    expect(await brokenInvariants(later.now)).toEqual([])
  })

  test('a downgrade that staff make now: the charge is paid from the credit, the rest stays as balance', async () => {
    const { customerId, subscriptionId } = await subscribedCustomer({ plan: 'professional' })
    const change = { customerId, subscriptionId, priceId: await priceOf('starter'), timing: 'now' as const, now: HALF }
    const preview = await previewPlanChange(change)
    // Professional back: 29.50 + 5.61 (half of 11.21 is 5.605) = 35.11. Starter's half: 14.50 + 2.76 = 17.26.
    expect(preview.settlement).toMatchObject({ credited: { toBalance: 3511n }, fromBalance: 1726n, toCharge: 0n })
    const { invoice, credited } = await changePlan({ ...change, actor: ACTOR })
    expect([invoice?.total, credited]).toEqual([1726n, 3511n])
    await standAt(HALF)
    await work()
    expect(await balanceOf(customerId)).toBe(1785n)
    expect((await invoicesOf(customerId)).map(({ status, amountPaid }) => [status, amountPaid])).toEqual([
      ['PAID', 7021n],
      ['PAID', 0n],
    ])
    expect(await brokenInvariants(HALF)).toEqual([])
  })

  test('moved up and, a second later, back: no invoice is credited beyond its total, and nothing was won or lost', async () => {
    const { customerId, subscriptionId } = await subscribedCustomer({ plan: 'starter' })
    const change = { customerId, subscriptionId, timing: 'now' as const, actor: ACTOR, now: HALF }
    // Professional's half less starter's: 29.50 − 14.50 = 15.00 + 2.85 = 17.85.
    const up = await changePlan({ ...change, priceId: await priceOf('professional') })
    expect(up.invoice?.total).toBe(1785n)
    await standAt(HALF)
    await work()
    // All of professional goes back: the 17.85 of its invoice, and on the first one the half that was set off there,
    // 14.50 + 2.76 (2.755) = 17.26. Starter's half is charged again: 17.26.
    const later = new Date(HALF.getTime() + 1000)
    const back = await changePlan({ ...change, priceId: await priceOf('starter'), now: later })
    expect([back.invoice?.total, back.credited]).toEqual([1726n, 3511n])
    await standAt(later)
    await work()
    expect(await balanceOf(customerId)).toBe(1785n)
    const notes = await db.creditNote.findMany({ where: { customerId }, orderBy: { total: 'desc' } })
    expect(notes.map(({ total, toBalance }) => [total, toBalance])).toEqual([
      [1785n, 1785n],
      [1726n, 1726n],
    ])
    expect(await brokenInvariants(later)).toEqual([])
  })

  test('monthly to yearly restarts the cycle: the unused half is set off against the year', async () => {
    const { customerId, subscriptionId } = await subscribedCustomer({ plan: 'starter' })
    const change = { customerId, subscriptionId, priceId: await priceOf('starter', 'YEAR'), now: HALF }
    // 290.00 − 14.50 = 275.50 + 19 % (52.345 → 52.35) = 327.85.
    expect((await previewPlanChange(change)).dueToday?.total).toBe(32785n)
    expect((await changePlan({ ...change, actor: ACTOR })).invoice?.total).toBe(32785n)
    const { currentPeriodEnd, renewsAt } = await getSubscription(subscriptionId)
    expect([currentPeriodEnd, renewsAt]).toEqual([new Date('2027-01-30T21:00:00Z'), new Date('2027-01-30T21:00:00Z')])
    await standAt(HALF)
    await work()
    expect(await brokenInvariants(HALF)).toEqual([])
  })

  test('backdated by two and a half months: three periods on one invoice, in step with the past start', async () => {
    const customerId = await billableCustomer()
    const begin = {
      customerId,
      priceId: await priceOf('starter'),
      startsAt: new Date('2025-10-31T11:00:00Z'),
      now: START,
    }
    // 31 Oct – 30 Nov – 31 Dec – 31 Jan: 3 × 29.00 = 87.00 + 16.53 = 103.53.
    const { settlement } = await previewBegin(begin)
    expect([settlement.invoice?.total, settlement.cycles.length]).toEqual([10353n, 3])
    const { subscriptionId, invoice } = await beginSubscription({ ...begin, actor: ACTOR })
    expect(invoice?.total).toBe(10353n)
    expect(await getSubscription(subscriptionId)).toMatchObject({
      status: 'ACTIVE',
      currentPeriodStart: new Date('2025-12-31T11:00:00Z'),
      currentPeriodEnd: new Date('2026-01-31T11:00:00Z'),
    })
    await work()
    expect(await chargesOf(customerId)).toEqual([10353n])
    await expect(beginSubscription({ ...begin, actor: ACTOR })).rejects.toMatchObject({ code: 'subscription_exists' })
    expect(await brokenInvariants(START)).toEqual([])
  })

  test('of two contradictory changes at once one is made, the other refused, and the books agree', async () => {
    await standAt(HALF)
    const { customerId, subscriptionId } = await subscribedCustomer({ plan: 'starter' })
    const base = { customerId, subscriptionId, actor: ACTOR, now: HALF }
    const outcomes = await Promise.allSettled([
      changePlan({ ...base, priceId: await priceOf('professional') }),
      pauseSubscription({ ...base, resumesAt: null }),
      cancelNow({ ...base, credit: 'balance' }),
    ])
    expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
    const codes = outcomes.flatMap((each) =>
      each.status === 'rejected' ? [(each.reason as { code: string }).code] : [],
    )
    for (const code of codes)
      expect([
        'changed_meanwhile',
        'subscription_paused',
        'subscription_not_active',
        'subscription_not_live',
      ]).toContain(code)
    expect(await brokenInvariants(HALF)).toEqual([])
  })

  test('what is past due is neither paused nor changed; ended, its credit first lowers what is owed', async () => {
    const { customerId, subscriptionId } = await subscribedCustomer({ plan: 'starter' })
    await db.subscription.update({ where: { id: subscriptionId }, data: { status: 'PAST_DUE' } })
    const base = { customerId, subscriptionId, actor: ACTOR, now: HALF }
    const past = { code: 'subscription_past_due' }
    await expect(pauseSubscription({ ...base, resumesAt: null })).rejects.toMatchObject(past)
    await expect(changePlan({ ...base, priceId: await priceOf('professional') })).rejects.toMatchObject(past)
    await expect(changeAddOn({ ...base, priceId: await addOnPrice(), quantity: 1 })).rejects.toMatchObject(past)
    await expect(resumeSubscription(base)).rejects.toMatchObject({ code: 'subscription_not_paused' })
    expect(await totalsOf(customerId)).toEqual([3451n])
    // As if it was never paid: half of 34.51 is no longer owed, 17.26; 17.25 is.
    await db.invoice.updateMany({ where: { customerId }, data: { status: 'OPEN', amountPaid: 0n, paidAt: null } })
    expect((await previewEndNow({ ...base, credit: 'refund' })).settlement.credited).toEqual({
      total: 1726n,
      toReceivable: 1726n,
      toRefund: 0n,
      toBalance: 0n,
    })
    await db.invoice.updateMany({ where: { customerId }, data: { status: 'PAID', amountPaid: 3451n } })
  })

  test('what makes no sense is refused with its code and leaves nothing behind', async () => {
    const customerId = await billableCustomer()
    const priceId = await priceOf('starter')
    const begin = { customerId, priceId, actor: ACTOR, now: START }
    const refusals: [object, string][] = [
      [{ quantity: 0 }, 'quantity_invalid'],
      [{ quantity: -1 }, 'quantity_invalid'],
      [{ quantity: 2 }, 'quantity_not_allowed'],
      [{ trialDays: -1 }, 'trial_invalid'],
      [{ trialDays: 1.5 }, 'trial_invalid'],
      [{ startsAt: new Date('2020-01-01T00:00:00Z') }, 'start_out_of_range'],
      [{ startsAt: new Date('2030-01-01T00:00:00Z') }, 'start_out_of_range'],
      [{ priceId: 'price_nonsense' }, 'price_not_available'],
    ]
    for (const [input, code] of refusals)
      await expect(beginSubscription({ ...begin, ...input })).rejects.toMatchObject({ code })
    expect(await db.subscription.count({ where: { customerId } })).toBe(0)
    const noAddress = await newCustomer()
    await expect(beginSubscription({ ...begin, customerId: noAddress })).rejects.toMatchObject({
      code: 'billing_address_missing',
    })
    expect(await db.subscription.count({ where: { customerId: noAddress } })).toBe(0)
  })
})

describe('a trial that the plan offers', () => {
  const member = { type: 'member' as const, id: 'usr_1', label: 'owner@example.com' }

  test('begins without a method, once; who comes back needs one', async () => {
    await db.plan.update({ where: { code: 'starter' }, data: { trialDays: 14 } })
    const customerId = await billableCustomer(null)
    const begin = { customerId, priceId: await priceOf('starter'), actor: member, now: START }
    const { subscriptionId } = await startTrial(begin)
    expect(await getSubscription(subscriptionId)).toMatchObject({ status: 'TRIALING', trialEndAction: 'CANCEL' })
    const later = new Date('2026-01-16T09:00:00Z')
    const cancel = { customerId, subscriptionId, actor: member, now: later }
    // To the end of the trial; taken back; then at once.
    expect(await cancelSubscription(cancel)).toEqual({ endsAt: new Date('2026-01-29T09:00:00Z') })
    await undoPendingChange(cancel)
    expect(await extendTrial({ ...cancel, days: 7 })).toEqual({ trialEndsAt: new Date('2026-02-05T09:00:00Z') })
    expect(await cancelNow({ ...cancel, credit: 'refund' })).toMatchObject({ credited: 0n, refunded: 0n })
    await expect(startTrial({ ...begin, now: later })).rejects.toMatchObject({ code: 'trial_not_offered' })
    await expect(extendTrial({ ...cancel, days: 7 })).rejects.toMatchObject({ code: 'subscription_not_in_trial' })
    await expect(reactivateSubscription(cancel)).rejects.toMatchObject({ code: 'payment_method_missing' })
    expect(await totalsOf(customerId)).toEqual([])
    await db.plan.update({ where: { code: 'starter' }, data: { trialDays: 0 } })
    expect(await brokenInvariants(later)).toEqual([])
  })
})

// Last: it moves everybody's clock.
describe('in time', () => {
  test('trials convert, end or pause; pauses end; scheduled ones start; each tells in time', async () => {
    const priceId = await priceOf('starter')
    const start = async (number: string | null, input: object = {}) => {
      const customerId = await billableCustomer(number)
      const { subscriptionId } = await beginSubscription({ customerId, priceId, actor: ACTOR, now: START, ...input })
      return { customerId, subscriptionId }
    }
    const card = '4242424242424242'
    const converting = await start(card, { trialDays: 14 })
    const expiring = await start(null, { trialDays: 14 })
    const pausing = await start(null, { trialDays: 14, trialEndAction: 'PAUSE' })
    const billed = await start(null, { trialDays: 14, trialEndAction: 'CREATE_INVOICE' })
    const upgrading = await start(card, { trialDays: 14 })
    const scheduled = await start(card, { startsAt: new Date('2026-02-10T08:00:00Z') })
    const resting = await subscribedCustomer({ plan: 'starter' })
    expect(await getSubscription(converting.subscriptionId)).toMatchObject({
      status: 'TRIALING',
      renewsAt: null,
      trialEndsAt: new Date('2026-01-29T09:00:00Z'),
      wakesAt: new Date('2026-01-26T09:00:00Z'),
    })
    expect(await totalsOf(converting.customerId)).toEqual([])

    await travelTo('2026-01-20T09:00:00Z')
    const now = new Date('2026-01-20T09:00:00Z')
    const toYearly = { ...upgrading, priceId: await priceOf('professional', 'YEAR'), actor: ACTOR, now }
    expect(await changePlan(toYearly)).toMatchObject({ timing: 'now', invoice: null })
    const resumesAt = new Date('2026-02-20T09:00:00Z')
    await pauseSubscription({ ...resting, resumesAt, actor: ACTOR, now })

    await travelTo('2026-01-27T09:00:00Z')
    expect(await mailsOf(converting.customerId)).toEqual(['trial_ending'])
    await travelTo('2026-01-30T09:00:00Z')
    const states = async () =>
      Promise.all(
        [converting, expiring, pausing, billed, upgrading, scheduled, resting].map(
          async ({ subscriptionId }) => (await getSubscription(subscriptionId)).status,
        ),
      )
    expect(await states()).toEqual(['ACTIVE', 'CANCELED', 'PAUSED', 'PAST_DUE', 'ACTIVE', 'SCHEDULED', 'PAUSED'])
    expect(await chargesOf(converting.customerId)).toEqual([3451n])
    // 590.00 + 112.10.
    expect(await chargesOf(upgrading.customerId)).toEqual([70210n])
    expect(await mailsOf(expiring.customerId)).toEqual(['trial_ending', 'trial_ended'])
    expect(await totalsOf(expiring.customerId)).toEqual([])

    await travelTo('2026-02-25T12:00:00Z')
    expect((await states()).slice(5)).toEqual(['ACTIVE', 'ACTIVE'])
    expect(await chargesOf(scheduled.customerId)).toEqual([3451n])
    expect((await getSubscription(scheduled.subscriptionId)).currentPeriodEnd).toEqual(new Date('2026-03-10T08:00:00Z'))
    // Paused after 5 of 31 days: 26/31 of 29.00 = 24.32 + 4.62 = 28.94 credited; 34.51 − 28.94 = 5.57 on resuming.
    expect(await chargesOf(resting.customerId)).toEqual([3451n, 557n])
    expect((await getSubscription(resting.subscriptionId)).currentPeriodEnd).toEqual(new Date('2026-03-20T09:00:00Z'))

    await travelTo('2026-03-21T12:00:00Z')
    expect(await chargesOf(resting.customerId)).toEqual([3451n, 557n, 3451n])
    expect(await brokenInvariants(new Date('2026-03-21T12:00:00Z'))).toEqual([])
  })
})
