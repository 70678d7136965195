import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { getBalance } from '@/lib/balance/read-balance'
import { updateDunningPolicy } from '@/lib/dunning/dunning-policy'
import { pauseDunning, releaseDunning } from '@/lib/dunning/hold-dunning'
import { getDunning } from '@/lib/dunning/read-dunning'
import { getInvoicingPolicy, updateInvoicingPolicy } from '@/lib/invoices/invoicing-policy'
import { writeInvoice } from '@/lib/invoices/write-invoice'
import { now as readClock } from '@/lib/platform/clock'
import { db } from '@/lib/platform/db/client'
import { closeJobs } from '@/lib/runtime/run-jobs'
import {
  ACTOR,
  addMethod,
  BERLIN,
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
} from '@/lib/runtime/testing/world'
import { beginSubscription } from '@/lib/subscriptions/begin-subscription'
import { pauseSubscription } from '@/lib/subscriptions/pause-subscription'
import { getSubscription } from '@/lib/subscriptions/read-subscriptions'
import { giveCustomerCredit } from './give-customer-credit'
import { openPayment } from './open-payment'
import { reconcilePayment } from './reconcile-payment'
import { recordOutsidePayment } from './record-outside-payment'
import { remindOfInvoice } from './remind-of-invoice'

// Reminders 3, 10 and 20 days after an invoice fell due, the final action 14 days after the last.
const POLICY = {
  retryDays: [1, 3, 5, 7],
  finalAction: 'CANCEL' as const,
  reminderDays: [3, 10, 20],
  sentFinalAction: 'LEAVE' as const,
  giveUpDays: 14,
  reclaimsVat: true,
  onDispute: 'NONE' as const,
}
const LINES = [{ description: 'Training', quantity: 1, unitAmount: 10000n, taxBehavior: 'EXCLUSIVE' as const }]

beforeAll(createWorld)
beforeEach(async () => {
  await updateDunningPolicy({ policy: POLICY, actor: ACTOR, now: await readClock() })
})
afterAll(closeJobs)

/** Over 119.00, sent now, due in ten days. */
async function sentInvoice() {
  const customerId = await newCustomer()
  await db.customer.update({ where: { id: customerId }, data: { ...BERLIN } })
  const now = await readClock()
  const terms = { collectionMethod: 'SEND_INVOICE' as const, paymentTermDays: 10 }
  const invoice = await writeInvoice({ customerId, invoice: { lines: LINES, terms }, actor: ACTOR, now })
  await work()
  return { customerId, id: invoice.id, now }
}

async function reminders(customerId: string): Promise<string[]> {
  const sent = await db.notification.findMany({
    where: { customerId, kind: 'invoice_reminder' },
    orderBy: { createdAt: 'asc' },
  })
  return sent.map(
    ({ data, createdAt }) => `${createdAt.toISOString().slice(0, 10)} level ${(data as { level: number }).level}`,
  )
}
const after = (from: Date, days: number) => new Date(from.getTime() + days * 86_400_000).toISOString()

test('a renewal that is sent and overdue: reminders until it is paid, past due from the first', async () => {
  const { customerId, subscriptionId } = await subscribedCustomer()
  await db.customer.update({
    where: { id: customerId },
    data: { collectionMethod: 'SEND_INVOICE', paymentTermDays: 10 },
  })
  // Renews on 15 February, due on the 25th.
  await travelTo('2026-02-27T12:00:00Z')
  expect(await reminders(customerId)).toEqual([])
  expect((await getSubscription(subscriptionId)).status).toBe('ACTIVE')
  await travelTo('2026-03-01T12:00:00Z')
  expect(await reminders(customerId)).toEqual(['2026-02-28 level 1'])
  expect((await getSubscription(subscriptionId)).status).toBe('PAST_DUE')
  await travelTo('2026-03-14T00:00:00Z')
  expect(await reminders(customerId)).toEqual(['2026-02-28 level 1', '2026-03-07 level 2'])
  const [invoice] = await db.invoice.findMany({ where: { customerId, status: 'OPEN' } })
  await recordOutsidePayment({
    invoiceId: invoice!.id,
    amount: invoice!.total,
    reference: 'NTRF-1',
    actor: ACTOR,
    now: new Date('2026-03-14T00:00:00Z'),
  })
  expect((await getSubscription(subscriptionId)).status).toBe('ACTIVE')
  await travelTo('2026-03-25T00:00:00Z')
  expect(await reminders(customerId)).toHaveLength(2)
  expect(await brokenInvariants(new Date('2026-03-25T00:00:00Z'))).toEqual([])
})

