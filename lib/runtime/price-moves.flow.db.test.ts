import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { publishPrice } from '@/lib/catalog/publish-price'
import { db } from '@/lib/platform/db/client'
import { beginSubscription } from '@/lib/subscriptions/begin-subscription'
import { cancelSubscription, undoPendingChange } from '@/lib/subscriptions/cancel-subscription'
import { changePlan } from '@/lib/subscriptions/change-plan'
import { extendTrial } from '@/lib/subscriptions/change-trial'
import { moveToPrice } from '@/lib/subscriptions/move-to-price'
import { pauseSubscription } from '@/lib/subscriptions/pause-subscription'
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
} from './testing/world'
import { updateBillingDetails } from '@/lib/customers/update-billing-details'

// START is 15 January 2026, 09:00Z; the notice is 30 days: no new price before 14 February, 09:00Z. VAT is 19 %.

beforeAll(createWorld)
beforeEach(() => standAt(START))
afterAll(closeJobs)

/** What was billed: the day that each period begins, and its net. */
const netsOf = async (customerId: string) =>
  (await db.invoiceLine.findMany({ where: { invoice: { customerId } }, orderBy: { from: 'asc' } })).map(
    ({ from, amount }) => [from!.toISOString().slice(0, 10), Number(amount) / 100],
  )
const toldOf = async (customerId: string) =>
  (await db.notification.findMany({ where: { customerId, kind: 'price_change' } })).map(
    ({ data }) => (data as { effectiveAt: string }).effectiveAt,
  )

async function agreed(input: { plan: string; trialDays?: number; startsAt?: Date }) {
  const customerId = await newCustomer()
  await updateBillingDetails({ customerId, details: { ...BERLIN, vatId: undefined }, actor: ACTOR, now: START })
  await addMethod(customerId, '4242424242424242')
  const { plan, ...begin } = input
  const priceId = await priceOf(plan)
  const { subscriptionId } = await beginSubscription({ customerId, priceId, ...begin, actor: ACTOR, now: START })
  return { customerId, subscriptionId }
}

async function raise(plan: string, unitAmount: bigint): Promise<string> {
  const price = await publishPrice({ priceId: await priceOf(plan), unitAmount, actor: ACTOR, now: START })
  return price.id
}

test('trials, pauses and starts to come move with the first paid period that is far enough', async () => {
  const short = await agreed({ plan: 'enterprise', trialDays: 14 })
  const long = await agreed({ plan: 'enterprise', trialDays: 45 })
  const later = await agreed({ plan: 'enterprise', startsAt: new Date('2026-03-01T09:00:00Z') })
  const back = await subscribedCustomer({ plan: 'enterprise' })
  const early = await subscribedCustomer({ plan: 'enterprise' })
  const paused = await subscribedCustomer({ plan: 'enterprise' })
  const LATER = new Date('2026-01-15T10:00:00Z')
  await standAt(LATER)
  for (const each of [back, early]) await pauseSubscription({ ...each, resumesAt: null, actor: ACTOR, now: LATER })

  const priceId = await raise('enterprise', 10900n)
  const move = { priceId, actor: ACTOR, now: LATER }
  expect(await moveToPrice(move)).toEqual({ moved: 6, waiting: 0 })
  expect(await moveToPrice(move)).toEqual({ moved: 0, waiting: 0 })
  // Who has an announced price may still pause.
  await pauseSubscription({ ...paused, resumesAt: new Date('2026-04-01T09:00:00Z'), actor: ACTOR, now: LATER })
  await extendTrial({ ...long, days: 5, actor: ACTOR, now: LATER })
  // The trial of 14 days ends on 29 January, its first month on 28 February (a month without a 29th).
  expect(await toldOf(short.customerId)).toEqual(['2026-02-28T09:00:00.000Z'])
  expect(await toldOf(long.customerId)).toEqual(['2026-03-01T09:00:00.000Z'])
  expect(await toldOf(later.customerId)).toEqual(['2026-03-01T09:00:00.000Z'])
  expect(await toldOf(back.customerId)).toEqual(['2026-02-14T10:00:00.000Z'])

  await travelTo('2026-02-01T09:00:00Z')
  await resumeSubscription({ ...early, actor: ACTOR, now: new Date('2026-02-01T09:00:00Z') })
  await travelTo('2026-02-20T09:00:00Z')
  const resume = { ...back, now: new Date('2026-02-20T09:00:00Z') }
  const preview = await previewResume(resume)
  const { invoice } = await resumeSubscription({ ...resume, actor: ACTOR })
  expect([preview.settlement.invoice?.total, invoice?.total]).toEqual([12971n, 12971n])
  await travelTo('2026-04-06T12:00:00Z')

  expect(await netsOf(short.customerId)).toEqual([
    ['2026-01-29', 99],
    ['2026-02-28', 109],
    ['2026-03-29', 109],
  ])
  // 45 days end on 1 March, five more on 6 March.
  expect(await netsOf(long.customerId)).toEqual([
    ['2026-03-06', 109],
    ['2026-04-06', 109],
  ])
  expect(await netsOf(later.customerId)).toEqual([
    ['2026-03-01', 109],
    ['2026-04-01', 109],
  ])
  expect(await netsOf(back.customerId)).toEqual([
    ['2026-01-15', 99],
    ['2026-02-20', 109],
    ['2026-03-20', 109],
  ])
  expect(await netsOf(early.customerId)).toEqual([
    ['2026-01-15', 99],
    ['2026-02-01', 99],
    ['2026-03-01', 109],
    ['2026-04-01', 109],
  ])
  expect(await netsOf(paused.customerId)).toEqual([
    ['2026-01-15', 99],
    ['2026-04-01', 109],
  ])
  expect(await db.priceMove.count()).toBe(0)
  expect(await brokenInvariants(new Date('2026-04-06T12:00:00Z'))).toEqual([])
})

