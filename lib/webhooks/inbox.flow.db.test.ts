import type { AddressInfo } from 'node:net'
import { createHmac } from 'node:crypto'
import { serve, type ServerType } from '@hono/node-server'
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from 'vitest'
import { getCustomer } from '@/lib/customers/read-customers'
import { getDunningPolicy, updateDunningPolicy } from '@/lib/dunning/dunning-policy'
import { processorFor, registerProcessor } from '@/lib/payments/processors'
import { getPayment, listPaymentMethods } from '@/lib/payments/read-payments'
import { creditInvoice } from '@/lib/payments/credit-invoice'
import { db } from '@/lib/platform/db/client'
import { env } from '@/lib/platform/env'
import { log } from '@/lib/platform/log'
import { closeJobs } from '@/lib/runtime/run-jobs'
import { chargeOf, detachAtStripe, payAndRefundElsewhere } from '@/lib/runtime/testing/stripe-side'
import {
  ACTOR,
  addMethod,
  brokenInvariants,
  confirmInBrowser,
  createWorld,
  intentOf,
  newCustomer,
  START,
  startCheckout,
  subscribedCustomer,
  work,
} from '@/lib/runtime/testing/world'
import { tick } from '@/lib/runtime/tick'
import { liftSuspension } from '@/lib/subscriptions/lift-suspension'
import { getSubscription } from '@/lib/subscriptions/read-subscriptions'
import { receiveWebhook } from './receive-webhook'
import { replayEvent } from './replay-event'

// The sandbox delivers what happens at Stripe, signed, over HTTP, to the function that both hosts mount.

const carrier = processorFor('STRIPE')
let server: ServerType
let url: string

beforeAll(async () => {
  await createWorld()
  server = serve({ fetch: (request) => receiveWebhook('STRIPE', request), port: 0, hostname: '127.0.0.1' })
  await new Promise((resolve) => server.once('listening', resolve))
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/api/webhooks/stripe`
  await control('webhook-endpoint', { url, secret: env.STRIPE_WEBHOOK_SECRET })
})
afterAll(async () => {
  await control('webhooks', { mode: 'paused' })
  server.close()
  await closeJobs()
})
afterEach(async () => {
  registerProcessor(carrier)
  await control('webhooks', { mode: 'normal' })
})

async function control(path: string, body: object): Promise<{ id: string }> {
  const response = await fetch(`${env.SANDBOX_URL}/sandbox/${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  })
  if (!response.ok) throw new Error(`The sandbox refused ${path}: ${await response.text()}`)
  return (await response.json()) as { id: string }
}

/** Delivers all that waits, and lets the jobs handle it. */
async function deliver(): Promise<void> {
  await control('webhooks/flush', {})
  await work()
}

function sign(body: string, { secret = env.STRIPE_WEBHOOK_SECRET, age = 0 } = {}): string {
  const time = Math.floor(Date.now() / 1000) - age
  return `t=${time},v1=${createHmac('sha256', secret).update(`${time}.${body}`).digest('hex')}`
}
async function post(body: string, signature: string | null = sign(body)): Promise<Response> {
  return fetch(url, { method: 'POST', body, headers: signature === null ? {} : { 'stripe-signature': signature } })
}
const eventOf = (id: string, type: string, object: object) =>
  JSON.stringify({ id, object: 'event', type, data: { object } })
const rowOf = (externalId: string) => db.inboundEvent.findFirstOrThrow({ where: { externalId } })
const kept = () => db.inboundEvent.count()

async function paidInBrowser() {
  const customerId = await newCustomer()
  const checkout = await startCheckout({ customerId })
  await confirmInBrowser({ clientSecret: checkout.clientSecret, number: '4242424242424242' })
  return { customerId, ...checkout }
}

