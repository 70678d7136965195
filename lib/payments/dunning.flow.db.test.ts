import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { updateDunningPolicy } from '@/lib/dunning/dunning-policy'
import { pauseDunning, releaseDunning } from '@/lib/dunning/hold-dunning'
import { getDunning } from '@/lib/dunning/read-dunning'
import { getInvoiceDetail, searchInvoices } from '@/lib/invoices/read-invoices'
import { voidInvoice } from '@/lib/invoices/void-invoice'
import { db, inTransaction } from '@/lib/platform/db/client'
import { closeJobs } from '@/lib/runtime/run-jobs'
import {
  ACTOR,
  addMethod,
  answerChallenge,
  brokenInvariants,
  confirmInBrowser,
  createWorld,
  newCustomer,
  standAt,
  START,
  startCheckout,
  travelTo,
  work,
} from '@/lib/runtime/testing/world'
import { now as readClock } from '@/lib/platform/clock'
import { getSubscription } from '@/lib/subscriptions/read-subscriptions'
import { addPaymentMethod, openMethodSetup } from './add-payment-method'
import { creditInvoice } from './credit-invoice'
import { giveUpInvoice } from './give-up-invoice'
import { openPayment } from './open-payment'
import { searchPayments } from './read-payments'
import { processorFor, registerProcessor } from './processors'
import { reconcilePayment } from './reconcile-payment'
import { recordOutsidePayment } from './record-outside-payment'
import { retryInvoice } from './retry-invoice'
import { writeOffInvoice } from './write-off-invoice'

// Professional, monthly, in Germany: 59.00 + 19 % = 70.21. Each test begins a subscription at its own instant and
// travels on from there; the default policy tries 1, 3, 5 and 7 days after the renewal.

const GOOD = '4242424242424242'
const DAY = 86_400_000
const ASKS_FOR_3DS = '4000002760003184'
const ALWAYS_REFUSED = '4000000000000341'
const POLICY = {
  retryDays: [1, 3, 5, 7],
  finalAction: 'CANCEL' as const,
  reminderDays: [3, 10, 20],
  sentFinalAction: 'LEAVE' as const,
  giveUpDays: 14,
  reclaimsVat: true,
  onDispute: 'NONE' as const,
}
type Policy = Parameters<typeof updateDunningPolicy>[0]['policy']
const setPolicy = async (policy: Partial<Policy>) =>
  updateDunningPolicy({ policy: { ...POLICY, ...policy }, actor: ACTOR, now: await readClock() })

beforeAll(async () => {
  await createWorld()
  await standAt(START)
})
beforeEach(() => setPolicy({}))
afterAll(closeJobs)

/** A subscription whose stored card is this one from now on, at the instant its renewal failed for the first time. */
async function failing({ number = ALWAYS_REFUSED, details }: { number?: string; details?: { country: string } } = {}) {
  const start = await readClock()
  const customerId = await newCustomer()
  const checkout = await startCheckout({ customerId, details, now: start })
  await confirmInBrowser({ clientSecret: checkout.clientSecret, number: GOOD })
  await reconcilePayment({ paymentId: checkout.paymentId, now: start })
  const { setupRef, clientSecret } = await openMethodSetup({ customerId })
  await confirmInBrowser({ clientSecret, number })
  if (number === ASKS_FOR_3DS) await answerChallenge(clientSecret, 'complete')
  const method = await addPaymentMethod({ customerId, setupRef, makeDefault: true, actor: ACTOR, now: start })
  const { subscriptionId } = checkout
  const renewal = (await getSubscription(subscriptionId)).currentPeriodEnd
  await travel(renewal)
  const invoice = (await searchInvoices({ customerId, statuses: ['OPEN'], page: 1, pageSize: 9 })).rows[0]!
  return { customerId, subscriptionId, renewal, method, invoiceId: invoice.id }
}

