import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { ExplanationStep } from '@/lib/engine/explanation'
import { resolveCustomerEntitlements } from '@/lib/entitlements/resolve-customer-entitlements'
import { getInvoicingPolicy, updateInvoicingPolicy } from '@/lib/invoices/invoicing-policy'
import { cancelNow } from '@/lib/payments/cancel-now'
import { db } from '@/lib/platform/db/client'
import { DEFAULT_POLICY, updateBillingPolicy } from '@/lib/subscriptions/billing-policy'
import { beginSubscription } from '@/lib/subscriptions/begin-subscription'
import { cancelSubscription } from '@/lib/subscriptions/cancel-subscription'
import { changePlan } from '@/lib/subscriptions/change-plan'
import { pauseSubscription } from '@/lib/subscriptions/pause-subscription'
import { previewRenewal } from '@/lib/subscriptions/preview-renewal'
import { listProjectedOverage } from '@/lib/subscriptions/projected-overage'
import { getSubscription } from '@/lib/subscriptions/read-subscriptions'
import { verifyUsage } from '@/lib/subscriptions/verify-usage'
import { ingestUsage } from '@/lib/usage/ingest-usage'
import { closeJobs } from './run-jobs'
import { tick } from './tick'
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

// START is 15 January 2026, 09:00Z. Professional: 59.00, 500 messages included, 7.5 cents each beyond. Starter: 29.00, 50.
// Storage beyond is 0.25 per GB and month. VAT is 19 %.

beforeAll(createWorld)
beforeEach(async () => {
  await standAt(START)
  await updateBillingPolicy({ policy: DEFAULT_POLICY, actor: ACTOR, now: START })
  await updateInvoicingPolicy({ policy: { ...(await getInvoicingPolicy()), graceHours: 0 }, actor: ACTOR, now: START })
})
afterAll(closeJobs)

let sent = 0
/** Reports use at an instant, heard of at `heardAt`. */
async function use(
  customerId: string,
  quantity: number,
  time: string,
  { heardAt = time, type = 'sms.sent', building = 'b1', id = `event ${(sent += 1)}`, reverses = '' } = {},
): Promise<string> {
  const event = { id, source: 'test', type, subject: customerId, time, data: { quantity, building_id: building } }
  const [result] = await ingestUsage({
    events: [reverses ? { ...event, reverses } : event],
    caller: { customerId: null },
    now: new Date(heardAt),
  })
  expect([result?.status, result?.code]).toEqual(['accepted', undefined])
  return id
}

/** The lines of each invoice, oldest first: what is metered by its description, the rest by the plan's name. */
async function billed(customerId: string): Promise<[string, bigint][][]> {
  const invoices = await db.invoice.findMany({
    where: { customerId },
    orderBy: [{ createdAt: 'asc' }, { id: 'asc' }],
    include: { lines: { orderBy: { position: 'asc' } } },
  })
  return invoices.map(({ lines }) => lines.map(({ description, amount }): [string, bigint] => [description, amount]))
}
const stepsOf = async (customerId: string) =>
  (
    await db.invoiceLine.findMany({
      where: { invoice: { customerId }, segmentId: { contains: '~' } },
      orderBy: [{ invoiceId: 'asc' }, { position: 'asc' }],
    })
  ).map(({ explanation }) => (explanation as unknown as { steps: ExplanationStep[] }).steps.map(({ kind }) => kind))

const PRO: [string, bigint] = ['Professional, monthly', 5900n]

test('a month with overage comes with the renewal, late use with the next one, and a preview knows both', async () => {
  const { customerId, subscriptionId } = await subscribedCustomer()
  await use(customerId, 500, '2026-01-20T10:15:00Z')
  await use(customerId, 120, '2026-02-14T23:59:00Z', { building: 'b2' })
  await standAt(new Date('2026-02-15T08:00:00Z'))
  const contract = await getSubscription(subscriptionId)
  const preview = await previewRenewal({
    contract,
    buyer: await db.customer.findUniqueOrThrow({ where: { id: customerId } }),
  })
  await travelTo('2026-02-16T09:00:00Z')
  expect((await billed(customerId)).at(-1)).toEqual([['Text messages', 900n], PRO])
  const [renewal] = await db.invoice.findMany({ where: { customerId }, orderBy: { createdAt: 'desc' }, take: 1 })
  expect([renewal?.total, renewal?.status]).toEqual([8092n, 'PAID'])
  expect(preview?.invoice.total).toBe(8092n)

  // Of the month before, but heard of after its invoice.
  await use(customerId, 40, '2026-02-13T12:00:00Z', { heardAt: '2026-02-16T10:00:00Z' })
  await travelTo('2026-03-16T09:00:00Z')
  expect((await billed(customerId)).at(-1)).toEqual([['Text messages', 300n], PRO])
  expect(await stepsOf(customerId)).toEqual([
    ['USAGE', 'GROUPS', 'TIER'],
    ['LATE_USAGE', 'USAGE', 'GROUPS', 'TIER', 'ALREADY_BILLED'],
  ])
  await travelTo('2026-04-16T09:00:00Z')
  expect((await billed(customerId)).at(-1)).toEqual([PRO])
  expect(await brokenInvariants(new Date('2026-04-16T09:00:00Z'))).toEqual([])
})