describe('the door', () => {
  const body = eventOf('evt_door', 'invoice.created', { id: 'in_1' })

  test.each([
    ['forged', () => sign(body, { secret: 'whsec_of_somebody_else' })],
    ['of another body', () => sign(`${body} `)],
    ['ten minutes old', () => sign(body, { age: 600 })],
    ['nonsense', () => 'nonsense'],
    ['missing', () => null],
  ])('refuses a signature that is %s with 400 and a line in the log, and keeps nothing', async (_what, signature) => {
    const warned = vi.spyOn(log, 'warn')
    const before = await kept()
    const response = await post(body, signature())
    expect(response.status).toBe(400)
    expect(await response.json()).toMatchObject({ error: { code: 'invalid_signature' } })
    expect(warned.mock.calls.map(([, message]) => message)).toEqual(['webhook refused: its signature is not valid'])
    expect(await kept()).toBe(before)
    warned.mockRestore()
  })

  test('takes a signature of four minutes ago', async () => {
    expect(
      (await post(eventOf('evt_late', 'ping', {}), sign(eventOf('evt_late', 'ping', {}), { age: 240 }))).status,
    ).toBe(200)
  })

  test.each([
    ['no JSON', '{"id": "evt_'],
    ['nothing', ''],
    ['null', 'null'],
    ['a list', '[]'],
    ['no event', '{"hello":"world"}'],
    ['ids of the wrong type', '{"id":1,"type":{"a":1}}'],
  ])('answers a signed body with %s by 4xx', async (_what, text) => {
    const before = await kept()
    const { status } = await post(text)
    expect(status).toBeGreaterThanOrEqual(400)
    expect(status).toBeLessThan(500)
    expect(await kept()).toBe(before)
  })

  test('answers a body that is too large by 413, with and without its length announced', async () => {
    const huge = 'x'.repeat(600_000)
    expect((await post(huge)).status).toBe(413)
    const stream = new ReadableStream({
      start(controller) {
        for (let i = 0; i < 60; i++) controller.enqueue(new TextEncoder().encode(huge.slice(0, 10_000)))
        controller.close()
      },
    })
    const init = { method: 'POST', body: stream, duplex: 'half', headers: { 'stripe-signature': sign(huge) } }
    expect((await fetch(url, init as RequestInit)).status).toBe(413)
  })

  test('keeps an event that the database cannot hold as text from harming its neighbours', async () => {
    const bodies = Array.from({ length: 20 }, (_, i) =>
      eventOf(`evt_neighbour_${i}`, 'ping', { id: 'x', note: i === 7 ? '\u0000' : 'fine' }),
    )
    const statuses = (await Promise.all(bodies.map((text) => post(text)))).map(({ status }) => status)
    expect(statuses.filter((status) => status === 200)).toHaveLength(20)
  })

  test('keeps an unknown type, and queues nothing for it', async () => {
    expect((await post(eventOf('evt_unknown', 'treasury.moon_landed', { id: 'moon_1' }))).status).toBe(200)
    expect(await rowOf('evt_unknown')).toMatchObject({ status: 'IGNORED', type: 'treasury.moon_landed', attempts: 0 })
  })

  test('takes the same event twenty times at once as one', async () => {
    const text = eventOf('evt_often', 'treasury.moon_landed', { id: 'moon_1' })
    const statuses = (await Promise.all(Array.from({ length: 20 }, () => post(text)))).map(({ status }) => status)
    expect(new Set(statuses)).toEqual(new Set([200]))
    expect(await db.inboundEvent.count({ where: { externalId: 'evt_often' } })).toBe(1)
  })
})

