import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import fc from 'fast-check'
import { runs } from '@/lib/engine/testing/runs'
import { abandonCheckout } from '@/lib/checkout/abandon-checkout'
import { getCustomer } from '@/lib/customers/read-customers'
import { getDunning } from '@/lib/dunning/read-dunning'
import { getInvoiceDetail, searchInvoices } from '@/lib/invoices/read-invoices'
import { db } from '@/lib/platform/db/client'
import { closeJobs } from '@/lib/runtime/run-jobs'
import {
  addMethod,
  answerChallenge,
  brokenInvariants,
  confirmInBrowser,
  createWorld,
  intentOf,
  listAtStripe,
  newCustomer,
  standAt,
  START,
  startCheckout,
  subscribedCustomer,
  travelTo,
  work,
} from '@/lib/runtime/testing/world'
import { tick } from '@/lib/runtime/tick'
import { getSubscription } from '@/lib/subscriptions/read-subscriptions'
import { cancelPayment } from './cancel-payment'
import { collectInvoice } from './collect-invoice'
import { failUnsentPayment } from './fail-unsent-payment'
import { openPayment } from './open-payment'
import type { PaymentReport } from './processor'
import { processorFor, registerProcessor } from './processors'
import { getPayment, searchPayments } from './read-payments'
import { reconcilePayment } from './reconcile-payment'
import { settlePaymentByRef } from './settle-by-ref'
import { settlePayment } from './settle-payment'

// Professional, monthly, in Germany: 59.00 + 19 % = 70.21.

const CARD = '4242424242424242'

beforeAll(createWorld)
afterAll(closeJobs)

async function paidInBrowser(number = CARD) {
  const customerId = await newCustomer()
  const checkout = await startCheckout({ customerId })
  expect(await confirmInBrowser({ clientSecret: checkout.clientSecret, number })).toBe(200)
  return { customerId, ...checkout, ref: intentOf(checkout.clientSecret) }
}

/** A customer's money by account: what the ledger says in the end. */
async function ledgerOf(customerId: string): Promise<Record<string, bigint>> {
  const rows = await db.ledgerEntry.findMany({ where: { transaction: { customerId } } })
  const sums: Record<string, bigint> = {}
  for (const { account, amount } of rows) sums[account] = (sums[account] ?? 0n) + amount
  return Object.fromEntries(Object.entries(sums).filter(([, sum]) => sum !== 0n))
}
const notificationsOf = async (customerId: string) =>
  (await db.notification.findMany({ where: { customerId }, orderBy: { createdAt: 'asc' } })).map(({ kind }) => kind)
const countAudit = (targetId: string, action: string) => db.auditEntry.count({ where: { targetId, action } })
const openInvoiceOf = async (customerId: string) =>
  (await searchInvoices({ customerId, statuses: ['OPEN'], page: 1, pageSize: 9 })).rows[0]!
const paymentsOf = async (customerId: string) => (await searchPayments({ customerId, page: 1, pageSize: 50 })).rows
const statusOf = async (subscriptionId: string) => (await getSubscription(subscriptionId)).status

const EARNED_ONCE = { 'cash.stripe': 7021n, 'revenue.deferred': -5900n, 'vat.DE': -1121n }

