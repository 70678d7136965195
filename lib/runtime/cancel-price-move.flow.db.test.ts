import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { publishPrice } from '@/lib/catalog/publish-price'
import { db } from '@/lib/platform/db/client'
import { cancelPriceMove, cancelPriceMoves, previewCancelPriceMove } from '@/lib/subscriptions/cancel-price-move'
import { cancelSubscription, undoPendingChange } from '@/lib/subscriptions/cancel-subscription'
import { changePlan } from '@/lib/subscriptions/change-plan'
import { moveToPrice } from '@/lib/subscriptions/move-to-price'
import { getSubscription } from '@/lib/subscriptions/read-subscriptions'
import { closeJobs } from './run-jobs'
import {
  ACTOR,
  brokenInvariants,
  createWorld,
  priceOf,
  standAt,
  START,
  subscribedCustomer,
  travelTo,
} from './testing/world'

// START is 15 January 2026, 09:00Z; the notice is 30 days: no new price before 14 February. VAT is 19 %.

const LATER = new Date('2026-01-16T09:00:00Z')
const NEXT = new Date('2026-01-17T09:00:00Z')

beforeAll(createWorld)
beforeEach(() => standAt(START))
afterAll(closeJobs)

type Whose = Awaited<ReturnType<typeof subscribedCustomer>>
const of = ({ customerId, subscriptionId }: Pick<Whose, 'customerId' | 'subscriptionId'>, now = NEXT) => ({
  customerId,
  subscriptionId,
  actor: ACTOR,
  now,
})
const netsOf = async ({ customerId }: Whose) =>
  (await db.invoiceLine.findMany({ where: { invoice: { customerId } }, orderBy: { from: 'asc' } })).map(
    ({ from, amount }) => [from!.toISOString().slice(0, 10), Number(amount) / 100],
  )
const mailsOf = async ({ customerId }: Whose) =>
  (
    await db.notification.findMany({
      where: { customerId, kind: { in: ['price_change', 'price_change_withdrawn'] } },
      orderBy: { createdAt: 'asc' },
    })
  ).map(({ kind, data }) => [kind, (data as { effectiveAt: string }).effectiveAt.slice(0, 10)])

async function raise(plan: string, unitAmount: bigint, now = LATER): Promise<string> {
  return (await publishPrice({ priceId: await priceOf(plan), unitAmount, actor: ACTOR, now })).id
}

test('one subscription keeps its price and is told so; moved again it is told again; what counts stays', async () => {
  const mine = await subscribedCustomer({ plan: 'enterprise' })
  const other = await subscribedCustomer({ plan: 'enterprise' })
  await expect(cancelPriceMove(of(mine))).rejects.toMatchObject({ code: 'price_move_not_planned' })
  await standAt(NEXT)
  const priceId = await raise('enterprise', 10900n)
  await moveToPrice({ priceId, actor: ACTOR, now: LATER })
  await expect(undoPendingChange(of(mine))).rejects.toMatchObject({ code: 'price_change_stands' })

  // 99.00 + 19 % = 117.81 on 15 February.
  const preview = await previewCancelPriceMove(of(mine))
  expect([preview.toldFor, preview.next?.invoice.total]).toEqual([new Date('2026-02-15T09:00:00Z'), 11781n])
  await cancelPriceMove(of(mine))
  await expect(cancelPriceMove(of(mine))).rejects.toMatchObject({ code: 'price_move_not_planned' })
  await expect(previewCancelPriceMove({ ...of(mine), customerId: other.customerId })).rejects.toMatchObject({
    code: 'not_found',
  })
  expect((await getSubscription(mine.subscriptionId)).pendingChange).toBeNull()
  expect(
    await db.auditEntry.findFirst({
      where: { targetId: mine.subscriptionId, action: 'subscription.cancel_price_move' },
    }),
  ).toMatchObject({ data: { stays: '9900', currency: 'EUR', toldFor: '2026-02-15T09:00:00.000Z' } })

  await travelTo('2026-02-16T09:00:00Z')
  const now = new Date('2026-02-16T09:00:00Z')
  await expect(cancelPriceMove(of(other, now))).rejects.toMatchObject({ code: 'price_move_in_effect' })
  // 30 days from 16 February are over on 18 March.
  expect(await moveToPrice({ priceId, actor: ACTOR, now })).toEqual({ moved: 1, waiting: 0 })
  await standAt(new Date('2026-04-15T10:00:00Z'))
  const due = new Date('2026-04-15T10:00:00Z')
  // Its renewal is due since 08:00Z (10:00 in Berlin) and not written yet: the price counts.
  await db.subscription.update({
    where: { id: mine.subscriptionId },
    data: { currentPeriodEnd: new Date('2026-04-15T08:00:00Z') },
  })
  await expect(cancelPriceMove(of(mine, due))).rejects.toMatchObject({ code: 'price_move_in_effect' })
  await db.subscription.update({
    where: { id: mine.subscriptionId },
    data: { currentPeriodEnd: new Date('2026-03-15T09:00:00Z') },
  })
  await travelTo('2026-04-15T12:00:00Z')
  expect(await netsOf(mine)).toEqual([
    ['2026-01-15', 99],
    ['2026-02-15', 99],
    ['2026-03-15', 99],
    ['2026-04-15', 109],
  ])
  expect((await netsOf(other)).map(([, net]) => net)).toEqual([99, 109, 109, 109])
  expect(await mailsOf(mine)).toEqual([
    ['price_change', '2026-02-15'],
    ['price_change_withdrawn', '2026-02-15'],
    ['price_change', '2026-04-15'],
  ])
  expect(await brokenInvariants(new Date('2026-04-15T12:00:00Z'))).toEqual([])
})

