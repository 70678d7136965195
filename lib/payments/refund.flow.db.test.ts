import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { getInvoiceDetail } from '@/lib/invoices/read-invoices'
import { db } from '@/lib/platform/db/client'
import { closeJobs } from '@/lib/runtime/run-jobs'
import {
  ACTOR,
  brokenInvariants,
  clearFaults,
  createWorld,
  intentOf,
  listAtStripe,
  newCustomer,
  priceOf,
  setFault,
  standAt,
  START,
  startCheckout,
  subscribedCustomer,
  work,
  workFor,
} from '@/lib/runtime/testing/world'
import { changePlan } from '@/lib/subscriptions/change-plan'
import { previewEndNow } from '@/lib/subscriptions/end-now'
import { pauseSubscription } from '@/lib/subscriptions/pause-subscription'
import { processorFor } from './processors'
import { recordDispute } from './record-dispute'
import { getPayment } from './read-payments'
import { cancelNow } from './cancel-now'
import { creditInvoice, previewCredit } from './credit-invoice'
import { settleRefundByRef } from './settle-by-ref'

// Professional, monthly, in Germany: 59.00 + 19 % = 70.21.

beforeAll(createWorld)
afterAll(closeJobs)

type Paid = Awaited<ReturnType<typeof subscribedCustomer>>
type Amount = bigint | 'remaining'

const refund = ({ invoiceId }: Paid, amount: Amount) =>
  creditInvoice({ to: 'refund', invoiceId, request: { amount }, reason: 'goodwill', actor: ACTOR, now: START })
const rowsOf = ({ paymentId }: Paid) => db.refund.findMany({ where: { paymentId }, orderBy: { id: 'asc' } })
const refundedAtStripe = async (paid: Paid) => {
  const ids = new Set((await rowsOf(paid)).map(({ id }) => id))
  return (await listAtStripe('refunds'))
    .filter(({ metadata, status }) => ids.has(metadata.refund_id!) && status !== 'failed')
    .reduce((sum, { amount }) => sum + amount, 0)
}
async function ledgerOf({ customerId }: Paid): Promise<Record<string, bigint>> {
  const rows = await db.ledgerEntry.findMany({ where: { transaction: { customerId } } })
  const sums: Record<string, bigint> = {}
  for (const { account, amount } of rows) sums[account] = (sums[account] ?? 0n) + amount
  return Object.fromEntries(Object.entries(sums).filter(([, sum]) => sum !== 0n))
}
const everything = async () => ({
  creditNotes: await db.creditNote.count(),
  refunds: await db.refund.count(),
  postings: await db.ledgerTransaction.count(),
  audit: await db.auditEntry.count(),
  numbers: (await db.numberSeries.findMany()).map(({ prefix, nextNumber }) => [prefix, nextNumber]),
})

const PAID = { 'cash.stripe': 7021n, 'revenue.deferred': -5900n, 'vat.DE': -1121n }

