import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { searchInvoices, getInvoiceDetail } from '@/lib/invoices/read-invoices'
import { addPaymentMethod, openMethodSetup } from '@/lib/payments/add-payment-method'
import { openPayment } from '@/lib/payments/open-payment'
import { searchPayments } from '@/lib/payments/read-payments'
import { reconcilePayment } from '@/lib/payments/reconcile-payment'
import { removePaymentMethod } from '@/lib/payments/remove-payment-method'
import { cancelSubscription, undoPendingChange } from '@/lib/subscriptions/cancel-subscription'
import { changePlan, previewPlanChange } from '@/lib/subscriptions/change-plan'
import { previewStart } from '@/lib/subscriptions/preview-start'
import { getSubscription } from '@/lib/subscriptions/read-subscriptions'
import { closeJobs } from './run-jobs'
import {
  ACTOR,
  brokenInvariants,
  confirmInBrowser,
  createWorld,
  newCustomer,
  priceOf,
  START,
  startCheckout,
  subscribedCustomer,
  travelTo,
  work,
} from './testing/world'

beforeAll(createWorld)
afterAll(closeJobs)

const invoicesOf = async (customerId: string) =>
  (await searchInvoices({ customerId, page: 1, pageSize: 50, sort: 'number', direction: 'asc' })).rows
const paymentsOf = async (customerId: string) => (await searchPayments({ customerId, page: 1, pageSize: 50 })).rows

describe('the first payment', () => {
  test('makes the subscription active only when the money is confirmed', async () => {
    const customerId = await newCustomer()
    const checkout = await startCheckout({ customerId })
    expect(checkout.status).toBe('REQUIRES_ACTION')
    expect((await getSubscription(checkout.subscriptionId)).status).toBe('INCOMPLETE')

    await confirmInBrowser({ clientSecret: checkout.clientSecret, number: '4242424242424242' })
    expect((await getSubscription(checkout.subscriptionId)).status).toBe('INCOMPLETE')
    await reconcilePayment({ paymentId: checkout.paymentId, now: START })

    const subscription = await getSubscription(checkout.subscriptionId)
    expect(subscription.status).toBe('ACTIVE')
    expect(subscription.renewsAt?.toISOString()).toBe('2026-02-15T09:00:00.000Z')
    // Professional 59.00 + 19 % VAT of Germany = 11.21 → 70.21.
    const invoice = await getInvoiceDetail({ id: checkout.invoiceId })
    expect(invoice).toMatchObject({ status: 'PAID', subtotal: 5900n, taxTotal: 1121n, total: 7021n, amountPaid: 7021n })
    expect(invoice.number).toMatch(/^INV-2026-\d{6}$/)
    expect(await brokenInvariants(START)).toEqual([])
  })

  test('pressed twice, in two tabs, at once, is one subscription, one invoice, one payment', async () => {
    const customerId = await newCustomer()
    const results = await Promise.all([1, 2, 3, 4].map(() => startCheckout({ customerId })))
    expect(
      new Set(
        results.map(
          (result) => `${result.subscriptionId} ${result.invoiceId} ${result.paymentId} ${result.clientSecret}`,
        ),
      ).size,
    ).toBe(1)
    expect(await invoicesOf(customerId)).toHaveLength(1)
  })

  test('refused says so, charges nothing, and the same payment takes another card', async () => {
    const customerId = await newCustomer()
    const checkout = await startCheckout({ customerId })
    expect(await confirmInBrowser({ clientSecret: checkout.clientSecret, number: '4000000000009995' })).toBe(402)
    const refused = await reconcilePayment({ paymentId: checkout.paymentId, now: START })
    expect(refused).toMatchObject({
      status: 'REQUIRES_ACTION',
      failureCode: 'card_declined',
      declineCode: 'insufficient_funds',
    })

    const again = await startCheckout({ customerId })
    expect(again).toMatchObject({ paymentId: checkout.paymentId, clientSecret: checkout.clientSecret })
    await confirmInBrowser({ clientSecret: again.clientSecret, number: '4242424242424242' })
    const paid = await reconcilePayment({ paymentId: again.paymentId, now: START })
    expect(paid).toMatchObject({ status: 'SUCCEEDED', failureCode: null })
  })

  test('of another plan or to another country replaces the unpaid one, whose number stays as a void invoice', async () => {
    const customerId = await newCustomer()
    const first = await startCheckout({ customerId, plan: 'starter' })
    const second = await startCheckout({ customerId, plan: 'enterprise' })
    const third = await startCheckout({
      customerId,
      plan: 'enterprise',
      details: { country: 'CH', postalCode: '8001', city: 'Zürich' },
    })
    expect(new Set([first.invoiceId, second.invoiceId, third.invoiceId]).size).toBe(3)
    expect((await invoicesOf(customerId)).map(({ status, total }) => [status, total])).toEqual([
      ['VOID', 3451n], // 29.00 + 19 %
      ['VOID', 11781n], // 99.00 + 19 %
      ['OPEN', 9900n], // outside the EU: no VAT
    ])
    expect(await confirmInBrowser({ clientSecret: first.clientSecret, number: '4242424242424242' })).toBe(400)
    expect(await brokenInvariants(START)).toEqual([])
  })

  test('refuses a second subscription', async () => {
    const { customerId } = await subscribedCustomer()
    await expect(startCheckout({ customerId, plan: 'starter' })).rejects.toMatchObject({ code: 'subscription_exists' })
  })

  test('needs an address', async () => {
    const buyer = {
      country: null,
      postalCode: null,
      isBusiness: true,
      vatId: null,
      vatIdStatus: 'NONE' as const,
      taxExempt: false,
    }
    const preview = previewStart({ priceId: await priceOf('starter'), buyer, timeZone: 'Europe/Berlin', now: START })
    await expect(preview).rejects.toMatchObject({ code: 'billing_address_missing' })
  })
})