describe('what happens at Stripe', () => {
  test('makes the subscription active without anyone coming back', async () => {
    const { subscriptionId, paymentId } = await paidInBrowser()
    await deliver()
    expect((await getPayment(paymentId)).status).toBe('SUCCEEDED')
    expect((await getSubscription(subscriptionId)).status).toBe('ACTIVE')
    const rows = await db.inboundEvent.findMany({ where: { type: 'payment_intent.succeeded' } })
    expect(rows).toMatchObject([{ status: 'PROCESSED', attempts: 1, error: null }])
  })

  test.each(['duplicate', 'reorder'])('leads to the same end with deliveries in mode %s', async (mode) => {
    await deliver()
    await control('webhooks', { mode })
    const paid = await paidInBrowser()
    await deliver()
    expect((await getSubscription(paid.subscriptionId)).status).toBe('ACTIVE')
    await creditInvoice({
      to: 'refund',
      invoiceId: paid.invoiceId,
      request: { amount: 'remaining' },
      reason: 'goodwill',
      actor: ACTOR,
      now: START,
    })
    await work()
    await deliver()
    expect(await db.refund.findMany({ where: { paymentId: paid.paymentId } })).toMatchObject([{ status: 'SUCCEEDED' }])
    const posted = await db.ledgerTransaction.findMany({
      where: { customerId: paid.customerId },
      select: { kind: true },
    })
    expect(posted.map(({ kind }) => kind).sort()).toEqual([
      'credit_note.issued',
      'invoice.finalized',
      'payment.succeeded',
      'refund.succeeded',
    ])
    expect(await db.inboundEvent.count({ where: { status: { in: ['FAILED', 'PENDING'] } } })).toBe(0)
  })

  test('to somebody else than our customers is kept and left alone', async () => {
    const ref = await payAndRefundElsewhere()
    await deliver()
    const rows = await db.inboundEvent.findMany({
      where: { payload: { path: ['data', 'object', 'id'], equals: ref } },
    })
    expect(new Set(rows.map(({ status }) => status))).toEqual(new Set(['IGNORED']))
    expect(await db.inboundEvent.count({ where: { status: 'FAILED' } })).toBe(0)
  })

  test.each(['won', 'lost'])(
    'a dispute that is %s in the end marks the payment, and every step is posted once',
    async (outcome) => {
      const { customerId, paymentId, subscriptionId, clientSecret } = await subscribedCustomer()
      await updateDunningPolicy({
        policy: { ...(await getDunningPolicy()), onDispute: 'PAUSE_ENTITLEMENTS' },
        actor: ACTOR,
        now: START,
      })
      const charge = await chargeOf(intentOf(clientSecret))
      const dispute = await control('disputes', { charge, reason: 'fraudulent' })
      await deliver()
      expect((await getPayment(paymentId)).disputed).toBe(true)
      expect(await getSubscription(subscriptionId)).toMatchObject({ status: 'ACTIVE', suspendedAt: START })
      const [told, ...others] = await db.notification.findMany({
        where: { kind: 'dispute_opened', data: { path: ['customerName'], string_contains: 'Lindenhof' } },
        orderBy: { createdAt: 'desc' },
      })
      expect(told).toMatchObject({ recipient: (await db.legalEntity.findFirstOrThrow()).email, customerId: null })
      expect(others).toHaveLength(outcome === 'won' ? 0 : 1)
      const cash = async () =>
        (await db.ledgerEntry.findMany({ where: { transaction: { customerId }, account: 'cash.stripe' } })).reduce(
          (sum, { amount }) => sum + amount,
          0n,
        )
      // 59.00 + 19 % = 70.21 are taken back, and 20.00 for the trouble.
      expect(await cash()).toBe(-2000n)
      await control(`disputes/${dispute.id}/close`, { outcome })
      await deliver()
      await deliver()
      expect(await db.dispute.findMany({ where: { paymentId } })).toMatchObject([{ status: outcome.toUpperCase() }])
      // The 70.21 come back with a won dispute, the fee does not.
      expect(await cash()).toBe(outcome === 'won' ? 5021n : -2000n)
      expect((await getSubscription(subscriptionId)).suspendedAt).toEqual(outcome === 'won' ? null : START)
      await liftSuspension({ subscriptionId, actor: ACTOR, now: START })
      expect((await getSubscription(subscriptionId)).suspendedAt).toBeNull()
      expect((await getPayment(paymentId)).disputed).toBe(outcome === 'lost')
      expect(await brokenInvariants(START)).toEqual([])
    },
  )

  test('an inquiry takes no money', async () => {
    const { paymentId, subscriptionId, clientSecret } = await subscribedCustomer()
    const charge = await chargeOf(intentOf(clientSecret))
    const dispute = await control('disputes', { charge, reason: 'inquiry' })
    await deliver()
    expect((await getPayment(paymentId)).disputed).toBe(false)
    expect(await db.dispute.findMany({ where: { paymentId } })).toMatchObject([{ status: 'INQUIRY', fee: 0n }])
    expect((await getSubscription(subscriptionId)).suspendedAt).toBeNull()
    expect(await brokenInvariants(START)).toEqual([])
    await control(`disputes/${dispute.id}/close`, { outcome: 'won' })
    await deliver()
    expect(await db.dispute.findMany({ where: { paymentId } })).toMatchObject([{ status: 'INQUIRY_CLOSED' }])
    expect(await brokenInvariants(START)).toEqual([])
  })

  test('a method detached there is forgotten here, and the next one takes over', async () => {
    const { customerId } = await subscribedCustomer()
    const [first] = await listPaymentMethods(customerId)
    const second = await addMethod(customerId, '5555555555554444')
    await detachAtStripe(second.processorRef)
    await deliver()
    expect((await listPaymentMethods(customerId)).map(({ id }) => id)).toEqual([first!.id])
    expect((await getCustomer(customerId)).defaultPaymentMethodId).toBe(first!.id)
    // Detached here: the event of our own doing changes nothing more.
    await detachAtStripe(first!.processorRef)
    await deliver()
    await deliver()
    expect((await getCustomer(customerId)).defaultPaymentMethodId).toBeNull()
    expect(await db.auditEntry.count({ where: { customerId, action: 'payment_method.detached' } })).toBe(2)
  })
})