test('a move waits for a cancellation that is taken back, without a second notice for who was told', async () => {
  const undecided = await subscribedCustomer({ plan: 'professional' })
  const told = await subscribedCustomer({ plan: 'professional' })
  const leaver = await subscribedCustomer({ plan: 'professional' })
  for (const each of [undecided, leaver]) await cancelSubscription({ ...each, actor: ACTOR, now: START })
  const priceId = await raise('professional', 6500n)
  expect(await moveToPrice({ priceId, actor: ACTOR, now: START })).toEqual({ moved: 1, waiting: 2 })
  expect(await moveToPrice({ priceId, actor: ACTOR, now: START })).toEqual({ moved: 0, waiting: 0 })
  expect(await toldOf(undecided.customerId)).toEqual([])

  // Told for 15 February; to cancel and come back does not put it off.
  await cancelSubscription({ ...told, actor: ACTOR, now: START })
  await travelTo('2026-02-10T09:00:00Z')
  const now = new Date('2026-02-10T09:00:00Z')
  for (const each of [undecided, told]) await undoPendingChange({ ...each, actor: ACTOR, now })
  expect(await toldOf(told.customerId)).toEqual(['2026-02-15T09:00:00.000Z'])
  expect((await getSubscription(told.subscriptionId)).pendingChange).toMatchObject({
    origin: 'PRICE_CHANGE',
    effectiveAt: new Date('2026-02-15T09:00:00Z'),
  })
  // 30 days from 10 February are over on 12 March.
  expect(await toldOf(undecided.customerId)).toEqual(['2026-03-15T09:00:00.000Z'])

  await travelTo('2026-03-15T12:00:00Z')
  expect(await netsOf(told.customerId)).toEqual([
    ['2026-01-15', 59],
    ['2026-02-15', 65],
    ['2026-03-15', 65],
  ])
  expect(await netsOf(undecided.customerId)).toEqual([
    ['2026-01-15', 59],
    ['2026-02-15', 59],
    ['2026-03-15', 65],
  ])
  expect(await netsOf(leaver.customerId)).toEqual([['2026-01-15', 59]])
  expect(await db.priceMove.count()).toBe(0)
  expect(await brokenInvariants(new Date('2026-03-15T12:00:00Z'))).toEqual([])
})

test('a change that was chosen for later stays, at the new price if there is time; else it moves afterwards', async () => {
  const chosen = await subscribedCustomer({ plan: 'enterprise' })
  const near = await subscribedCustomer({ plan: 'enterprise' })
  const starter = { priceId: await priceOf('starter'), timing: 'period_end', actor: ACTOR, now: START } as const
  for (const each of [chosen, near]) await changePlan({ ...each, ...starter })
  const priceId = await raise('starter', 3100n)
  // Told in time for one of them: the other is made to wait by a longer notice.
  await db.pendingChange.update({
    where: { subscriptionId: near.subscriptionId },
    data: { effectiveAt: new Date('2026-02-14T08:00:00Z') },
  })
  expect(await moveToPrice({ priceId, actor: ACTOR, now: START })).toEqual({ moved: 1, waiting: 1 })
  await db.pendingChange.update({
    where: { subscriptionId: near.subscriptionId },
    data: { effectiveAt: new Date('2026-02-15T09:00:00Z') },
  })
  expect((await getSubscription(chosen.subscriptionId)).pendingChange).toMatchObject({ origin: 'REQUEST', priceId })
  expect(await toldOf(chosen.customerId)).toEqual(['2026-02-15T09:00:00.000Z'])

  await travelTo('2026-04-15T12:00:00Z')
  const enterprise = ['2026-01-15', 109]
  expect(await netsOf(chosen.customerId)).toEqual([
    enterprise,
    ['2026-02-15', 31],
    ['2026-03-15', 31],
    ['2026-04-15', 31],
  ])
  // Starter at 29.00 since 15 February, and told then: 30 days are over on 17 March. 10:00 in Berlin is 08:00Z in April.
  expect(await toldOf(near.customerId)).toEqual(['2026-04-15T08:00:00.000Z'])
  expect(await netsOf(near.customerId)).toEqual([
    enterprise,
    ['2026-02-15', 29],
    ['2026-03-15', 29],
    ['2026-04-15', 31],
  ])
  expect(await db.priceMove.count()).toBe(0)
  expect(await brokenInvariants(new Date('2026-04-15T12:00:00Z'))).toEqual([])
})
