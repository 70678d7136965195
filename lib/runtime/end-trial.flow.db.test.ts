import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import type { Actor } from '@/lib/audit/actor'
import { publishPrice } from '@/lib/catalog/publish-price'
import { updateBillingDetails } from '@/lib/customers/update-billing-details'
import { updateBillingTerms } from '@/lib/customers/update-billing-terms'
import { createEndpoint } from '@/lib/outbound/create-endpoint'
import { db } from '@/lib/platform/db/client'
import { beginSubscription } from '@/lib/subscriptions/begin-subscription'
import { cancelSubscription, undoPendingChange } from '@/lib/subscriptions/cancel-subscription'
import { endTrialNow, previewEndTrial } from '@/lib/subscriptions/end-trial-now'
import { moveToPrice } from '@/lib/subscriptions/move-to-price'
import { getSubscription } from '@/lib/subscriptions/read-subscriptions'
import { wakeDue } from '@/lib/subscriptions/wake-due'
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

// START is 15 January 2026, 09:00Z. Trials of 14 days end on 29 January, 09:00Z. Starter is 29.00 + 19 % = 34.51 a month.

const TRIAL_END = new Date('2026-01-29T09:00:00Z')
const EARLY = new Date('2026-01-20T09:00:00Z')
const member: Actor = { type: 'member', id: 'usr_1', label: 'owner@example.com' }
const staff: Actor = { type: 'staff', id: 'usr_2', label: 'staff@example.com' }
const SENT = { collectionMethod: 'SEND_INVOICE' as const, paymentTermDays: 14, taxExempt: false }
const minutesAfter = (at: Date, minutes: number) => new Date(at.getTime() + minutes * 60_000)

beforeAll(createWorld)
beforeEach(() => standAt(START))
afterAll(closeJobs)

async function trial({
  card = true,
  plan = 'starter',
  ...begin
}: { card?: boolean; plan?: string; startsAt?: Date } = {}) {
  const customerId = await newCustomer()
  await updateBillingDetails({ customerId, details: { ...BERLIN, vatId: undefined }, actor: ACTOR, now: START })
  if (card) await addMethod(customerId, '4242424242424242')
  const priceId = await priceOf(plan)
  const terms = { customerId, priceId, trialDays: 14, actor: ACTOR, now: START }
  const { subscriptionId } = await beginSubscription({ ...terms, ...begin })
  return { customerId, subscriptionId }
}

const periodsOf = async (subscriptionId: string) =>
  (await db.billingCycle.findMany({ where: { subscriptionId }, orderBy: { index: 'asc' } })).map(
    ({ startsAt, endsAt, invoiceId }) => [
      startsAt.toISOString().slice(0, 16),
      endsAt.toISOString().slice(0, 16),
      invoiceId !== null,
    ],
  )
const chargesOf = async (customerId: string) =>
  (await db.payment.findMany({ where: { customerId, status: 'SUCCEEDED' }, orderBy: { createdAt: 'asc' } })).map(
    ({ amount }) => amount,
  )
const code = (wanted: string) => expect.objectContaining({ code: wanted })