test('where use stands, and where it goes: 500 messages in 10 of 31 days are 1,550 in the end', async () => {
  const { customerId, subscriptionId } = await subscribedCustomer()
  await use(customerId, 500, '2026-01-20T10:00:00Z')
  await use(customerId, 80, '2026-01-15T09:00:00Z', { type: 'storage.measured' })
  const contract = await getSubscription(subscriptionId)
  const stands = await listProjectedOverage({ contracts: [contract], now: new Date('2026-01-25T09:00:00Z') })
  const of = (code: string) => stands.get(subscriptionId)?.find(({ meterCode }) => meterCode === code)
  expect(of('sms')).toMatchObject({
    ...{ used: '500', included: '500', overage: 0n },
    ...{ projectedQuantity: '1550', projectedOverage: 7875n },
  })
  // 80 GB for the whole month are 30 beyond; so far the average of the month is 25.8.
  expect(of('storage_gb')).toMatchObject({
    included: '50',
    overage: 0n,
    projectedQuantity: '80',
    projectedOverage: 750n,
  })
})

test('use of a customer with several subscriptions counts once, beyond what all of them include', async () => {
  const { customerId } = await subscribedCustomer()
  const priceId = await priceOf('starter')
  await beginSubscription({ customerId, priceId, additional: true, actor: ACTOR, now: START })
  await use(customerId, 650, '2026-01-20T10:00:00Z')
  await travelTo('2026-02-15T10:00:00Z')
  // 500 and 50 are included: 100 × 7.5.
  const lines = (await billed(customerId)).at(-1)!
  expect(lines.filter(([name]) => name === 'Text messages')).toEqual([['Text messages', 750n]])
  expect(lines.length).toBe(3)
  expect(await brokenInvariants(new Date('2026-02-15T10:00:00Z'))).toEqual([])
})

test('the audit prices final cycles anew, and names what was billed otherwise', async () => {
  const { customerId, subscriptionId } = await subscribedCustomer()
  await use(customerId, 600, '2026-01-20T10:00:00Z')
  await travelTo('2026-03-16T10:00:00Z')
  const now = new Date('2026-05-10T09:00:00Z')
  const mine = async () => (await verifyUsage({ now })).filter(({ subject }) => subject === subscriptionId)
  expect(await mine()).toEqual([])
  // Counted past all rules, long after the cycle was billed.
  await db.usageBucket.create({
    data: { customerId, meterCode: 'sms', hour: new Date('2026-01-25T10:00:00Z'), quantity: 10, events: 1 },
  })
  expect((await mine()).map(({ detail }) => detail)).toEqual([
    'Text messages of cycle 0: the totals say 75 more than was billed',
  ])
  await db.usageBucket.deleteMany({ where: { customerId, hour: new Date('2026-01-25T10:00:00Z') } })
})