describe('a change of plan', () => {
  test('upward is charged at once, to the cent of its preview', async () => {
    const { customerId, subscriptionId } = await subscribedCustomer({ plan: 'starter' })
    const priceId = await priceOf('professional')
    // A quarter of the 31-day period has passed: 7 days 18 hours of 31 days.
    const now = new Date('2026-01-23T03:00:00Z')
    const preview = await previewPlanChange({ customerId, subscriptionId, priceId, now })
    // Three quarters of 59.00 = 44.25, of 29.00 = 21.75: 22.50 + 19 % (4.275 → 4.28) = 26.78.
    expect(preview.dueToday).toMatchObject({ subtotal: 2250n, taxTotal: 428n, total: 2678n })
    expect(preview.nextRenewal?.invoice.total).toBe(7021n)

    const later = new Date(now.getTime() + 5 * 60_000)
    const { invoice } = await changePlan({
      customerId,
      subscriptionId,
      priceId,
      previewedAt: now,
      actor: ACTOR,
      now: later,
    })
    expect(invoice?.total).toBe(2678n)
  })

  test('downward takes effect at period end, and can be taken back until then', async () => {
    const { customerId, subscriptionId } = await subscribedCustomer({ plan: 'enterprise' })
    const change = { customerId, subscriptionId, actor: ACTOR, now: START }
    const { timing, invoice } = await changePlan({ ...change, priceId: await priceOf('starter') })
    expect([timing, invoice]).toEqual(['period_end', null])
    await undoPendingChange(change)
    expect((await getSubscription(subscriptionId)).pendingChange).toBeNull()
    await expect(undoPendingChange(change)).rejects.toMatchObject({ code: 'nothing_pending' })
  })

  test('to the same price, of a stranger, or with an old preview is refused', async () => {
    const { customerId, subscriptionId } = await subscribedCustomer({ plan: 'starter' })
    const change = { customerId, subscriptionId, actor: ACTOR, now: new Date('2026-01-20T09:00:00Z') }
    await expect(changePlan({ ...change, priceId: await priceOf('starter') })).rejects.toMatchObject({
      code: 'already_on_price',
    })
    await expect(changePlan({ ...change, priceId: 'price_nonsense' })).rejects.toMatchObject({
      code: 'price_not_available',
    })
    await expect(
      changePlan({ ...change, customerId: await newCustomer(), priceId: await priceOf('professional') }),
    ).rejects.toMatchObject({ code: 'not_found' })
    await expect(
      changePlan({ ...change, priceId: await priceOf('professional'), previewedAt: START }),
    ).rejects.toMatchObject({ code: 'preview_too_old' })
    expect(await invoicesOf(customerId)).toHaveLength(1)
  })
})