describe('reports of one payment', () => {
  test('lead to the same end by return, webhook, reconciler and old news, in any order, repeated, at once', async () => {
    const kind = fc.constantFrom('return', 'webhook', 'reconciler', 'awaiting', 'processing')
    const bursts = fc.array(fc.array(kind, { minLength: 1, maxLength: 4 }), { minLength: 1, maxLength: 3 })
    await fc.assert(
      fc.asyncProperty(bursts, async (reports) => {
        const { customerId, paymentId, ref, subscriptionId, invoiceId } = await paidInBrowser()
        const old = (status: PaymentReport['status']) =>
          settlePayment({
            payment: { id: paymentId, customerId },
            report: { ...unpaid(ref, paymentId), status },
            now: START,
          })
        const take = {
          return: () => reconcilePayment({ paymentId, now: START }),
          reconciler: () => reconcilePayment({ paymentId, now: new Date(START.getTime() + 600_000) }),
          webhook: () => settlePaymentByRef({ processor: 'STRIPE', ref, now: START }),
          awaiting: () => old('AWAITING_CUSTOMER'),
          processing: () => old('PROCESSING'),
        }
        for (const burst of [...reports, ['webhook' as const]]) await Promise.all(burst.map((each) => take[each]()))

        const payment = await getPayment(paymentId)
        expect(payment).toMatchObject({ status: 'SUCCEEDED', processorRef: ref, reconcileAt: null, failureCode: null })
        expect(await statusOf(subscriptionId)).toBe('ACTIVE')
        expect(await getInvoiceDetail({ id: invoiceId })).toMatchObject({ status: 'PAID', amountPaid: 7021n })
        expect(await ledgerOf(customerId)).toEqual(EARNED_ONCE)
        expect(await notificationsOf(customerId)).toEqual(['invoice_paid'])
        expect(await countAudit(paymentId, 'payment.succeed')).toBe(1)
        expect(await countAudit(subscriptionId, 'subscription.activate')).toBe(1)
      }),
      { ...runs(6), seed: 20260115 },
    )
  })

  test('that it failed, coming after it succeeded, changes nothing', async () => {
    const { customerId, paymentId, ref, subscriptionId } = await paidInBrowser()
    const payment = { id: paymentId, customerId }
    await reconcilePayment({ paymentId, now: START })
    const failure = { code: 'card_declined', declineCode: 'lost_card', message: 'Your card was declined.' }
    for (const status of ['FAILED', 'CANCELED', 'AWAITING_CUSTOMER'] as const) {
      await settlePayment({ payment, report: { ...unpaid(ref, paymentId), status, failure }, now: START })
    }
    expect(await getPayment(paymentId)).toMatchObject({ status: 'SUCCEEDED', failureCode: null, reconcileAt: null })
    expect(await statusOf(subscriptionId)).toBe('ACTIVE')
    expect(await notificationsOf(customerId)).toEqual(['invoice_paid'])
  })

  test('coming again later do not take the place of a default method chosen since', async () => {
    const { customerId, paymentId, ref } = await paidInBrowser()
    await reconcilePayment({ paymentId, now: START })
    const chosen = await addMethod(customerId, '5555555555554444')
    await settlePaymentByRef({ processor: 'STRIPE', ref, now: START })
    expect((await getCustomer(customerId)).defaultPaymentMethodId).toBe(chosen.id)
  })

  test('of another payment at the processor are refused', async () => {
    const { paymentId, customerId } = await paidInBrowser()
    const payment = { id: paymentId, customerId }
    const report = unpaid('pi_of_somebody_else', paymentId)
    await expect(settlePayment({ payment, report, now: START })).rejects.toThrow('is pi_')
  })
})