test('all moves to a price: who was told is told, who waited hears nothing, what was asked for stays', async () => {
  await db.plan.update({ where: { code: 'professional' }, data: { maxQuantity: 5 } })
  const announced = await subscribedCustomer({ plan: 'professional' })
  const leaving = await subscribedCustomer({ plan: 'professional' })
  const toldAndLeaving = await subscribedCustomer({ plan: 'professional' })
  const fewer = await subscribedCustomer({ plan: 'professional' })
  const old = await priceOf('professional')
  await changePlan({ ...of(fewer, new Date('2026-01-15T21:00:00Z')), priceId: old, quantity: 2 })
  await cancelSubscription(of(leaving, LATER))
  await standAt(NEXT)
  const priceId = await raise('professional', 6500n)
  expect(await moveToPrice({ priceId, actor: ACTOR, now: LATER })).toEqual({ moved: 3, waiting: 1 })
  await cancelSubscription(of(toldAndLeaving, LATER))
  await changePlan({ ...of(fewer), priceId: old, quantity: 1, timing: 'period_end' })

  expect(await cancelPriceMoves({ priceId, actor: ACTOR, now: NEXT })).toEqual({ canceled: 4, told: 3 })
  expect(await cancelPriceMoves({ priceId, actor: ACTOR, now: NEXT })).toEqual({ canceled: 0, told: 0 })
  expect(await db.priceMove.count()).toBe(0)
  for (const each of [leaving, toldAndLeaving]) await undoPendingChange(of(each))
  expect((await getSubscription(fewer.subscriptionId)).pendingChange).toMatchObject({
    origin: 'REQUEST',
    priceId: old,
    quantity: 1,
  })
  await travelTo('2026-02-15T12:00:00Z')
  for (const each of [announced, leaving, toldAndLeaving])
    expect(await netsOf(each)).toEqual([
      ['2026-01-15', 59],
      ['2026-02-15', 59],
    ])
  expect((await netsOf(fewer)).at(-1)).toEqual(['2026-02-15', 59])
  expect((await mailsOf(leaving)).length).toBe(0)
  expect((await mailsOf(announced)).map(([kind]) => kind)).toEqual(['price_change', 'price_change_withdrawn'])
  expect(await brokenInvariants(new Date('2026-02-15T12:00:00Z'))).toEqual([])
})

test('what was chosen for later goes back to the price it was chosen at', async () => {
  const mine = await subscribedCustomer({ plan: 'enterprise' })
  const starter = await priceOf('starter')
  await changePlan({ ...of(mine, new Date('2026-01-15T21:00:00Z')), priceId: starter, timing: 'period_end' })
  await standAt(NEXT)
  const priceId = await raise('starter', 3100n)
  expect(await moveToPrice({ priceId, actor: ACTOR, now: LATER })).toEqual({ moved: 1, waiting: 0 })
  expect((await getSubscription(mine.subscriptionId)).pendingChange).toMatchObject({ origin: 'REQUEST', priceId })
  // 29.00 + 19 % = 34.51.
  expect((await previewCancelPriceMove(of(mine))).next?.invoice.total).toBe(3451n)
  await cancelPriceMove(of(mine))
  expect((await getSubscription(mine.subscriptionId)).pendingChange).toMatchObject({ priceId: starter })
  // What is chosen at the new price is the customer's own choice.
  await changePlan({ ...of(mine, new Date('2026-01-18T09:00:00Z')), priceId, timing: 'period_end' })
  await expect(cancelPriceMove(of(mine, new Date('2026-01-18T10:00:00Z')))).rejects.toMatchObject({
    code: 'price_move_not_planned',
  })
  await changePlan({
    ...of(mine, new Date('2026-01-18T11:00:00Z')),
    priceId: await priceOf('starter', 'YEAR'),
    timing: 'period_end',
  })
  await travelTo('2026-02-15T12:00:00Z')
  // Enterprise after the first test: 109.00. Starter: 290.00 a year.
  expect((await netsOf(mine)).at(-1)).toEqual(['2026-02-15', 290])
  expect(await mailsOf(mine)).toHaveLength(2)
  expect(await brokenInvariants(new Date('2026-02-15T12:00:00Z'))).toEqual([])
})