test('the first paid period begins at once, as the preview said, and renews from there', async () => {
  const mine = await trial()
  const endpoint = { url: 'http://127.0.0.1:9/hooks', description: '', eventTypes: ['subscription.updated' as const] }
  await createEndpoint({ customerId: mine.customerId, endpoint, actor: ACTOR, now: START })
  await standAt(EARLY)
  const preview = await previewEndTrial({ ...mine, now: EARLY })
  expect(preview).toMatchObject({ renewsAt: new Date('2026-02-20T09:00:00Z'), settlement: { toCharge: 3451n } })
  // Confirmed ten minutes later: what was shown is what happens.
  const confirm = { ...mine, previewedAt: EARLY, actor: member, now: minutesAfter(EARLY, 10) }
  const { invoice } = await endTrialNow(confirm)
  expect(invoice?.total).toBe(3451n)
  await expect(endTrialNow(confirm)).rejects.toMatchObject({ code: 'subscription_not_in_trial' })
  await expect(previewEndTrial({ ...mine, now: EARLY })).rejects.toMatchObject({ code: 'subscription_not_in_trial' })
  await work()
  expect(await getSubscription(mine.subscriptionId)).toMatchObject({
    status: 'ACTIVE',
    trialEndsAt: EARLY,
    currentPeriodStart: EARLY,
    renewsAt: new Date('2026-02-20T09:00:00Z'),
    wakesAt: null,
  })
  const entries = await db.auditEntry.findMany({ where: { targetId: mine.subscriptionId, actorId: 'usr_1' } })
  expect(entries.map(({ action, data }) => [action, data])).toEqual([
    ['subscription.end_trial', { planned: '2026-01-29T09:00:00.000Z', endsAt: '2026-01-20T09:00:00.000Z' }],
    ['subscription.trial_converted', { invoice: invoice?.number }],
  ])
  const told = await db.outboundEvent.findMany({ where: { subjectId: mine.subscriptionId } })
  expect(told.map(({ type }) => type)).toEqual(['subscription.updated'])

  await travelTo('2026-02-20T12:00:00Z')
  expect(await chargesOf(mine.customerId)).toEqual([3451n, 3451n])
  expect(await periodsOf(mine.subscriptionId)).toEqual([
    ['2026-01-15T09:00', '2026-01-20T09:00', false],
    ['2026-01-20T09:00', '2026-02-20T09:00', true],
    ['2026-02-20T09:00', '2026-03-20T09:00', true],
  ])
  expect(await brokenInvariants(new Date('2026-02-20T12:00:00Z'))).toEqual([])
})