describe('money that no invoice can take goes back by itself', () => {
  test('when the invoice was voided while the customer paid', async () => {
    const customerId = await newCustomer()
    const checkout = await startCheckout({ customerId })
    // The row ends here but not at Stripe, as when a cancellation was answered by a proxy and never arrived.
    await failUnsentPayment({ paymentId: checkout.paymentId, failure: { code: 'lost', message: 'Lost.' }, now: START })
    await abandonCheckout({ subscriptionId: checkout.subscriptionId, now: START })
    await confirmInBrowser({ clientSecret: checkout.clientSecret, number: CARD })
    await settlePaymentByRef({ processor: 'STRIPE', ref: intentOf(checkout.clientSecret), now: START })
    await work()

    expect(await getPayment(checkout.paymentId)).toMatchObject({ status: 'SUCCEEDED', amountRefunded: 7021n })
    expect(await statusOf(checkout.subscriptionId)).toBe('INCOMPLETE_EXPIRED')
    expect((await getInvoiceDetail({ id: checkout.invoiceId })).status).toBe('VOID')
    expect(await ledgerOf(customerId)).toEqual({})
    expect(await notificationsOf(customerId)).toEqual([])
  })

  test('when it was paid by another payment', async () => {
    const customerId = await newCustomer()
    const first = await startCheckout({ customerId })
    await failUnsentPayment({ paymentId: first.paymentId, failure: { code: 'lost', message: 'Lost.' }, now: START })
    const second = await startCheckout({ customerId })
    expect(second.paymentId).not.toBe(first.paymentId)
    for (const { clientSecret } of [first, second]) await confirmInBrowser({ clientSecret, number: CARD })
    await Promise.all(
      [first, second].map(({ clientSecret }) =>
        settlePaymentByRef({ processor: 'STRIPE', ref: intentOf(clientSecret), now: START }),
      ),
    )
    await work()
    const refunds = (await listAtStripe('refunds')).filter(({ metadata }) => metadata.refund_id)
    expect(refunds.slice(0, 1)).toMatchObject([{ amount: 7021, status: 'succeeded' }])
    expect(await ledgerOf(customerId)).toEqual(EARNED_ONCE)
    expect((await getInvoiceDetail({ id: first.invoiceId })).amountPaid).toBe(7021n)
    expect(await notificationsOf(customerId)).toEqual(['invoice_paid'])
  })
})

describe('a payment the customer is making', () => {
  test('that was called off elsewhere gives way to a new one', async () => {
    const customerId = await newCustomer()
    const first = await startCheckout({ customerId })
    await cancelPayment({ paymentId: first.paymentId, now: START })
    const second = await openPayment({ invoiceId: first.invoiceId, now: START })
    expect(second).toMatchObject({ status: 'REQUIRES_ACTION' })
    expect(second.clientSecret).not.toBe(first.clientSecret)
  })

  test('called off at Stripe without our knowledge gives way when the page is loaded again', async () => {
    const customerId = await newCustomer()
    const first = await startCheckout({ customerId })
    await processorFor('STRIPE').cancelPayment(intentOf(first.clientSecret))
    const second = await startCheckout({ customerId })
    expect(second).toMatchObject({ status: 'REQUIRES_ACTION', invoiceId: first.invoiceId })
    expect(second.clientSecret).not.toBe(first.clientSecret)
    expect((await getPayment(first.paymentId)).status).toBe('CANCELED')
  })

  test('with 3-D Secure failed is not paid, and succeeds with the challenge passed', async () => {
    const customerId = await newCustomer()
    const { clientSecret, paymentId, subscriptionId } = await startCheckout({ customerId })
    await confirmInBrowser({ clientSecret, number: '4000002760003184' })
    await answerChallenge(clientSecret, 'fail')
    expect(await reconcilePayment({ paymentId, now: START })).toMatchObject({ status: 'REQUIRES_ACTION' })
    expect(await statusOf(subscriptionId)).toBe('INCOMPLETE')
    await confirmInBrowser({ clientSecret, number: '4000002760003184' })
    await answerChallenge(clientSecret, 'complete')
    expect(await reconcilePayment({ paymentId, now: START })).toMatchObject({ status: 'SUCCEEDED' })
  })
})