async function travel(to: Date): Promise<void> {
  await travelTo(to.toISOString())
  await standAt(to)
}
const after = (instant: Date, days: number) => new Date(instant.getTime() + days * DAY)
const statusOf = async (subscriptionId: string) => (await getSubscription(subscriptionId)).status
const invoiceOf = (id: string) => getInvoiceDetail({ id })
const attemptsOf = async (invoiceId: string) => {
  const { payments } = await invoiceOf(invoiceId)
  return payments.map(({ createdAt }) => createdAt).reverse()
}
const emailsOf = async (customerId: string) =>
  (await db.notification.findMany({ where: { customerId }, orderBy: [{ createdAt: 'asc' }, { id: 'asc' }] })).map(
    ({ kind }) => kind,
  )
async function ledgerOf(customerId: string): Promise<Record<string, bigint>> {
  const rows = await db.ledgerEntry.findMany({ where: { transaction: { customerId } } })
  const sums: Record<string, bigint> = {}
  for (const { account, amount } of rows) sums[account] = (sums[account] ?? 0n) + amount
  return Object.fromEntries(Object.entries(sums).filter(([, sum]) => sum !== 0n))
}
async function payInPerson(invoiceId: string, number = GOOD) {
  const now = await readClock()
  const { paymentId, clientSecret } = await openPayment({ invoiceId, now })
  await confirmInBrowser({ clientSecret, number })
  return { paymentId, clientSecret, settle: () => reconcilePayment({ paymentId, now }) }
}
const allWell = async () => expect(await brokenInvariants(await readClock())).toEqual([])

describe('a card that is refused each time', () => {
  test('is tried on the renewal and 1, 3, 5 and 7 days after; then the subscription ends, the invoice stays payable', async () => {
    const { customerId, subscriptionId, invoiceId, renewal } = await failing()
    expect(await statusOf(subscriptionId)).toBe('PAST_DUE')
    await travel(after(renewal, 8))
    expect(await attemptsOf(invoiceId)).toEqual([0, 1, 3, 5, 7].map((days) => after(renewal, days)))
    expect(await getSubscription(subscriptionId)).toMatchObject({ status: 'CANCELED', endReason: 'payment_failed' })
    expect((await getSubscription(subscriptionId)).endedAt).toEqual(after(renewal, 7))
    expect(await getDunning(invoiceId)).toMatchObject({ attempts: 5, outcome: 'CANCELED', endedAt: after(renewal, 7) })
    expect(await invoiceOf(invoiceId)).toMatchObject({ status: 'OPEN', collectAt: null })
    // One notice for each attempt but the last, which the end speaks for.
    const told = (await emailsOf(customerId)).filter((kind) => kind !== 'invoice_paid')
    expect(told).toEqual([...Array<string>(4).fill('payment_failed'), 'subscription_ended_unpaid'])
    await allWell()

    await (await payInPerson(invoiceId)).settle()
    expect((await invoiceOf(invoiceId)).status).toBe('PAID')
    expect(await statusOf(subscriptionId)).toBe('CANCELED')
    await allWell()
  })

  test('with the policy to leave it: nothing more is tried, and the subscription stays past due and renews', async () => {
    await setPolicy({ finalAction: 'LEAVE', retryDays: [2] })
    const { subscriptionId, invoiceId, renewal } = await failing()
    await travel(after(renewal, 20))
    expect(await attemptsOf(invoiceId)).toEqual([renewal, after(renewal, 2)])
    expect(await statusOf(subscriptionId)).toBe('PAST_DUE')
    expect(await getDunning(invoiceId)).toMatchObject({ outcome: 'LEFT' })
    await travel(after(renewal, 40))
    const { rows } = await searchInvoices({ subscriptionId, statuses: ['OPEN'], page: 1, pageSize: 9 })
    expect(rows).toHaveLength(2)
    await allWell()
  })

  test('with the policy to give it up: a loss without its VAT, and both come back when it is paid in two parts', async () => {
    await setPolicy({ finalAction: 'MARK_UNCOLLECTIBLE', retryDays: [1] })
    const { customerId, subscriptionId, invoiceId, renewal } = await failing()
    await travel(after(renewal, 2))
    expect(await invoiceOf(invoiceId)).toMatchObject({ status: 'UNCOLLECTIBLE', collectAt: null })
    expect(await statusOf(subscriptionId)).toBe('CANCELED')
    // One month was paid (70.21); of the second the claim is gone, its VAT corrected, its revenue still there.
    expect(await ledgerOf(customerId)).toEqual({
      'cash.stripe': 7021n,
      'revenue.deferred': -11800n,
      'vat.DE': -1121n,
      bad_debt: 5900n,
    })
    await allWell()

    const now = await readClock()
    const transfer = { invoiceId, actor: ACTOR, now }
    await recordOutsidePayment({ ...transfer, amount: 3500n, reference: 'KONTO 17' })
    expect(await invoiceOf(invoiceId)).toMatchObject({ status: 'UNCOLLECTIBLE', amountPaid: 3500n })
    expect(await ledgerOf(customerId)).toMatchObject({ bad_debt: 2959n, 'vat.DE': -1680n, 'cash.bank_transfer': 3500n })
    await allWell()
    await recordOutsidePayment({ ...transfer, amount: 3521n, reference: 'KONTO 18' })
    expect((await invoiceOf(invoiceId)).status).toBe('PAID')
    expect(await ledgerOf(customerId)).toEqual({
      'cash.stripe': 7021n,
      'cash.bank_transfer': 7021n,
      'revenue.deferred': -11800n,
      'vat.DE': -2242n,
    })
    await allWell()
  })

  test('given up without correcting the VAT: all of it is a loss', async () => {
    await setPolicy({ reclaimsVat: false })
    const { customerId, subscriptionId, invoiceId } = await failing()
    await writeOffInvoice({ invoiceId, actor: ACTOR, now: await readClock() })
    expect(await ledgerOf(customerId)).toMatchObject({ bad_debt: 7021n, 'vat.DE': -2242n })
    // By staff and with nothing else owed: the subscription goes on.
    expect(await statusOf(subscriptionId)).toBe('ACTIVE')
    await allWell()
    await (await payInPerson(invoiceId)).settle()
    expect((await invoiceOf(invoiceId)).status).toBe('PAID')
    expect((await ledgerOf(customerId)).bad_debt).toBeUndefined()
    await allWell()
  })

  test('the final action is taken once, by however many workers', async () => {
    await setPolicy({ retryDays: [] })
    const { customerId, invoiceId } = await failing()
    const now = await readClock()
    await Promise.all([1, 2, 3].map(() => giveUpInvoice({ invoiceId, now })))
    await work()
    const told = (await emailsOf(customerId)).filter((kind) => kind === 'subscription_ended_unpaid')
    expect(told).toHaveLength(1)
    expect(await db.auditEntry.count({ where: { targetId: invoiceId, action: 'dunning.final_action' } })).toBe(1)
    await allWell()
  })
})