describe('a refund', () => {
  test('in full gives back net and VAT, and empties every account', async () => {
    const paid = await subscribedCustomer()
    const { total, number } = await refund(paid, 'remaining')
    expect(total).toBe(7021n)
    expect(number).toMatch(/^CN-2026-\d{6}$/)
    // Promised, not yet sent.
    expect(await ledgerOf(paid)).toEqual({ 'cash.stripe': 7021n, refunds_payable: -7021n })
    await work()
    expect(await ledgerOf(paid)).toEqual({})
    expect(await getPayment(paid.paymentId)).toMatchObject({ amountRefunded: 7021n })
    expect(await getInvoiceDetail({ id: paid.invoiceId })).toMatchObject({
      status: 'PAID',
      creditNotes: [{ subtotal: 5900n, taxTotal: 1121n, total: 7021n, toRefund: 7021n }],
    })
    expect(await refundedAtStripe(paid)).toBe(7021)
    const sent = await db.notification.findMany({ where: { customerId: paid.customerId, kind: 'refund_issued' } })
    expect(sent.map(({ data }) => (data as { amount: string }).amount)).toEqual(['7021'])
  })

  test('in parts carries VAT that adds up to the cent', async () => {
    const paid = await subscribedCustomer()
    for (const amount of [1000n, 1000n, 1000n, 1n, 'remaining'] as const) await refund(paid, amount)
    await work()
    // VAT of what is given back so far is 1121 × gross ÷ 7021, rounded: 10.00 → 159.67 → 1.60; 20.00 → 319.33 → 3.19;
    // 30.00 → 479.00 → 4.79 (478.99…); 30.01 → 479.15 → 4.79; 70.21 → 11.21. Each note carries the difference.
    const { creditNotes } = await getInvoiceDetail({ id: paid.invoiceId })
    expect(
      creditNotes
        .toSorted((a, b) => a.seriesNumber - b.seriesNumber)
        .map(({ total, subtotal, taxTotal }) => [total, subtotal, taxTotal]),
    ).toEqual([
      [1000n, 840n, 160n],
      [1000n, 841n, 159n],
      [1000n, 840n, 160n],
      [1n, 1n, 0n],
      [4020n, 3378n, 642n],
    ])
    expect(await ledgerOf(paid)).toEqual({})
    expect(await refundedAtStripe(paid)).toBe(7021)
    await expect(refund(paid, 1n)).rejects.toMatchObject({ code: 'credit_exceeds_invoice' })
  })

  test('beyond what is left is refused and leaves nothing behind', async () => {
    const paid = await subscribedCustomer()
    await refund(paid, 7000n)
    const before = await everything()
    for (const amount of [22n, 7021n, 0n, -1n]) {
      await expect(refund(paid, amount), String(amount)).rejects.toMatchObject({
        code: amount > 0n ? 'credit_exceeds_invoice' : expect.stringMatching(/^credit_/),
      })
    }
    expect(await everything()).toEqual(before)
    expect((await refund(paid, 21n)).total).toBe(21n)
  })

  test('of an unpaid invoice is refused and leaves nothing behind', async () => {
    const customerId = await newCustomer()
    const { invoiceId } = await startCheckout({ customerId })
    const before = await everything()
    for (const amount of [100n, 'remaining'] as const) {
      const attempt = creditInvoice({
        to: 'refund',
        invoiceId,
        request: { amount },
        reason: 'error',
        actor: ACTOR,
        now: START,
      })
      await expect(attempt).rejects.toMatchObject({ code: 'payment_under_way' })
    }
    expect(await everything()).toEqual(before)
  })

  test('asked for twice at once, each over more than half, is made once', async () => {
    const paid = await subscribedCustomer()
    const results = await Promise.allSettled([refund(paid, 4000n), refund(paid, 4000n), refund(paid, 4000n)])
    expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
    await work()
    expect(await refundedAtStripe(paid)).toBe(4000)
    expect(await getPayment(paid.paymentId)).toMatchObject({ amountRefunded: 4000n })
  })

  test('refused by Stripe for good stays with the customer as credit', async () => {
    const paid = await subscribedCustomer()
    // Somebody gave the money back in Stripe's dashboard.
    const elsewhere = {
      refundId: 'ref_elsewhere',
      paymentRef: intentOf(paid.clientSecret),
      idempotencyKey: 'elsewhere',
    }
    await processorFor('STRIPE').refund({ ...elsewhere, amount: 7021n })
    await refund(paid, 'remaining')
    await work()
    expect(await rowsOf(paid)).toMatchObject([{ status: 'FAILED', failureCode: 'charge_already_refunded' }])
    expect(await ledgerOf(paid)).toEqual({ 'cash.stripe': 7021n, customer_credit: -7021n })
  })
})

describe('a disputed payment', () => {
  const dispute = async (
    { paymentId, clientSecret }: Paid,
    status: 'INQUIRY' | 'OPEN' | 'WON' | 'LOST',
    { part = '', amount = 7021n } = {},
  ) =>
    recordDispute({
      payment: await getPayment(paymentId),
      report: {
        processorRef: `du_${paymentId}${part}`,
        paymentRef: intentOf(clientSecret),
        status,
        amount,
        currency: 'EUR',
        reason: 'fraudulent',
        fee: null,
        respondBy: null,
      },
      now: START,
    })

  test.each(['OPEN', 'LOST'] as const)('is not refunded while the dispute is %s', async (status) => {
    const paid = await subscribedCustomer()
    await dispute(paid, status)
    const before = await everything()
    await expect(refund(paid, 'remaining')).rejects.toMatchObject({ code: 'payment_disputed' })
    expect(await everything()).toEqual(before)
  })

  // The bank has given the money back, or may do so: given as credit too, the customer would have it twice.
  test.each(['OPEN', 'LOST'] as const)('does not become credit while the dispute is %s', async (status) => {
    const paid = await subscribedCustomer()
    const { customerId, subscriptionId, invoiceId } = paid
    await dispute(paid, status)
    const now = new Date('2026-01-15T12:00:00Z')
    const change = { customerId, subscriptionId, actor: ACTOR, now }
    const before = await everything()
    const disputed = { code: 'payment_disputed' }
    const toBalance = { to: 'balance' as const, invoiceId, request: { amount: 1000n } }
    await expect(previewCredit(toBalance)).rejects.toMatchObject(disputed)
    await expect(creditInvoice({ ...toBalance, reason: 'goodwill', actor: ACTOR, now })).rejects.toMatchObject(disputed)
    await expect(previewEndNow({ ...change, credit: 'balance' })).rejects.toMatchObject(disputed)
    await expect(cancelNow({ ...change, credit: 'balance' })).rejects.toMatchObject(disputed)
    await expect(cancelNow({ ...change, credit: 'refund' })).rejects.toMatchObject(disputed)
    await expect(pauseSubscription({ ...change, resumesAt: null })).rejects.toMatchObject(disputed)
    const starter = { ...change, priceId: await priceOf('starter'), timing: 'now' as const }
    await expect(changePlan(starter)).rejects.toMatchObject(disputed)
    expect(await everything()).toEqual(before)
    // To end without credit is not in the way, nor is what staff say was paid back elsewhere.
    await cancelNow({ ...change, credit: 'none' })
    await creditInvoice({ ...toBalance, to: 'outside', reason: 'disputed', reference: 'du_1', actor: ACTOR, now })
    expect(await brokenInvariants(now)).toEqual([])
  })

  test('stays disputed while one of several disputes is lost or open', async () => {
    const paid = await subscribedCustomer()
    await dispute(paid, 'LOST', { part: ' a', amount: 2000n })
    await dispute(paid, 'INQUIRY', { part: ' b', amount: 3000n })
    expect(await getPayment(paid.paymentId)).toMatchObject({ disputed: true })
    await dispute(paid, 'OPEN', { part: ' b', amount: 3000n })
    await dispute(paid, 'WON', { part: ' b', amount: 3000n })
    expect(await getPayment(paid.paymentId)).toMatchObject({ disputed: true })
    await expect(refund(paid, 1000n)).rejects.toMatchObject({ code: 'payment_disputed' })
    expect(await ledgerOf(paid)).toEqual({ ...PAID, 'cash.stripe': 5021n, bad_debt: 2000n })
    expect(await brokenInvariants(START)).toEqual([])
  })

  test('is refunded again once the dispute is won', async () => {
    const paid = await subscribedCustomer()
    await dispute(paid, 'OPEN')
    await dispute(paid, 'WON')
    expect(await ledgerOf(paid)).toEqual(PAID)
    expect((await refund(paid, 'remaining')).total).toBe(7021n)
  })
})

