import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { searchInvoices } from '@/lib/invoices/read-invoices'
import { cancelNow } from '@/lib/payments/cancel-now'
import { recordOutsidePayment } from '@/lib/payments/record-outside-payment'
import { openPayment } from '@/lib/payments/open-payment'
import { reconcilePayment } from '@/lib/payments/reconcile-payment'
import { rebillInvoice } from '@/lib/payments/take-back-invoice'
import { db } from '@/lib/platform/db/client'
import { beginSubscription } from '@/lib/subscriptions/begin-subscription'
import { cancelSubscription } from '@/lib/subscriptions/cancel-subscription'
import { pauseSubscription } from '@/lib/subscriptions/pause-subscription'
import { getSubscription } from '@/lib/subscriptions/read-subscriptions'
import { closeJobs } from './run-jobs'
import {
  ACTOR,
  addMethod,
  brokenInvariants,
  confirmInBrowser,
  createWorld,
  newCustomer,
  priceOf,
  standAt,
  START,
  subscribedCustomer,
  travelTo,
  work,
} from './testing/world'

// START is 15 January 2026, 09:00Z. Starter costs 29.00, Professional 59.00 net a month; VAT is 19 %.

const RENEWAL = '2026-02-15T09:00:00Z'
const REFUSED = '4000000000000341'

beforeAll(createWorld)
beforeEach(() => standAt(START))
afterAll(closeJobs)

const invoicesOf = async (customerId: string) =>
  db.invoice.findMany({
    where: { customerId },
    orderBy: { number: 'asc' },
    include: { lines: { orderBy: { position: 'asc' } } },
  })
const statusOf = async (id: string) => (await getSubscription(id)).status
const paymentsOf = async (customerId: string) =>
  (await db.payment.findMany({ where: { customerId, status: 'SUCCEEDED' }, orderBy: { createdAt: 'asc' } })).map(
    ({ amount }) => amount,
  )

/** Professional from START; ten days later Starter beside it, aligned. */
async function two(number?: string) {
  const { customerId, subscriptionId: first } = await subscribedCustomer({ number })
  await travelTo('2026-01-25T09:00:00Z')
  const now = new Date('2026-01-25T09:00:00Z')
  const { subscriptionId: second } = await beginSubscription({
    customerId,
    priceId: await priceOf('starter'),
    additional: true,
    alignWith: first,
    name: 'North',
    actor: ACTOR,
    now,
  })
  await work()
  return { customerId, first, second, now }
}

describe('a second subscription', () => {
  test('needs to be asked for as such, and something to align with', async () => {
    const { customerId, subscriptionId } = await subscribedCustomer()
    const begin = { customerId, priceId: await priceOf('starter'), actor: ACTOR, now: START }
    await expect(beginSubscription(begin)).rejects.toMatchObject({ code: 'subscription_exists' })
    const more = { ...begin, additional: true }
    await expect(beginSubscription({ ...more, name: 'n'.repeat(61) })).rejects.toMatchObject({ code: 'name_invalid' })
    const stranger = await subscribedCustomer()
    await expect(beginSubscription({ ...more, alignWith: stranger.subscriptionId })).rejects.toMatchObject({
      code: 'not_found',
    })
    const now = new Date('2026-01-15T10:00:00Z')
    await pauseSubscription({ customerId, subscriptionId, resumesAt: null, actor: ACTOR, now })
    await expect(beginSubscription({ ...more, alignWith: subscriptionId, now })).rejects.toMatchObject({
      code: 'alignment_impossible',
    })
    expect(await db.subscription.count({ where: { customerId } })).toBe(1)
  })

  test('that is aligned is charged a part first, then with the other on one invoice and by one charge', async () => {
    const { customerId, first, second } = await two()
    await travelTo(RENEWAL)
    const [, part, both, ...more] = await invoicesOf(customerId)
    expect(more).toEqual([])
    // 21 of the 31 days to 15 February: 29.00 × 21 ÷ 31 = 19.6451…
    expect(part).toMatchObject({ subscriptionId: second, subtotal: 1965n, total: 2338n })
    expect(both).toMatchObject({ subscriptionId: null, subtotal: 8800n, total: 10472n, status: 'PAID' })
    expect(both!.lines.map((line) => [line.subscriptionId, line.description, line.amount])).toEqual([
      [first, 'Professional, monthly', 5900n],
      [second, 'North: Starter, monthly', 2900n],
    ])
    expect(await paymentsOf(customerId)).toEqual([7021n, 2338n, 10472n])
    const cycles = await db.billingCycle.findMany({ where: { startsAt: new Date(RENEWAL), invoiceId: both!.id } })
    expect(cycles.map(({ subscriptionId }) => subscriptionId).sort()).toEqual([first, second].sort())
    // Found from either side.
    for (const subscriptionId of [first, second]) {
      const { rows } = await searchInvoices({ subscriptionId, page: 1, pageSize: 9 })
      expect(rows.map(({ id }) => id)).toContain(both!.id)
    }
    expect(await brokenInvariants(new Date(RENEWAL))).toEqual([])
  })
})

