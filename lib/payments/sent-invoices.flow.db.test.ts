import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { updateDunningPolicy } from '@/lib/dunning/dunning-policy'
import { pauseDunning, releaseDunning } from '@/lib/dunning/hold-dunning'
import { getDunning } from '@/lib/dunning/read-dunning'
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
  standAt,
  START,
  subscribedCustomer,
  travelTo,
  work,
} from '@/lib/runtime/testing/world'
import { getSubscription } from '@/lib/subscriptions/read-subscriptions'
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