test('pressed twice at once, or at the instant it converts by itself, it is charged once', async () => {
  const [twice, racing] = [await trial(), await trial()]
  await standAt(EARLY)
  const both = await Promise.allSettled([1, 2].map(() => endTrialNow({ ...twice, actor: member, now: EARLY })))
  expect(both.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected'])
  expect(both.find(({ status }) => status === 'rejected')).toMatchObject({ reason: code('subscription_not_in_trial') })

  await standAt(TRIAL_END)
  const end = { ...racing, actor: member, now: TRIAL_END }
  const [, pressed] = await Promise.allSettled([wakeDue({ now: TRIAL_END }), endTrialNow(end)])
  if (pressed.status === 'rejected') expect(pressed.reason).toEqual(code('subscription_not_in_trial'))
  await work()
  for (const { customerId } of [twice, racing]) expect(await chargesOf(customerId)).toEqual([3451n])
  expect((await periodsOf(racing.subscriptionId)).slice(1)).toEqual([['2026-01-29T09:00', '2026-02-28T09:00', true]])
})

test('a trial that is over and was not converted yet ends when it was to end', async () => {
  const late = await trial()
  const now = minutesAfter(TRIAL_END, 120)
  await standAt(now)
  expect(await previewEndTrial({ ...late, now })).toMatchObject({ renewsAt: new Date('2026-02-28T09:00:00Z') })
  await endTrialNow({ ...late, actor: member, now })
  await work()
  expect(await chargesOf(late.customerId)).toEqual([3451n])
  expect((await getSubscription(late.subscriptionId)).currentPeriodStart).toEqual(TRIAL_END)
})

test('what cannot be: without a method, cancelled, not begun, at the instant it began', async () => {
  const bare = await trial({ card: false })
  const leaving = await trial()
  const toCome = await trial({ startsAt: new Date('2026-02-10T08:00:00Z') })
  const paying = await subscribedCustomer({ plan: 'starter' })
  const end = (whose: { customerId: string; subscriptionId: string }, now = EARLY, actor = member) =>
    endTrialNow({ customerId: whose.customerId, subscriptionId: whose.subscriptionId, actor, now })
  await expect(end(bare, START)).rejects.toMatchObject({ code: 'changed_meanwhile' })
  await standAt(EARLY)
  await expect(end(bare)).rejects.toMatchObject({ code: 'payment_method_missing' })
  for (const each of [toCome, paying])
    await expect(end(each)).rejects.toMatchObject({ code: 'subscription_not_in_trial' })
  await expect(end({ ...bare, customerId: paying.customerId })).rejects.toMatchObject({ code: 'not_found' })
  await cancelSubscription({ ...leaving, actor: member, now: EARLY })
  await expect(end(leaving)).rejects.toMatchObject({ code: 'cancellation_pending' })
  await expect(previewEndTrial({ ...leaving, now: EARLY })).rejects.toMatchObject({ code: 'cancellation_pending' })
  for (const { subscriptionId } of [bare, leaving])
    expect(await getSubscription(subscriptionId)).toMatchObject({ status: 'TRIALING', trialEndsAt: TRIAL_END })
  expect(await db.invoice.count({ where: { customerId: { in: [bare.customerId, leaving.customerId] } } })).toBe(0)

  await undoPendingChange({ ...leaving, actor: member, now: EARLY })
  await end(leaving)
  // Staff may: there is nothing to charge, so it is past due until it is paid.
  await end(bare, EARLY, staff)
  await work()
  expect(await chargesOf(leaving.customerId)).toEqual([3451n])
  expect((await getSubscription(bare.subscriptionId)).status).toBe('PAST_DUE')
  expect(await brokenInvariants(EARLY)).toEqual([])
})

test('one that is aligned with another pays a part of a period; a price that was announced keeps its day', async () => {
  const first = await subscribedCustomer({ plan: 'starter' })
  const begin = { customerId: first.customerId, priceId: await priceOf('starter'), actor: ACTOR, now: START }
  const aligned = await beginSubscription({
    ...begin,
    additional: true,
    alignWith: first.subscriptionId,
    trialDays: 14,
  })
  const told = await trial({ plan: 'professional' })
  const price = await publishPrice({
    priceId: await priceOf('professional'),
    unitAmount: 6500n,
    actor: ACTOR,
    now: START,
  })
  await moveToPrice({ priceId: price.id, actor: ACTOR, now: START })
  // Of 31 days three quarters are left: 21.75 + 4.13 (4.1325) = 25.88, then both renew on 15 February.
  const QUARTER = new Date('2026-01-23T03:00:00Z')
  await standAt(QUARTER)
  const mine = { customerId: first.customerId, ...aligned, now: QUARTER }
  expect(await previewEndTrial(mine)).toMatchObject({
    renewsAt: new Date('2026-02-15T09:00:00Z'),
    settlement: { toCharge: 2588n },
  })
  expect((await endTrialNow({ ...mine, actor: member })).invoice?.total).toBe(2588n)
  // Told for 28 February, the first month after the trial. From 23 January months begin on the 23rd: 23 March.
  await endTrialNow({ ...told, actor: member, now: QUARTER })
  expect((await getSubscription(told.subscriptionId)).pendingChange?.effectiveAt).toEqual(
    new Date('2026-03-23T03:00:00Z'),
  )
  await travelTo('2026-03-24T12:00:00Z')
  // 59.00 + 11.21 = 70.21 twice, then 65.00 + 12.35 = 77.35. Both of the other: 58.00 + 11.02 = 69.02.
  expect(await chargesOf(told.customerId)).toEqual([7021n, 7021n, 7735n])
  expect(await chargesOf(first.customerId)).toEqual([3451n, 2588n, 6902n, 6902n])
  expect(await brokenInvariants(new Date('2026-03-24T12:00:00Z'))).toEqual([])
})

test('who pays by transfer needs no method: the trial converts by itself or early, and the invoice is sent', async () => {
  const [waiting, eager] = [await trial({ card: false }), await trial({ card: false })]
  for (const { customerId } of [waiting, eager])
    await updateBillingTerms({ customerId, terms: SENT, actor: staff, now: START })
  await standAt(EARLY)
  await endTrialNow({ ...eager, actor: member, now: EARLY })
  await travelTo('2026-01-30T09:00:00Z')
  for (const { customerId, subscriptionId } of [waiting, eager]) {
    expect((await getSubscription(subscriptionId)).status).toBe('ACTIVE')
    expect(await db.invoice.findMany({ where: { customerId } })).toMatchObject([
      { status: 'OPEN', collectionMethod: 'SEND_INVOICE', total: 3451n },
    ])
  }
  expect(await brokenInvariants(new Date('2026-01-30T09:00:00Z'))).toEqual([])
})