describe('out of turn', () => {
  test('staff’s charge and the customer’s tries leave the schedule alone', async () => {
    const { invoiceId, renewal } = await failing()
    await travel(after(renewal, 2))
    const planned = await getDunning(invoiceId)
    expect(planned).toMatchObject({ attempts: 2, nextAttemptAt: after(renewal, 3) })

    await retryInvoice({ invoiceId, actor: ACTOR, now: await readClock() })
    await work()
    expect(await attemptsOf(invoiceId)).toHaveLength(3)
    const { paymentId } = await payInPerson(invoiceId, '4000000000000002')
    await reconcilePayment({ paymentId, now: await readClock() })
    expect(await getDunning(invoiceId)).toMatchObject({ attempts: 2, nextAttemptAt: after(renewal, 3) })
    expect((await invoiceOf(invoiceId)).collectAt).toEqual(after(renewal, 3))

    await travel(after(renewal, 4))
    expect(await getDunning(invoiceId)).toMatchObject({ attempts: 3, nextAttemptAt: after(renewal, 5) })
    await allWell()
  })

  test('a card that works is charged at once and everything is well again', async () => {
    const { customerId, subscriptionId, invoiceId, renewal } = await failing()
    const now = after(renewal, 2)
    await travel(now)
    await addMethod(customerId, GOOD, now)
    await work()
    expect(await statusOf(subscriptionId)).toBe('ACTIVE')
    expect(await invoiceOf(invoiceId)).toMatchObject({ status: 'PAID', paidAt: now, collectAt: null })
    expect(await getDunning(invoiceId)).toMatchObject({ outcome: 'PAID', endedAt: now, nextAttemptAt: null })
    await travel(after(renewal, 20))
    expect(await attemptsOf(invoiceId)).toHaveLength(3)
    await allWell()
  })

  test('held by staff, a new card is tried when they release it, and not before', async () => {
    const { customerId, invoiceId, subscriptionId } = await failing()
    await pauseDunning({ invoiceId, actor: ACTOR, now: await readClock() })
    await addMethod(customerId, GOOD, await readClock())
    await work()
    await travel(new Date((await readClock()).getTime() + 9 * 86_400_000))
    expect(await attemptsOf(invoiceId)).toHaveLength(1)
    await allWell()
    await releaseDunning({ invoiceId, actor: ACTOR, now: await readClock() })
    await work()
    expect(await attemptsOf(invoiceId)).toHaveLength(2)
    expect(await invoiceOf(invoiceId)).toMatchObject({ status: 'PAID' })
    expect(await statusOf(subscriptionId)).toBe('ACTIVE')
    await allWell()
  })

  test('held by staff, nothing is tried and nothing ends; released, it goes on with what fell due', async () => {
    const { invoiceId, subscriptionId, renewal } = await failing()
    await pauseDunning({ invoiceId, actor: ACTOR, now: await readClock() })
    await travel(after(renewal, 20))
    expect(await attemptsOf(invoiceId)).toHaveLength(1)
    expect(await statusOf(subscriptionId)).toBe('PAST_DUE')
    await allWell()
    await releaseDunning({ invoiceId, actor: ACTOR, now: await readClock() })
    await work()
    expect(await attemptsOf(invoiceId)).toHaveLength(2)
    // The second step comes two days after the first, wherever that was.
    expect(await getDunning(invoiceId)).toMatchObject({ attempts: 2, nextAttemptAt: after(renewal, 22) })
  })

  test('a voided invoice is not followed up', async () => {
    const { customerId, invoiceId, renewal } = await failing()
    const now = await readClock()
    await inTransaction((tx) => voidInvoice(tx, { invoiceId, actor: ACTOR, now }))
    await travel(after(renewal, 10))
    expect(await attemptsOf(invoiceId)).toHaveLength(1)
    await expect(pauseDunning({ invoiceId, actor: ACTOR, now })).rejects.toMatchObject({ code: 'not_in_dunning' })
    expect((await emailsOf(customerId)).filter((kind) => kind === 'payment_failed')).toHaveLength(1)
  })
})