test('a report that is absurdly wrong is billed, and does not keep the customer from ever being billed', async () => {
  const { customerId, subscriptionId } = await subscribedCustomer()
  const absurd = 999_999_999_999_999 // Cents would not fit any column.
  const ids: string[] = []
  for (let count = 0; count < 3; count += 1) ids.push(await use(customerId, absurd, '2026-02-10T10:00:00Z'))
  const meters = (await resolveCustomerEntitlements({ customerId, now: new Date('2026-02-10T10:00:01Z') })).meters
  expect(meters.find(({ meter }) => meter === 'sms')?.overageAmount).toBe(10_000_000_000_000n)
  await travelTo('2026-02-15T10:00:00Z')
  expect((await getSubscription(subscriptionId)).currentPeriodEnd).toEqual(new Date('2026-03-15T09:00:00Z'))
  expect((await billed(customerId)).at(-1)).toEqual([['Text messages', 10_000_000_000_000n], PRO])
  for (const id of ids) await use(customerId, 0, '2026-02-15T11:00:00Z', { reverses: id })
  await travelTo('2026-03-16T09:00:00Z')
  const notes = await db.creditNote.findMany({ where: { customerId } })
  expect(notes.map(({ subtotal }) => subtotal)).toEqual([10_000_000_000_000n])
  expect(await brokenInvariants(new Date('2026-03-16T09:00:00Z'))).toEqual([])
})

test('use that is reversed comes back, also where it is more than the plan costs', async () => {
  const { customerId } = await subscribedCustomer()
  const id = await use(customerId, 2_100, '2026-02-10T10:00:00Z')
  await travelTo('2026-02-15T10:00:00Z')
  expect((await billed(customerId)).at(-1)).toEqual([['Text messages', 12_000n], PRO])
  await use(customerId, 0, '2026-02-15T11:00:00Z', { reverses: id, heardAt: '2026-02-15T11:00:00Z' })
  await travelTo('2026-03-16T09:00:00Z')
  // 120.00 − 59.00: a credit note takes back what was used, and the plan has an invoice of its own.
  expect((await billed(customerId)).at(-1)).toEqual([PRO])
  const notes = await db.creditNote.findMany({ where: { customerId } })
  expect(notes.map(({ subtotal }) => subtotal)).toEqual([12_000n])
  expect(await brokenInvariants(new Date('2026-03-16T09:00:00Z'))).toEqual([])
})

test('a change within the month splits use at the change, each part with its share of what is included', async () => {
  const { customerId, subscriptionId } = await subscribedCustomer({ plan: 'starter' })
  await use(customerId, 100, '2026-01-20T10:00:00Z')
  await travelTo('2026-01-30T09:00:00Z')
  const priceId = await priceOf('professional')
  await changePlan({ customerId, subscriptionId, priceId, actor: ACTOR, now: new Date('2026-01-30T09:00:00Z') })
  await use(customerId, 300, '2026-02-05T10:00:00Z')
  await travelTo('2026-02-15T10:00:00Z')
  // 15 of 31 days: 100 − 50 × 15/31 = 75.81 × 7.5; 16 of 31: 300 − 500 × 16/31 = 41.94 × 7.5.
  expect((await billed(customerId)).at(-1)).toEqual([['Text messages', 569n], ['Text messages', 315n], PRO])
  expect(await brokenInvariants(new Date('2026-02-15T10:00:00Z'))).toEqual([])
})

test('storage is a level over time: 80 GB for half of the month are 15 GB-months beyond 50, of 65', async () => {
  const { customerId } = await subscribedCustomer()
  await use(customerId, 50, '2026-01-15T09:00:00Z', { type: 'storage.measured' })
  await use(customerId, 80, '2026-01-30T21:00:00Z', { type: 'storage.measured' })
  await travelTo('2026-02-15T10:00:00Z')
  expect((await billed(customerId)).at(-1)).toEqual([['Storage', 375n], PRO])
  // It goes on at 80 GB: 30 beyond for the whole month.
  await travelTo('2026-03-15T10:00:00Z')
  expect((await billed(customerId)).at(-1)).toEqual([['Storage', 750n], PRO])
})