const emailsOf = async (customerId: string) =>
  (await db.notification.findMany({ where: { customerId }, orderBy: [{ createdAt: 'asc' }, { id: 'asc' }] })).map(
    ({ kind, data }) => [kind, (data as { total?: string }).total],
  )
const give = async (customerId: string, amount: bigint) =>
  giveCustomerCredit({ customerId, amount, note: 'Sorry', expiresAt: null, actor: ACTOR, now: await readClock() })
const invoicesOf = async (customerId: string) =>
  (await db.invoice.findMany({ where: { customerId }, orderBy: { id: 'asc' } })).map(
    ({ status, total, amountPaid, amountCredited }) => [status, total - amountPaid - amountCredited],
  )

test('the balance pays an invoice before it is sent, and the email asks for what is left', async () => {
  const customerId = await newCustomer()
  await db.customer.update({ where: { id: customerId }, data: { ...BERLIN, collectionMethod: 'SEND_INVOICE' } })
  await give(customerId, 5000n)
  const write = async () =>
    writeInvoice({ customerId, invoice: { lines: LINES }, actor: ACTOR, now: await readClock() })
  await write()
  expect(await invoicesOf(customerId)).toEqual([['OPEN', 6900n]])
  // 69.00 of it for the first, 119.00 for the second: 12.00 are left.
  await give(customerId, 20_000n)
  expect((await write()).status).toBe('PAID')
  expect(await invoicesOf(customerId)).toEqual([
    ['PAID', 0n],
    ['PAID', 0n],
  ])
  expect(await emailsOf(customerId)).toEqual([
    ['invoice_open', '6900'],
    ['invoice_paid', '11900'],
    ['invoice_paid', '11900'],
  ])
  const now = await readClock()
  expect(await getBalance({ customerId, currency: 'EUR', now })).toBe(1200n)
  expect(await brokenInvariants(now)).toEqual([])
})

/** Professional, begun and paid now: 70.21 a month. */
async function subscribed() {
  const customerId = await newCustomer()
  await db.customer.update({ where: { id: customerId }, data: BERLIN })
  const now = await readClock()
  await addMethod(customerId, '4242424242424242', now)
  const priceId = await priceOf('professional')
  const { subscriptionId } = await beginSubscription({ customerId, priceId, actor: ACTOR, now })
  await work()
  return { customerId, subscriptionId, now }
}

test('the balance pays a renewal that is sent, also where it was a draft first', async () => {
  const { customerId, now: from } = await subscribed()
  const policy = await getInvoicingPolicy()
  await db.customer.update({ where: { id: customerId }, data: { collectionMethod: 'SEND_INVOICE' } })
  await give(customerId, 10_000n)
  await travelTo(after(from, 32))
  expect(await invoicesOf(customerId)).toEqual([
    ['PAID', 0n],
    ['PAID', 0n],
  ])
  // 100.00 less 70.21 leave 29.79 for the next one, which is a draft for a day.
  await updateInvoicingPolicy({ policy: { ...policy, graceHours: 24 }, actor: ACTOR, now: await readClock() })
  await travelTo(after(from, 64))
  await updateInvoicingPolicy({ policy, actor: ACTOR, now: await readClock() })
  expect((await invoicesOf(customerId)).slice(2)).toEqual([['OPEN', 4042n]])
  expect((await emailsOf(customerId)).slice(-2)).toEqual([
    ['invoice_paid', '7021'],
    ['invoice_open', '4042'],
  ])
  expect(await brokenInvariants(await readClock())).toEqual([])
})

test('one transfer for two invoices, recorded with the first, pays both', async () => {
  const { customerId, id, now } = await sentInvoice()
  const terms = { collectionMethod: 'SEND_INVOICE' as const, paymentTermDays: 10 }
  await writeInvoice({ customerId, invoice: { lines: LINES, terms }, actor: ACTOR, now })
  await recordOutsidePayment({ invoiceId: id, amount: 20_000n, reference: 'NTRF-BOTH', actor: ACTOR, now })
  // 200.00 less 119.00 leave 81.00 for the second.
  expect(await invoicesOf(customerId)).toEqual([
    ['PAID', 0n],
    ['OPEN', 3800n],
  ])
  expect(await brokenInvariants(now)).toEqual([])
})