describe('refusals that no repetition can mend', () => {
  test('a stolen card is not tried again; a new one is, at once, and takes the schedule up if it is refused', async () => {
    const stripe = processorFor('STRIPE')
    const refuses = { code: 'card_declined', declineCode: 'stolen_card', message: 'Your card was declined.' }
    registerProcessor({
      ...stripe,
      chargeStoredMethod: async (request) => ({ ...(await stripe.chargeStoredMethod(request)), failure: refuses }),
    })
    const { customerId, subscriptionId, invoiceId, renewal } = await failing().finally(() => registerProcessor(stripe))
    expect(await getDunning(invoiceId)).toMatchObject({ stop: 'HARD_DECLINE', giveUpAt: after(renewal, 14) })
    expect(await invoiceOf(invoiceId)).toMatchObject({ collectAt: null })
    await travel(after(renewal, 6))
    expect(await attemptsOf(invoiceId)).toEqual([renewal])
    await allWell()

    await addMethod(customerId, ALWAYS_REFUSED, await readClock())
    await work()
    const second = { attempts: 1, stop: null, nextAttemptAt: after(renewal, 7), giveUpAt: null }
    expect(await getDunning(invoiceId)).toMatchObject(second)
    await addMethod(customerId, GOOD, await readClock())
    await work()
    expect(await statusOf(subscriptionId)).toBe('ACTIVE')
    await allWell()
  })

  test('a card gone at the processor is not tried again; two weeks later the subscription ends', async () => {
    const { customerId, subscriptionId, invoiceId, renewal, method } = await failing()
    await db.paymentMethod.update({ where: { id: method.id }, data: { removedAt: renewal } })
    await db.customer.update({ where: { id: customerId }, data: { defaultPaymentMethodId: null } })
    await travel(after(renewal, 14))
    expect(await attemptsOf(invoiceId)).toEqual([renewal])
    // Noticed on the first planned attempt, the day after: from there the two weeks count.
    expect(await getDunning(invoiceId)).toMatchObject({ stop: 'NO_METHOD', giveUpAt: after(renewal, 15) })
    expect(await statusOf(subscriptionId)).toBe('PAST_DUE')
    await travel(after(renewal, 15))
    expect(await statusOf(subscriptionId)).toBe('CANCELED')
    await allWell()
  })

  test('3-D Secure wanted: no attempt without the customer, who confirms on the pay page and is active again', async () => {
    const { customerId, subscriptionId, invoiceId, renewal } = await failing({ number: ASKS_FOR_3DS })
    expect(await getDunning(invoiceId)).toMatchObject({ stop: 'ACTION_REQUIRED', giveUpAt: after(renewal, 14) })
    expect(await emailsOf(customerId)).toContain('payment_action_needed')
    await travel(after(renewal, 5))
    expect(await attemptsOf(invoiceId)).toEqual([renewal])

    const { clientSecret, settle } = await payInPerson(invoiceId, ASKS_FOR_3DS)
    expect(await statusOf(subscriptionId)).toBe('PAST_DUE')
    await answerChallenge(clientSecret, 'complete')
    await settle()
    expect(await statusOf(subscriptionId)).toBe('ACTIVE')
    expect(await getDunning(invoiceId)).toMatchObject({ outcome: 'PAID' })
    await allWell()
  })
})