describe('payment methods', () => {
  test('the last one of a live subscription stays; another card takes over', async () => {
    const { customerId } = await subscribedCustomer()
    const [payment] = await paymentsOf(customerId)
    const methodId = payment!.paymentMethodId!
    const remove = { customerId, methodId, actor: ACTOR, now: START }
    await expect(removePaymentMethod(remove)).rejects.toMatchObject({ code: 'last_payment_method' })

    const { setupRef, clientSecret } = await openMethodSetup({ customerId })
    const add = { customerId, setupRef, makeDefault: false, actor: ACTOR, now: START }
    await expect(addPaymentMethod(add)).rejects.toMatchObject({ code: 'setup_not_finished' })
    await confirmInBrowser({ clientSecret, number: '5555555555554444' })
    await expect(addPaymentMethod({ ...add, customerId: await newCustomer() })).rejects.toMatchObject({
      code: 'setup_not_found',
    })
    const added = await addPaymentMethod(add)
    expect(added).toMatchObject({ brand: 'mastercard', last4: '4444' })
    await removePaymentMethod(remove)
  })
})

// Last: it moves everybody's clock.
describe('time', () => {
  test('renews, retries a failing card until it works, applies what is pending, and keeps every invariant', async () => {
    const steady = await subscribedCustomer({ plan: 'starter' })
    const failing = await subscribedCustomer({ plan: 'starter' })
    const leaving = await subscribedCustomer({ plan: 'starter' })
    const shrinking = await subscribedCustomer({ plan: 'professional' })
    const yearly = await subscribedCustomer({ plan: 'starter', interval: 'MONTH' })
    const addCard = async (customerId: string, number: string, now: Date) => {
      const { setupRef, clientSecret } = await openMethodSetup({ customerId })
      await confirmInBrowser({ clientSecret, number })
      return addPaymentMethod({ customerId, setupRef, makeDefault: true, actor: ACTOR, now })
    }
    await addCard(failing.customerId, '4000000000000341', START)
    await cancelSubscription({ ...leaving, actor: ACTOR, now: START })
    await changePlan({ ...shrinking, priceId: await priceOf('starter'), actor: ACTOR, now: START })
    await changePlan({
      ...yearly,
      priceId: await priceOf('starter', 'YEAR'),
      timing: 'period_end',
      actor: ACTOR,
      now: START,
    })

    await travelTo('2026-02-15T12:00:00Z')
    const totals = async (customerId: string) => (await invoicesOf(customerId)).map(({ total }) => total)
    expect(await totals(steady.customerId)).toEqual([3451n, 3451n])
    expect(await totals(leaving.customerId)).toEqual([3451n])
    expect(await totals(shrinking.customerId)).toEqual([7021n, 3451n])
    expect(await totals(yearly.customerId)).toEqual([3451n, 34510n])
    expect((await getSubscription(leaving.subscriptionId)).status).toBe('CANCELED')
    expect((await getSubscription(yearly.subscriptionId)).currentPeriodEnd.toISOString()).toBe(
      '2027-02-15T09:00:00.000Z',
    )
    expect((await getSubscription(failing.subscriptionId)).status).toBe('PAST_DUE')
    expect((await paymentsOf(failing.customerId))[0]).toMatchObject({
      status: 'FAILED',
      failureCode: 'card_declined',
      attempt: 1,
    })

    await travelTo('2026-02-17T12:00:00Z')
    expect((await paymentsOf(failing.customerId)).filter(({ status }) => status === 'FAILED')).toHaveLength(2)

    // The customer fixes the card: it is tried at once, without waiting for the schedule.
    await addCard(failing.customerId, '4242424242424242', new Date('2026-02-17T12:00:00Z'))
    await work()
    expect((await getSubscription(failing.subscriptionId)).status).toBe('ACTIVE')
    expect((await invoicesOf(failing.customerId)).map(({ status }) => status)).toEqual(['PAID', 'PAID'])

    await travelTo('2026-03-16T00:00:00Z')
    expect(await totals(failing.customerId)).toEqual([3451n, 3451n, 3451n])
    expect((await invoicesOf(steady.customerId))[2]?.finalizedAt?.toISOString()).toBe('2026-03-15T09:00:00.000Z')
    expect(await brokenInvariants(new Date('2026-03-16T00:00:00Z'))).toEqual([])
  })

  test('a card that never works ends the subscription; the invoice stays and can still be paid', async () => {
    const now = new Date('2026-03-16T00:00:01Z')
    const customerId = await newCustomer()
    const checkout = await startCheckout({ customerId, plan: 'starter', now })
    await confirmInBrowser({ clientSecret: checkout.clientSecret, number: '4242424242424242' })
    await reconcilePayment({ paymentId: checkout.paymentId, now })
    const { setupRef, clientSecret } = await openMethodSetup({ customerId })
    await confirmInBrowser({ clientSecret, number: '4000000000000341' })
    await addPaymentMethod({ customerId, setupRef, makeDefault: true, actor: ACTOR, now })

    await travelTo('2026-05-10T00:00:00Z')
    const subscription = await getSubscription(checkout.subscriptionId)
    expect(subscription).toMatchObject({ status: 'CANCELED', endReason: 'payment_failed', renewsAt: null })
    // 16 April and 1, 3, 5 and 7 days after: five attempts, none twice.
    const failed = (await paymentsOf(customerId)).filter(({ status }) => status === 'FAILED')
    expect(failed.map(({ attempt }) => attempt).sort()).toEqual([1, 2, 3, 4, 5])

    const open = (await invoicesOf(customerId)).find(({ status }) => status === 'OPEN')!
    const payment = await openPayment({ invoiceId: open.id, now: new Date('2026-05-10T00:00:00Z') })
    await confirmInBrowser({ clientSecret: payment.clientSecret, number: '4242424242424242' })
    await reconcilePayment({ paymentId: payment.paymentId, now: new Date('2026-05-10T00:00:00Z') })
    expect((await getInvoiceDetail({ id: open.id })).status).toBe('PAID')
    expect((await getSubscription(checkout.subscriptionId)).status).toBe('CANCELED')
    expect(await brokenInvariants(new Date('2026-05-10T00:00:00Z'))).toEqual([])
  })

  test('a checkout that nobody finishes expires after 23 hours and voids its invoice', async () => {
    const now = new Date('2026-05-10T00:00:01Z')
    const customerId = await newCustomer()
    const checkout = await startCheckout({ customerId, plan: 'starter', now })
    await travelTo('2026-05-11T12:00:00Z')
    expect((await getSubscription(checkout.subscriptionId)).status).toBe('INCOMPLETE_EXPIRED')
    expect((await getInvoiceDetail({ id: checkout.invoiceId })).status).toBe('VOID')
    expect(await confirmInBrowser({ clientSecret: checkout.clientSecret, number: '4242424242424242' })).toBe(400)
  })
})