// Last: these move everybody's clock.
describe('a bank debit', () => {
  test('is on its way for days: the subscription starts with the money, or stays unpaid when it bounces', async () => {
    const good = await paidInBrowser('DE89370400440532013000')
    const bad = await paidInBrowser('DE62370400440532013001')
    for (const { paymentId, subscriptionId } of [good, bad]) {
      expect((await reconcilePayment({ paymentId, now: START })).status).toBe('PROCESSING')
      expect(await statusOf(subscriptionId)).toBe('INCOMPLETE')
      await expect(abandonCheckout({ subscriptionId, now: START })).rejects.toMatchObject({ code: 'payment_under_way' })
    }
    const later = new Date('2026-01-15T09:05:00Z')
    await standAt(later)
    expect((await reconcilePayment({ paymentId: good.paymentId, now: later })).status).toBe('SUCCEEDED')
    expect(await statusOf(good.subscriptionId)).toBe('ACTIVE')
    expect(await reconcilePayment({ paymentId: bad.paymentId, now: later })).toMatchObject({
      status: 'FAILED',
      failureCode: 'debit_not_authorized',
    })
    expect(await statusOf(bad.subscriptionId)).toBe('INCOMPLETE')

    const again = await startCheckout({ customerId: bad.customerId, now: later })
    expect(again.paymentId).not.toBe(bad.paymentId)
    await confirmInBrowser({ clientSecret: again.clientSecret, number: CARD })
    expect((await reconcilePayment({ paymentId: again.paymentId, now: later })).status).toBe('SUCCEEDED')
    expect(await ledgerOf(bad.customerId)).toEqual(EARNED_ONCE)
  })
})