describe('a bank transfer', () => {
  test('counts once, ends dunning, brings the subscription back; what is too much is credit', async () => {
    const { customerId, subscriptionId, invoiceId, renewal } = await failing()
    await travel(after(renewal, 2))
    const now = await readClock()
    const transfer = { invoiceId, amount: 8000n, reference: `RF ${invoiceId}`, actor: ACTOR, now }
    const first = await recordOutsidePayment(transfer)
    expect(await recordOutsidePayment(transfer)).toEqual(first)
    expect(await invoiceOf(invoiceId)).toMatchObject({ status: 'PAID', amountPaid: 7021n })
    expect(await statusOf(subscriptionId)).toBe('ACTIVE')
    expect(await getDunning(invoiceId)).toMatchObject({ outcome: 'PAID' })
    expect(await ledgerOf(customerId)).toMatchObject({ 'cash.bank_transfer': 8000n, customer_credit: -979n })
    await travel(after(renewal, 9))
    expect(await attemptsOf(invoiceId)).toHaveLength(3)
    await allWell()
    // Money that came by transfer goes back by hand.
    const refund = { invoiceId, request: { amount: 1000n }, reason: 'requested', actor: ACTOR, now: await readClock() }
    const byProcessor = creditInvoice({ ...refund, to: 'refund' })
    await expect(byProcessor).rejects.toMatchObject({ code: 'refund_by_transfer' })
    await allWell()
  })

  test('is refused under a reference of another, for nothing, and where nothing is due', async () => {
    const { invoiceId } = await failing()
    const now = await readClock()
    const transfer = { invoiceId, amount: 1000n, reference: `RF1 ${invoiceId}`, actor: ACTOR, now }
    await recordOutsidePayment(transfer)
    await expect(recordOutsidePayment({ ...transfer, amount: 1001n })).rejects.toMatchObject({ code: 'reference_used' })
    const none = recordOutsidePayment({ ...transfer, amount: 0n, reference: 'other' })
    await expect(none).rejects.toMatchObject({ code: 'amount_not_positive' })
    // The rest is still collected.
    expect(await invoiceOf(invoiceId)).toMatchObject({ status: 'OPEN', amountPaid: 1000n })
    await recordOutsidePayment({ ...transfer, amount: 6021n, reference: `RF2 ${invoiceId}` })
    const late = recordOutsidePayment({ ...transfer, reference: `RF3 ${invoiceId}` })
    await expect(late).rejects.toMatchObject({ code: 'invoice_not_payable' })
    expect((await searchPayments({ query: invoiceId, page: 1, pageSize: 9 })).total).toBe(0)
    await allWell()
  })
})