describe('what ends', () => {
  test('at the end of the period: the last use at once, and what is late when no more can come', async () => {
    const { customerId, subscriptionId } = await subscribedCustomer()
    await use(customerId, 600, '2026-01-20T10:00:00Z')
    await cancelSubscription({ customerId, subscriptionId, actor: ACTOR, now: START })
    await travelTo('2026-02-16T09:00:00Z')
    expect((await billed(customerId)).slice(1)).toEqual([[['Text messages', 750n]]])
    await use(customerId, 10, '2026-02-15T08:00:00Z', { heardAt: '2026-02-17T08:00:00Z' })
    await travelTo('2026-03-20T09:00:00Z')
    expect((await billed(customerId)).slice(1)).toEqual([[['Text messages', 750n]], [['Text messages', 75n]]])
    expect((await getSubscription(subscriptionId)).usageSettlesAt).toBeNull()
    expect(await brokenInvariants(new Date('2026-03-20T09:00:00Z'))).toEqual([])
  })

  test('at once, with credit: what was used is set off against what comes back', async () => {
    const { customerId, subscriptionId } = await subscribedCustomer()
    await use(customerId, 400, '2026-01-20T10:00:00Z')
    const now = new Date('2026-01-30T21:00:00Z')
    await travelTo(now.toISOString())
    await cancelNow({ customerId, subscriptionId, credit: 'balance', actor: ACTOR, now })
    // Half of the month: 250 are included, 150 × 7.5 = 11.25; 29.50 come back.
    expect((await billed(customerId)).slice(1)).toEqual([[['Text messages', 1125n]]])
    const [note] = await db.creditNote.findMany({ where: { customerId } })
    expect(note?.subtotal).toBe(2950n)
    await travelTo('2026-02-20T09:00:00Z')
    expect((await billed(customerId)).length).toBe(2)
    expect(await brokenInvariants(new Date('2026-02-20T09:00:00Z'))).toEqual([])
  })

  test('a pause bills what was used, and what is late once no more can come', async () => {
    const { customerId, subscriptionId } = await subscribedCustomer()
    await use(customerId, 400, '2026-01-20T10:00:00Z')
    const now = new Date('2026-01-30T21:00:00Z')
    await travelTo(now.toISOString())
    await pauseSubscription({ customerId, subscriptionId, resumesAt: null, actor: ACTOR, now })
    expect((await billed(customerId)).slice(1)).toEqual([[['Text messages', 1125n]]])
    await use(customerId, 20, '2026-01-30T20:00:00Z', { heardAt: '2026-02-01T10:00:00Z' })
    await travelTo('2026-02-07T00:00:00Z')
    expect((await billed(customerId)).slice(2)).toEqual([[['Text messages', 150n]]])
    expect(await brokenInvariants(new Date('2026-02-07T00:00:00Z'))).toEqual([])
  })
})

test('an amount that is reached is invoiced at once, once; the renewal bills the rest', async () => {
  await updateBillingPolicy({ policy: { ...DEFAULT_POLICY, usageThreshold: 5000n }, actor: ACTOR, now: START })
  const { customerId } = await subscribedCustomer()
  await use(customerId, 1_160, '2026-01-20T10:00:00Z')
  const ticks = async (time: string) => {
    await standAt(new Date(time))
    await tick({ now: new Date(time) })
    await tick({ now: new Date(time) })
  }
  await ticks('2026-01-20T10:01:00Z')
  // 660 × 7.5 = 49.50 is not enough.
  expect((await billed(customerId)).length).toBe(1)
  await use(customerId, 40, '2026-01-20T11:00:00Z')
  await ticks('2026-01-20T11:01:00Z')
  expect((await billed(customerId)).slice(1)).toEqual([[['Text messages', 5250n]]])
  await use(customerId, 100, '2026-01-25T11:00:00Z')
  await ticks('2026-01-25T11:01:00Z')
  expect((await billed(customerId)).length).toBe(2)
  await travelTo('2026-02-15T10:00:00Z')
  expect((await billed(customerId)).slice(2)).toEqual([[['Text messages', 750n], PRO]])
  expect(await stepsOf(customerId)).toEqual([
    ['USAGE_SO_FAR', 'USAGE', 'TIER'],
    ['USAGE', 'TIER', 'ALREADY_BILLED'],
  ])
  expect(await brokenInvariants(new Date('2026-02-15T10:00:00Z'))).toEqual([])
})

test('late use joins a renewal that is still a draft, with its VAT; what comes later joins the next one', async () => {
  const policy = { ...(await getInvoicingPolicy()), graceHours: 48 }
  await updateInvoicingPolicy({ policy, actor: ACTOR, now: START })
  const { customerId } = await subscribedCustomer()
  await use(customerId, 600, '2026-01-20T10:00:00Z')
  await travelTo('2026-02-16T09:00:00Z')
  const draft = await db.invoice.findFirstOrThrow({ where: { customerId, status: 'DRAFT' } })
  expect(draft.total).toBe(7914n) // 66.50 and 12.635 VAT
  await use(customerId, 40, '2026-02-14T10:00:00Z', { heardAt: '2026-02-16T10:00:00Z' })
  await travelTo('2026-02-17T12:00:00Z')
  const final = await db.invoice.findUniqueOrThrow({ where: { id: draft.id }, include: { taxes: true } })
  expect([final.status, final.subtotal, final.total]).toEqual(['PAID', 6950n, 8271n]) // 13.205 VAT
  expect(final.taxes.map(({ taxable, tax }) => [taxable, tax])).toEqual([[6950n, 1321n]])
  expect((await billed(customerId)).at(-1)).toEqual([['Text messages', 750n], PRO, ['Text messages', 300n]])
  await use(customerId, 20, '2026-02-14T10:00:00Z', { heardAt: '2026-02-18T10:00:00Z' })
  await travelTo('2026-03-18T12:00:00Z')
  expect((await billed(customerId)).at(-1)).toEqual([['Text messages', 150n], PRO])
  expect(await brokenInvariants(new Date('2026-03-18T12:00:00Z'))).toEqual([])
})