describe('a renewal', () => {
  const dueAt = '2026-02-15T09:00:00Z'
  let debit: Subscriber,
    bouncing: Subscriber,
    challenged: Subscriber,
    lost: Subscriber,
    many: Subscriber,
    hasty: Subscriber
  type Subscriber = Awaited<ReturnType<typeof subscribedCustomer>>

  beforeAll(async () => {
    const subscribers = [
      subscribedCustomer(),
      subscribedCustomer(),
      subscribedCustomer(),
      subscribedCustomer(),
    ] as const
    ;[debit, bouncing, lost, many] = await Promise.all(subscribers)
    hasty = await subscribedCustomer()
    await addMethod(debit.customerId, 'DE89370400440532013000')
    await addMethod(bouncing.customerId, 'DE62370400440532013001')
    // No test card can be stored and is lost later: this one is declined, and the bank's reason is put in its mouth.
    const lostCard = await addMethod(lost.customerId, '4000000000000341')
    const carrier = processorFor('STRIPE')
    registerProcessor({
      ...carrier,
      async chargeStoredMethod(request) {
        const report = await carrier.chargeStoredMethod(request)
        return request.methodRef === lostCard.processorRef
          ? { ...report, failure: { ...report.failure!, declineCode: 'lost_card' } }
          : report
      },
    })
    challenged = await paidInBrowser('4000002760003184')
    await answerChallenge(challenged.clientSecret, 'complete')
    await reconcilePayment({ paymentId: challenged.paymentId, now: START })
    await standAt(new Date(dueAt))
    await tick({ now: new Date(dueAt) })
  })

  test('collected by four workers at once is charged once', async () => {
    const { id: invoiceId } = await openInvoiceOf(many.customerId)
    await Promise.all([1, 2, 3, 4].map(() => collectInvoice({ invoiceId, now: new Date(dueAt) })))
    const made = (await listAtStripe('payment_intents')).filter(({ metadata }) => metadata.invoice_id === invoiceId)
    expect(made).toMatchObject([{ status: 'succeeded', amount: 7021 }])
    expect((await getInvoiceDetail({ id: invoiceId })).payments).toMatchObject([{ status: 'SUCCEEDED', attempt: 1 }])
  })

  test('collected by workers while the customer pays it in person is charged once', async () => {
    const { id: invoiceId } = await openInvoiceOf(hasty.customerId)
    const now = new Date(dueAt)
    const { clientSecret } = await openPayment({ invoiceId, now })
    await Promise.all([
      confirmInBrowser({ clientSecret, number: CARD }),
      collectInvoice({ invoiceId, now }),
      collectInvoice({ invoiceId, now }),
    ])
    await settlePaymentByRef({ processor: 'STRIPE', ref: intentOf(clientSecret), now })
    const made = (await listAtStripe('payment_intents')).filter(({ metadata }) => metadata.invoice_id === invoiceId)
    expect(made.filter(({ status }) => status === 'succeeded')).toHaveLength(1)
    expect(await getInvoiceDetail({ id: invoiceId })).toMatchObject({ status: 'PAID', amountPaid: 7021n })
  })

  test('by debit keeps the subscription active while it is on its way, and is paid or past due afterwards', async () => {
    await work()
    for (const { customerId, subscriptionId } of [debit, bouncing]) {
      expect((await paymentsOf(customerId))[0]).toMatchObject({ status: 'PROCESSING', attempt: 1 })
      expect(await statusOf(subscriptionId)).toBe('ACTIVE')
    }
    // Without any webhook: six hours later the reconciler asks.
    await travelTo('2026-02-15T16:00:00Z')
    expect((await paymentsOf(debit.customerId))[0]).toMatchObject({ status: 'SUCCEEDED' })
    expect(await statusOf(debit.subscriptionId)).toBe('ACTIVE')
    expect((await paymentsOf(bouncing.customerId))[0]).toMatchObject({
      status: 'FAILED',
      failureCode: 'debit_not_authorized',
    })
    expect(await statusOf(bouncing.subscriptionId)).toBe('PAST_DUE')
    // Tried again one day after it was finalised.
    expect((await openInvoiceOf(bouncing.customerId)).collectAt?.toISOString()).toBe('2026-02-16T09:00:00.000Z')
  })

  test('that the bank wants confirmed asks the customer, who pays in person', async () => {
    const { customerId, subscriptionId } = challenged
    expect((await paymentsOf(customerId))[0]).toMatchObject({
      status: 'FAILED',
      failureCode: 'authentication_required',
    })
    expect(await statusOf(subscriptionId)).toBe('PAST_DUE')
    expect((await notificationsOf(customerId)).at(-1)).toBe('payment_action_needed')
    const invoice = await openInvoiceOf(customerId)
    expect(invoice.collectAt).toBeNull()

    const now = new Date('2026-02-15T16:00:00Z')
    const { clientSecret, paymentId } = await openPayment({ invoiceId: invoice.id, now })
    await confirmInBrowser({ clientSecret, number: '4000002760003184' })
    await answerChallenge(clientSecret, 'complete')
    expect((await reconcilePayment({ paymentId, now })).status).toBe('SUCCEEDED')
    expect(await statusOf(subscriptionId)).toBe('ACTIVE')
    expect(await getDunning(invoice.id)).toMatchObject({ outcome: 'PAID', giveUpAt: null })
    expect((await getInvoiceDetail({ id: invoice.id })).status).toBe('PAID')
  })

  test('with a lost card is not tried again, and ends the subscription after 14 days', async () => {
    const { customerId, subscriptionId } = lost
    expect(await openInvoiceOf(customerId)).toMatchObject({ collectAt: null, attemptCount: 1 })
    const subscription = await getSubscription(subscriptionId)
    expect(subscription.status).toBe('PAST_DUE')
    // The job that tried it ran at the instant it became due.
    const { id } = await openInvoiceOf(customerId)
    expect((await getDunning(id))?.giveUpAt?.toISOString()).toBe('2026-03-01T09:00:00.000Z')

    await travelTo('2026-03-01T08:59:59Z')
    expect(await statusOf(subscriptionId)).toBe('PAST_DUE')
    await travelTo('2026-03-01T09:00:01Z')
    expect(await getSubscription(subscriptionId)).toMatchObject({ status: 'CANCELED', endReason: 'payment_failed' })
    expect(await paymentsOf(customerId)).toHaveLength(2)
    expect(await openInvoiceOf(customerId)).toMatchObject({ status: 'OPEN', collectAt: null })
    expect(await brokenInvariants(new Date('2026-03-01T09:00:01Z'))).toEqual([])
  })
})

function unpaid(ref: string, paymentId: string): PaymentReport {
  return {
    processorRef: ref,
    paymentId,
    status: 'AWAITING_CUSTOMER',
    amountReceived: 0n,
    currency: 'EUR',
    failure: null,
    method: null,
  }
}