describe('an event that could not be handled', () => {
  const failWith = (message: string) =>
    registerProcessor({ ...carrier, readPayment: () => Promise.reject(new Error(message)) })

  test('says why, and works when it is replayed', async () => {
    await deliver()
    const { subscriptionId } = await paidInBrowser()
    failWith('out of order today')
    await deliver()
    const failed = await db.inboundEvent.findMany({ where: { status: 'FAILED' } })
    expect(failed).toMatchObject([{ type: 'payment_intent.succeeded', error: 'out of order today', attempts: 1 }])
    expect((await getSubscription(subscriptionId)).status).toBe('INCOMPLETE')

    registerProcessor(carrier)
    await replayEvent({ eventId: failed[0]!.id, actor: ACTOR, now: START })
    await work()
    expect(await db.inboundEvent.findUnique({ where: { id: failed[0]!.id } })).toMatchObject({
      status: 'PROCESSED',
      error: null,
      attempts: 2,
    })
    expect((await getSubscription(subscriptionId)).status).toBe('ACTIVE')
    await replayEvent({ eventId: failed[0]!.id, actor: ACTOR, now: START })
    await work()
    expect(
      await db.ledgerTransaction.count({ where: { kind: 'payment.succeeded', sourceId: { startsWith: 'pay_' } } }),
    ).toBe(await db.payment.count({ where: { status: 'SUCCEEDED' } }))
  })

  test('because its worker was killed is queued again by the tick', async () => {
    await deliver()
    const { subscriptionId } = await paidInBrowser()
    await control('webhooks/flush', {})
    // What a killed worker leaves: a job that is locked by nobody alive.
    await db.$executeRaw`UPDATE graphile_worker._private_jobs SET locked_at = now(), locked_by = 'killed' WHERE locked_at IS NULL`
    await work()
    expect((await getSubscription(subscriptionId)).status).toBe('INCOMPLETE')
    await db.inboundEvent.updateMany({
      where: { status: 'PENDING' },
      data: { receivedAt: new Date(Date.now() - 6 * 60_000) },
    })
    await tick({ now: START })
    await work()
    expect((await getSubscription(subscriptionId)).status).toBe('ACTIVE')
    expect(await db.inboundEvent.count({ where: { status: 'PENDING' } })).toBe(0)
  })
})