describe('an invoice of several', () => {
  test('that is not paid makes just those past due, and ends them; others go on', async () => {
    const { customerId, first, second, now } = await two()
    const begin = { customerId, priceId: await priceOf('starter'), actor: ACTOR, now }
    const { subscriptionId: apart } = await beginSubscription({ ...begin, additional: true })
    await work()
    await addMethod(customerId, REFUSED, now)
    await travelTo('2026-02-15T10:00:00Z')
    expect([await statusOf(first), await statusOf(second), await statusOf(apart)]).toEqual([
      'PAST_DUE',
      'PAST_DUE',
      'ACTIVE',
    ])
    await travelTo('2026-02-24T09:00:00Z')
    expect([await statusOf(first), await statusOf(second), await statusOf(apart)]).toEqual([
      'CANCELED',
      'CANCELED',
      'ACTIVE',
    ])
    const mails = await db.notification.findMany({ where: { customerId, kind: 'subscription_ended_unpaid' } })
    expect(mails.map(({ data }) => (data as { planName: string }).planName).sort()).toEqual([
      'North: Starter',
      'Professional',
    ])
    expect(await brokenInvariants(new Date('2026-02-24T09:00:00Z'))).toEqual([])
  })

  test('that is paid late brings all of them back', async () => {
    const { customerId, first, second, now } = await two()
    await addMethod(customerId, REFUSED, now)
    await travelTo('2026-02-16T08:00:00Z')
    const paidAt = new Date('2026-02-16T08:00:00Z')
    const invoice = (await invoicesOf(customerId)).at(-1)!
    const { clientSecret, paymentId } = await openPayment({ invoiceId: invoice.id, now: paidAt })
    await confirmInBrowser({ clientSecret, number: '4242424242424242' })
    await reconcilePayment({ paymentId, now: paidAt })
    expect([await statusOf(first), await statusOf(second)]).toEqual(['ACTIVE', 'ACTIVE'])
    expect(await brokenInvariants(paidAt)).toEqual([])
  })

  test('that a credit for one of them closes brings the other back', async () => {
    const { customerId, first, second, now } = await two()
    await addMethod(customerId, REFUSED, now)
    const at = new Date('2026-02-15T10:00:00Z')
    await travelTo(at.toISOString())
    const { id: invoiceId } = (await invoicesOf(customerId)).at(-1)!
    // 104.72 less 40.00; the credit for nearly all of a month at 70.21 is more than the 64.72 that are left.
    await recordOutsidePayment({ invoiceId, amount: 4000n, reference: 'NTRF-PART', actor: ACTOR, now: at })
    expect([await statusOf(first), await statusOf(second)]).toEqual(['PAST_DUE', 'PAST_DUE'])
    await cancelNow({ customerId, subscriptionId: first, credit: 'balance', actor: ACTOR, now: at })
    expect(await db.invoice.findUnique({ where: { id: invoiceId } })).toMatchObject({ status: 'PAID' })
    expect([await statusOf(first), await statusOf(second)]).toEqual(['CANCELED', 'ACTIVE'])
    expect(await db.dunning.findUnique({ where: { invoiceId } })).toMatchObject({ outcome: 'PAID', endedAt: at })
    expect(await brokenInvariants(at)).toEqual([])
  })

  test('is billed again as one, and credited for one of them alone', async () => {
    const { customerId, first, second, now } = await two()
    await addMethod(customerId, REFUSED, now)
    await travelTo('2026-02-15T10:00:00Z')
    const at = new Date('2026-02-15T10:00:00Z')
    const open = (await invoicesOf(customerId)).at(-1)!
    const again = await rebillInvoice({ invoiceId: open.id, reason: 'Wrong company', actor: ACTOR, now: at })
    const rebilled = (await invoicesOf(customerId)).find(({ id }) => id === again)!
    expect(rebilled).toMatchObject({ subscriptionId: null, total: 10472n })
    expect(rebilled.lines.map(({ subscriptionId }) => subscriptionId)).toEqual([first, second])
    await addMethod(customerId, '4242424242424242', at)
    await work()
    expect([await statusOf(first), await statusOf(second)]).toEqual(['ACTIVE', 'ACTIVE'])

    // 1 March: 14 of 28 days of Starter are left, 29.00 ÷ 2 = 14.50, with VAT 17.26 (17.255).
    await travelTo('2026-03-01T09:00:00Z')
    const { credited } = await cancelNow({
      customerId,
      subscriptionId: second,
      credit: 'balance',
      actor: ACTOR,
      now: new Date('2026-03-01T09:00:00Z'),
    })
    expect(credited).toBe(1726n)
    const notes = await db.creditNote.findMany({ where: { invoiceId: again }, include: { lines: true } })
    expect(notes.flatMap(({ lines }) => lines.map(({ invoiceLineId }) => invoiceLineId))).toEqual([
      rebilled.lines[1]!.id,
    ])
    expect(await statusOf(first)).toBe('ACTIVE')
    expect(await brokenInvariants(new Date('2026-03-01T09:00:00Z'))).toEqual([])
  })

  test('holds what starts, resumes or ends its trial at the instant of a renewal', async () => {
    const { customerId, first, second, now } = await two()
    const renewal = new Date(RENEWAL)
    const priceId = await priceOf('starter')
    const begin = { customerId, priceId, additional: true, actor: ACTOR, now }
    const { subscriptionId: planned } = await beginSubscription({ ...begin, startsAt: renewal })
    // 21 calendar days from 25 January, 10:00 in Berlin: 15 February, 10:00.
    const { subscriptionId: tried } = await beginSubscription({ ...begin, trialDays: 21 })
    const paused = { customerId, subscriptionId: second, resumesAt: renewal, actor: ACTOR }
    await pauseSubscription({ ...paused, now: new Date('2026-01-26T09:00:00Z') })
    await standAt(renewal)
    await travelTo('2026-02-15T09:01:00Z')
    const made = (await invoicesOf(customerId)).filter(({ createdAt }) => createdAt >= renewal)
    // The balance has what the pause gave back.
    expect(made.map(({ subtotal }) => subtotal)).toEqual([5900n + 3n * 2900n])
    expect(new Set(made[0]!.lines.map(({ subscriptionId }) => subscriptionId))).toEqual(
      new Set([first, second, planned, tried]),
    )
    for (const id of [first, second, planned, tried]) {
      const { status, currentPeriodStart, currentPeriodEnd } = await getSubscription(id)
      expect([status, currentPeriodStart, currentPeriodEnd]).toEqual([
        'ACTIVE',
        renewal,
        new Date('2026-03-15T09:00:00Z'),
      ])
    }
    await travelTo('2026-03-15T09:01:00Z')
    expect((await invoicesOf(customerId)).at(-1)!.subtotal).toBe(5900n + 3n * 2900n)
    expect(await brokenInvariants(new Date('2026-03-15T09:01:00Z'))).toEqual([])
  })

  test('two that begin on the same day to come are on one; the one that was called off is not', async () => {
    const customerId = await newCustomer()
    await db.customer.update({ where: { id: customerId }, data: { country: 'DE' } })
    await addMethod(customerId, '4242424242424242')
    const startsAt = new Date('2026-02-01T00:00:00Z')
    const begin = {
      customerId,
      priceId: await priceOf('starter'),
      startsAt,
      additional: true,
      actor: ACTOR,
      now: START,
    }
    const { subscriptionId: a } = await beginSubscription(begin)
    const { subscriptionId: b } = await beginSubscription(begin)
    const { subscriptionId: c } = await beginSubscription(begin)
    await cancelSubscription({ customerId, subscriptionId: c, actor: ACTOR, now: START })
    await travelTo('2026-02-02T00:00:00Z')
    const made = await invoicesOf(customerId)
    expect(made.map(({ lines }) => lines.map(({ subscriptionId }) => subscriptionId).sort())).toEqual([[a, b].sort()])
    expect(await paymentsOf(customerId)).toEqual([6902n]) // 58.00 + 19 %
    expect(await brokenInvariants(new Date('2026-02-02T00:00:00Z'))).toEqual([])
  })
})

// Last, as it goes far ahead.
test('one of another rhythm falls together once a year, at the anniversary', async () => {
  const { customerId, subscriptionId: first } = await subscribedCustomer()
  await travelTo('2026-12-16T09:00:00Z')
  const yearly = await priceOf('starter', 'YEAR')
  const now = new Date('2026-12-16T09:00:00Z')
  const begin = { customerId, priceId: yearly, additional: true, alignWith: first, actor: ACTOR, now }
  const { subscriptionId } = await beginSubscription(begin)
  await travelTo('2027-02-15T09:00:00Z')
  const [together] = (await invoicesOf(customerId)).filter(({ subscriptionId }) => subscriptionId === null)
  expect(together!.createdAt).toEqual(new Date('2027-01-15T09:00:00Z'))
  expect((await getSubscription(subscriptionId)).currentPeriodEnd).toEqual(new Date('2028-01-15T09:00:00Z'))
  expect(await brokenInvariants(new Date('2027-02-15T09:00:00Z'))).toEqual([])
})
