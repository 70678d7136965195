import { beforeAll, beforeEach, expect, test } from 'vitest'
import { updateBillingDetails } from '@/lib/customers/update-billing-details'
import { updateBillingTerms } from '@/lib/customers/update-billing-terms'
import { db } from '@/lib/platform/db/client'
import {
  ACTOR,
  addMethod,
  BERLIN,
  brokenInvariants,
  createWorld,
  standAt,
  START,
  subscribedCustomer,
  travelTo,
  work,
} from '@/lib/runtime/testing/world'
import { listAddOns } from '@/lib/catalog/read-catalog'
import { changeAddOn } from '@/lib/subscriptions/change-add-on'
import { cancelNow } from './cancel-now'
import { rebillInvoice, voidOpenInvoice } from './take-back-invoice'
import { writeOffInvoice } from './write-off-invoice'

const DECLINES = '4000000000000341'
const RENEWED = new Date('2026-02-15T10:00:00Z')
const terms = { paymentTermDays: 30, taxExempt: false, poNumber: 'PO-7', invoiceMemo: undefined }

beforeAll(createWorld)
beforeEach(() => standAt(START))

/** A month on, with the renewal's charge declined. */
async function pastDue() {
  const { customerId, subscriptionId } = await subscribedCustomer()
  await addMethod(customerId, DECLINES)
  await travelTo(RENEWED.toISOString())
  const invoice = await db.invoice.findFirstOrThrow({ where: { customerId, status: 'OPEN' } })
  return { customerId, subscriptionId, invoiceId: invoice.id }
}
const request = (invoiceId: string) => ({ invoiceId, reason: 'Wrong company', actor: ACTOR, now: RENEWED })
const invoicesOf = (customerId: string) =>
  db.invoice.findMany({ where: { customerId }, orderBy: { number: 'asc' }, include: { lines: true, taxes: true } })
const broken = async () => (await brokenInvariants(RENEWED)).filter((each) => !each.startsWith('revenue_recognized'))

test('voided: the number stays, the claim goes, the subscription is all right again, the reason is kept', async () => {
  const { customerId, subscriptionId, invoiceId } = await pastDue()
  expect(await db.subscription.findUnique({ where: { id: subscriptionId } })).toMatchObject({ status: 'PAST_DUE' })
  await voidOpenInvoice(request(invoiceId))
  expect(await db.subscription.findUnique({ where: { id: subscriptionId } })).toMatchObject({ status: 'ACTIVE' })
  expect((await invoicesOf(customerId)).map(({ status }) => status)).toEqual(['PAID', 'VOID'])
  const [audit] = await db.auditEntry.findMany({ where: { targetId: invoiceId, action: 'invoice.void' } })
  expect(audit?.data).toMatchObject({ reason: 'Wrong company' })
  await work()
  expect(await broken()).toEqual([])
  await expect(voidOpenInvoice(request(invoiceId))).rejects.toMatchObject({ code: 'invoice_not_open' })
})

test('voided, it is not billed again by what the customer changes within the same period, nor credited', async () => {
  const { customerId, subscriptionId, invoiceId } = await pastDue()
  await voidOpenInvoice(request(invoiceId))
  const now = new Date('2026-02-20T09:00:00Z')
  await standAt(now)
  await addMethod(customerId, '4242424242424242', now)
  const change = { customerId, subscriptionId, actor: ACTOR, now }
  const packs = (await listAddOns()).find(({ code }) => code === 'extra_buildings')!
  const { id: priceId } = packs.prices.find(({ interval }) => interval === 'MONTH')!
  // 23 of the 28 days: 19.00 × 23 ÷ 28 = 15.607; + 19 % (2.9659) = 18.58. Nothing of the 59.00 that were let go.
  const { invoice } = await changeAddOn({ ...change, priceId, quantity: 1 })
  expect(invoice?.total).toBe(1858n)
  const { credited } = await cancelNow({ ...change, credit: 'balance', now: new Date('2026-02-20T10:00:00Z') })
  // Of the packs alone: 15.61 less 1 ÷ 672 of 19.00 (0.028) is 15.58; + 19 % (2.9602 → cumulative 2.96) = 18.54.
  expect(credited).toBe(1854n)
  await work()
  const after = await brokenInvariants(new Date('2026-02-20T10:00:00Z'))
  expect(after.filter((each) => !each.startsWith('revenue_recognized'))).toEqual([])
})