// Last: it moves everybody's clock.
describe('a refund that takes time', () => {
  const settle = async (paid: Paid, now: Date) => {
    for (const { processorRef } of await rowsOf(paid))
      await settleRefundByRef({ processor: 'STRIPE', ref: processorRef!, now })
  }

  test('pending, then succeeded, moves the money only then', async () => {
    const paid = await subscribedCustomer({ number: '4000000000007726' })
    const failing = await subscribedCustomer({ number: '4000000000005126' })
    await refund(paid, 2000n)
    await refund(failing, 2000n)
    await work()
    expect(await rowsOf(paid)).toMatchObject([{ status: 'PENDING', settledAt: null }])
    expect(await rowsOf(failing)).toMatchObject([{ status: 'SUCCEEDED' }])
    // 20.00 carries 1121 × 2000 ÷ 7021 = 3.19 of VAT.
    const rest = { 'revenue.deferred': -4219n, 'vat.DE': -802n }
    expect(await ledgerOf(paid)).toEqual({ 'cash.stripe': 7021n, 'clearing.stripe': -2000n, ...rest })
    expect(await brokenInvariants(START)).toEqual([])
    expect(await ledgerOf(failing)).toEqual({ 'cash.stripe': 5021n, ...rest })

    const later = new Date(START.getTime() + 120_000)
    await standAt(later)
    for (const each of [paid, failing, paid, failing]) await settle(each, later)
    expect(await rowsOf(paid)).toMatchObject([{ status: 'SUCCEEDED', settledAt: later }])
    expect(await ledgerOf(paid)).toEqual({ 'cash.stripe': 5021n, ...rest })
    // The card was closed: the money is back with us and owed to the customer as credit.
    expect(await rowsOf(failing)).toMatchObject([{ status: 'FAILED', failureCode: 'expired_or_canceled_card' }])
    expect(await ledgerOf(failing)).toEqual({ 'cash.stripe': 7021n, customer_credit: -2000n, ...rest })
    expect(await getPayment(failing.paymentId)).toMatchObject({ amountRefunded: 0n })
    expect(await brokenInvariants(later)).toEqual([])
  })

  test('whose news is lost is asked about by the tick', async () => {
    const paid = await subscribedCustomer({ number: '4000000000007726' })
    await refund(paid, 'remaining')
    await work()
    expect(await rowsOf(paid)).toMatchObject([{ status: 'PENDING' }])
    // No webhook reaches us in these tests. While Stripe does not answer either, it stays as it is and is asked again.
    await setFault({ method: 'GET', path: '/v1/refunds/*', kind: 'reset', when: 'before', times: 20 })
    const down = await workFor({ from: START, minutes: 6 * 60 })
    expect(await rowsOf(paid)).toMatchObject([{ status: 'PENDING' }])
    await clearFaults()
    const up = await workFor({ from: down, minutes: 30 })
    expect(await rowsOf(paid)).toMatchObject([{ status: 'SUCCEEDED', reconcileAt: null }])
    expect(await ledgerOf(paid)).toEqual({})
    expect(await refundedAtStripe(paid)).toBe(7021)
    expect(await brokenInvariants(up)).toEqual([])
  })
})