test('a subscription that just began has no late use, and its draft is final after the grace', async () => {
  await updateInvoicingPolicy({
    policy: { ...(await getInvoicingPolicy()), graceHours: 48 },
    actor: ACTOR,
    now: START,
  })
  const { customerId } = await subscribedCustomer()
  await use(customerId, 20, '2026-01-20T10:00:00Z')
  const now = new Date('2026-01-20T12:00:00Z')
  await standAt(now)
  const starter = await priceOf('starter')
  const begin = { customerId, additional: true, actor: ACTOR, now }
  const begun = await beginSubscription({ ...begin, priceId: starter })
  const tried = await beginSubscription({ ...begin, priceId: starter, trialDays: 3 })
  const totalsOf = async (subscriptionId: string) =>
    (await db.invoice.findMany({ where: { subscriptionId } })).map(({ status, total }) => [status, total])
  await travelTo('2026-01-22T11:00:00Z')
  expect(await totalsOf(begun.subscriptionId)).toEqual([['DRAFT', 3451n]]) // 29.00 and 5.51 VAT
  await travelTo('2026-01-25T13:00:00Z')
  expect(await totalsOf(begun.subscriptionId)).toEqual([['PAID', 3451n]])
  expect(await totalsOf(tried.subscriptionId)).toEqual([['PAID', 3451n]])
  expect(await brokenInvariants(new Date('2026-01-25T13:00:00Z'))).toEqual([])
})

test('use counts once beside a second subscription that renews on another day', async () => {
  const { customerId, subscriptionId: first } = await subscribedCustomer()
  await travelTo('2026-01-20T09:00:00Z')
  const starter = await priceOf('starter')
  const now = new Date('2026-01-20T09:00:00Z')
  await beginSubscription({ customerId, priceId: starter, additional: true, actor: ACTOR, now })
  await travelTo('2026-01-25T09:00:00Z')
  await use(customerId, 2000, '2026-01-25T09:00:00Z')
  await travelTo('2026-02-15T09:00:00Z')
  await travelTo('2026-02-20T09:00:00Z')
  const lines = await db.invoiceLine.findMany({ where: { invoice: { customerId }, segmentId: { contains: '~sms' } } })
  expect(lines.map(({ subscriptionId }) => subscriptionId)).toEqual([first])
  const [, , , alone] = await billed(customerId)
  expect(alone).toEqual([['Starter, monthly', 2900n]])
  expect(await brokenInvariants(new Date('2026-02-20T09:00:00Z'))).toEqual([])
})

test('a year includes twelve months, and its late use has an invoice of its own', async () => {
  const { customerId, subscriptionId } = await subscribedCustomer({ interval: 'YEAR' })
  await standAt(new Date('2027-01-14T09:00:00Z'))
  await use(customerId, 6_100, '2027-01-14T09:00:00Z')
  await travelTo('2027-01-16T09:00:00Z')
  const YEAR: [string, bigint] = ['Professional, yearly', 59_000n]
  expect((await billed(customerId)).slice(1)).toEqual([[['Text messages', 750n], YEAR]])
  await use(customerId, 10, '2027-01-15T08:00:00Z', { heardAt: '2027-01-18T09:00:00Z' })
  await travelTo('2027-02-01T09:00:00Z')
  expect((await billed(customerId)).slice(2)).toEqual([[['Text messages', 75n]]])
  expect((await getSubscription(subscriptionId)).usageSettlesAt).toBeNull()
  expect(await brokenInvariants(new Date('2027-02-01T09:00:00Z'))).toEqual([])
})