test('what was written off is not credited when the subscription ends: nobody paid it', async () => {
  const { customerId, subscriptionId, invoiceId } = await pastDue()
  await writeOffInvoice({ invoiceId, actor: ACTOR, now: RENEWED })
  const now = new Date('2026-02-20T09:00:00Z')
  await standAt(now)
  // January, which was paid, is over: there is nothing to give back.
  expect(await cancelNow({ customerId, subscriptionId, credit: 'balance', actor: ACTOR, now })).toMatchObject({
    credited: 0n,
  })
  expect(await db.creditNote.count({ where: { customerId } })).toBe(0)
})

test('billed again: a new number to the new address with its VAT, charged once', async () => {
  const { customerId, subscriptionId, invoiceId } = await pastDue()
  const paris = { ...BERLIN, name: 'Atelier SARL', city: 'Paris', postalCode: '75004', country: 'FR' }
  await updateBillingDetails({ customerId, details: { ...paris, isBusiness: false }, actor: ACTOR, now: RENEWED })
  await addMethod(customerId, '4242424242424242', RENEWED)
  // The new card is tried at once: before its job runs, staff bill again.
  const newId = await rebillInvoice(request(invoiceId))
  await work()
  const [, old, fresh] = await invoicesOf(customerId)
  expect(old).toMatchObject({ id: invoiceId, status: 'VOID', amountPaid: 0n })
  // Professional 59.00 + 20 % of France
  expect(fresh).toMatchObject({
    id: newId,
    status: 'PAID',
    total: 7080n,
    taxTotal: 1180n,
    reason: 'SUBSCRIPTION_CYCLE',
  })
  expect(fresh?.buyer).toMatchObject({ name: 'Atelier SARL' })
  const billed = (invoice: typeof old) =>
    invoice?.lines.map(({ segmentId, cycleIndex, pricedAmount }) => ({ segmentId, cycleIndex, pricedAmount }))
  expect(billed(fresh)).toEqual(billed(old))
  expect(await db.billingCycle.findMany({ where: { subscriptionId, invoiceId: newId } })).toHaveLength(1)
  expect(await db.subscription.findUnique({ where: { id: subscriptionId } })).toMatchObject({ status: 'ACTIVE' })
  expect(await broken()).toEqual([])
})

test('a change within a cycle billed again leaves the cycle with the invoice of its renewal', async () => {
  const { customerId, subscriptionId } = await subscribedCustomer()
  await travelTo(RENEWED.toISOString())
  const cycle = () => db.billingCycle.findFirstOrThrow({ where: { subscriptionId, index: 1 } })
  const { invoiceId: renewal } = await cycle()
  const now = new Date('2026-02-20T09:00:00Z')
  await standAt(now)
  await addMethod(customerId, DECLINES, now)
  const packs = (await listAddOns()).find(({ code }) => code === 'extra_buildings')!
  const { id: priceId } = packs.prices.find(({ interval }) => interval === 'MONTH')!
  const { invoice } = await changeAddOn({ customerId, subscriptionId, actor: ACTOR, priceId, quantity: 1, now })
  await work()
  await rebillInvoice({ ...request(invoice!.id), now })
  expect((await cycle()).invoiceId).toBe(renewal)
})

test('what was paid is not taken back', async () => {
  const { invoiceId } = await subscribedCustomer()
  await expect(rebillInvoice(request(invoiceId))).rejects.toMatchObject({ code: 'invoice_not_open' })
})

test('an invoice that is sent is due after the agreed days, is emailed and never charged', async () => {
  const { customerId } = await subscribedCustomer()
  await updateBillingTerms({
    customerId,
    terms: { ...terms, collectionMethod: 'SEND_INVOICE' },
    actor: ACTOR,
    now: START,
  })
  await travelTo('2026-02-20T09:00:00Z')
  const [, sent] = await invoicesOf(customerId)
  expect(sent).toMatchObject({ status: 'OPEN', collectionMethod: 'SEND_INVOICE', collectAt: null, poNumber: 'PO-7' })
  // 15 February + 30 days = 17 March
  expect(sent!.dueAt!.getTime() - sent!.finalizedAt!.getTime()).toBe(30 * 24 * 3_600_000)
  expect(await db.payment.count({ where: { invoiceId: sent!.id } })).toBe(0)
  const emails = await db.notification.findMany({ where: { customerId, kind: 'invoice_open' } })
  expect(emails).toMatchObject([{ data: { invoiceId: sent!.id, total: '7021' } }])
})
