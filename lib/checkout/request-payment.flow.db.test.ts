import { afterAll, beforeAll, expect, test } from 'vitest'
import { db } from '@/lib/platform/db/client'
import { voidOpenInvoice } from '@/lib/payments/take-back-invoice'
import { getPayment } from '@/lib/payments/read-payments'
import { reconcilePayment } from '@/lib/payments/reconcile-payment'
import { closeJobs } from '@/lib/runtime/run-jobs'
import {
  ACTOR,
  addMethod,
  BERLIN,
  brokenInvariants,
  clearFaults,
  confirmInBrowser,
  createWorld,
  newCustomer,
  setFault,
  START,
  takenPerInvoice,
  travelTo,
  work,
} from '@/lib/runtime/testing/world'
import { requestPayment } from './request-payment'

// 2 × 100.00 + 19 % = 238.00.
const LINES = [{ description: 'Training', quantity: 2, unitAmount: 10000n, taxBehavior: 'EXCLUSIVE' as const }]
const GOOD = '4242424242424242'
const ALWAYS_REFUSED = '4000000000000341'

beforeAll(createWorld)
afterAll(closeJobs)

async function customerInBerlin(): Promise<string> {
  const id = await newCustomer()
  await db.customer.update({ where: { id }, data: { ...BERLIN } })
  return id
}

const request = (customerId: string, confirm: 'on_session' | 'off_session', requestKey = 'order-1') =>
  requestPayment({ customerId, lines: LINES, confirm, requestKey, actor: ACTOR, now: START })
const taken = async (invoiceId: string) => (await takenPerInvoice()).get(invoiceId) ?? []

test('on session the browser confirms one payment, however often it was asked for', async () => {
  const customerId = await customerInBerlin()
  const opened = await Promise.all([1, 2, 3].map(() => request(customerId, 'on_session')))
  expect(new Set(opened.map(({ paymentId, clientSecret }) => `${paymentId} ${clientSecret}`)).size).toBe(1)
  const { clientSecret, invoiceId, paymentId } = opened[0]!
  await confirmInBrowser({ clientSecret, number: GOOD })
  await reconcilePayment({ paymentId: paymentId!, now: START })
  expect(await request(customerId, 'on_session')).toMatchObject({ invoiceId, paymentId, status: 'SUCCEEDED' })
  expect(await taken(invoiceId)).toEqual([23800])
  expect(await brokenInvariants(START)).toEqual([])
})

test('off session the default method is charged once', async () => {
  const customerId = await customerInBerlin()
  await addMethod(customerId, GOOD)
  const [first, second] = await Promise.all([1, 2].map(() => request(customerId, 'off_session')))
  expect(first!.invoiceId).toBe(second!.invoiceId)
  await work()
  const again = await request(customerId, 'off_session')
  expect(again).toMatchObject({ invoiceId: first!.invoiceId, status: 'SUCCEEDED', clientSecret: null })
  expect(await taken(first!.invoiceId)).toEqual([23800])
  expect(await brokenInvariants(START)).toEqual([])
})

test('the answer of the charge is lost: it is found again, not made again', async () => {
  const customerId = await customerInBerlin()
  await addMethod(customerId, GOOD)
  await setFault({ method: 'POST', path: '/v1/payment_intents', kind: 'reset', when: 'after', times: 5 })
  const lost = await request(customerId, 'off_session')
  await clearFaults()
  expect(lost.status).toBe('UNKNOWN')
  expect(await request(customerId, 'off_session')).toMatchObject({ paymentId: lost.paymentId, status: 'UNKNOWN' })
  await reconcilePayment({ paymentId: lost.paymentId!, now: START })
  expect(await request(customerId, 'off_session')).toMatchObject({ paymentId: lost.paymentId, status: 'SUCCEEDED' })
  expect(await taken(lost.invoiceId)).toEqual([23800])
})

test('without a method nothing is written', async () => {
  const customerId = await customerInBerlin()
  await expect(request(customerId, 'off_session')).rejects.toMatchObject({ code: 'no_payment_method' })
  expect(await db.invoice.count({ where: { customerId } })).toBe(0)
})

test('refused off session, the invoice is open and collected by dunning; taken back, nothing charges it', async () => {
  const customerId = await customerInBerlin()
  await addMethod(customerId, ALWAYS_REFUSED)
  const { invoiceId, status } = await request(customerId, 'off_session')
  expect(status).toBe('FAILED')
  expect((await db.invoice.findUniqueOrThrow({ where: { id: invoiceId } })).collectAt).not.toBeNull()
  await voidOpenInvoice({ invoiceId, reason: 'Called off', actor: ACTOR, now: START })
  await addMethod(customerId, GOOD)
  expect(await request(customerId, 'off_session')).toMatchObject({ invoiceId, status: 'FAILED' })
  expect(await taken(invoiceId)).toEqual([])
})

test('left alone on session, no method that is added later is charged for it', async () => {
  const customerId = await customerInBerlin()
  const { invoiceId, paymentId } = await request(customerId, 'on_session')
  await addMethod(customerId, GOOD)
  await work()
  await travelTo('2026-01-25T09:00:00Z')
  expect((await getPayment(paymentId!)).status).toBe('REQUIRES_ACTION')
  expect(await taken(invoiceId)).toEqual([])
  await voidOpenInvoice({ invoiceId, reason: 'Left alone', actor: ACTOR, now: new Date('2026-01-25T09:00:00Z') })
  expect((await getPayment(paymentId!)).status).toBe('CANCELED')
})