test('nobody is reminded of what a credit since then pays', async () => {
  const { customerId, subscriptionId, now } = await subscribed()
  const terms = { collectionMethod: 'SEND_INVOICE' as const, paymentTermDays: 10 }
  await writeInvoice({ customerId, invoice: { lines: LINES, terms }, actor: ACTOR, now })
  const pausedAt = new Date(after(now, 1))
  await travelTo(pausedAt.toISOString())
  const pause = { customerId, subscriptionId, resumesAt: null, actor: ACTOR, now: pausedAt }
  const { credited } = await pauseSubscription(pause)
  await travelTo(after(now, 14))
  expect((await emailsOf(customerId)).at(-1)).toEqual(['invoice_reminder', `${11900n - credited}`])
  expect(await invoicesOf(customerId)).toEqual([
    ['PAID', 0n],
    ['OPEN', 11900n - credited],
  ])
  expect(await brokenInvariants(await readClock())).toEqual([])
})

test('nobody answers: after the last reminder the final action for sent invoices, and nothing was ever charged', async () => {
  const { customerId, id, now } = await sentInvoice()
  await addMethod(customerId, '4242424242424242', now)
  await travelTo(after(now, 31))
  expect(await reminders(customerId)).toHaveLength(3)
  expect(await getDunning(id)).toMatchObject({ attempts: 3, stop: 'EXHAUSTED', endedAt: null })
  await travelTo(after(now, 45))
  expect(await getDunning(id)).toMatchObject({ outcome: 'LEFT' })
  expect(await db.payment.count({ where: { invoiceId: id } })).toBe(0)
  expect((await db.invoice.findUniqueOrThrow({ where: { id } })).status).toBe('OPEN')
})

test('the policy may give a sent invoice up', async () => {
  const policy = { ...POLICY, reminderDays: [3], sentFinalAction: 'MARK_UNCOLLECTIBLE' as const, giveUpDays: 7 }
  await updateDunningPolicy({ policy, actor: ACTOR, now: START })
  const { id, now } = await sentInvoice()
  await travelTo(after(now, 21))
  expect((await db.invoice.findUniqueOrThrow({ where: { id } })).status).toBe('UNCOLLECTIBLE')
  expect(await brokenInvariants(new Date(after(now, 21)))).toEqual([])
})

test('held, nothing is sent; released, what fell due meanwhile goes out once and the rest keeps its distance', async () => {
  const { customerId, id, now } = await sentInvoice()
  await travelTo(after(now, 14))
  expect(await reminders(customerId)).toHaveLength(1)
  await pauseDunning({ invoiceId: id, actor: ACTOR, now: await readClock() })
  await travelTo(after(now, 40))
  expect(await reminders(customerId)).toHaveLength(1)
  await releaseDunning({ invoiceId: id, actor: ACTOR, now: await readClock() })
  await travelTo(after(now, 41))
  expect(await reminders(customerId)).toHaveLength(2)
  await travelTo(after(now, 49))
  expect(await reminders(customerId)).toHaveLength(2)
  await travelTo(after(now, 52))
  expect(await reminders(customerId)).toHaveLength(3)
})

test('several workers at once send one reminder', async () => {
  const { customerId, id, now } = await sentInvoice()
  const at = new Date(after(now, 13))
  await standAt(at)
  // The first look is on the day it falls due: it only plans.
  await remindOfInvoice({ invoiceId: id, now: new Date(after(now, 10)) })
  await Promise.all([1, 2, 3, 4].map(() => remindOfInvoice({ invoiceId: id, now: at })))
  expect(await reminders(customerId)).toHaveLength(1)
})

test('a direct debit of the customer’s own that bounces is no reason to charge by ourselves', async () => {
  const { customerId, id, now } = await sentInvoice()
  const { clientSecret, paymentId } = await openPayment({ invoiceId: id, now })
  // This account takes the debit on and refuses it days later.
  await confirmInBrowser({ clientSecret, number: 'DE62370400440532013001' })
  await reconcilePayment({ paymentId, now })
  await travelTo(after(now, 19))
  const invoice = await db.invoice.findUniqueOrThrow({ where: { id }, include: { payments: true } })
  expect(invoice.payments.map(({ status }) => status)).toEqual(['FAILED'])
  expect(invoice).toMatchObject({ status: 'OPEN', collectAt: null })
  expect(await reminders(customerId)).toHaveLength(1)
})
