import { beforeEach, describe, expect, test } from 'vitest'
import { refusal, sandboxUnderTest, webhookReceiver, withoutRedirects } from '../testing-client'

const { stripe, control, url } = await sandboxUnderTest()
const receiver = await webhookReceiver('whsec_sandbox')
await control('POST', '/webhook-endpoint', { url: receiver.url })

const order = { amount: 4200, currency: 'eur', confirm: true, ...withoutRedirects } as const

beforeEach(async () => {
  receiver.answer = () => 200
  await control('POST', '/webhooks', { mode: 'normal' })
  await control('POST', '/webhooks/flush')
  receiver.events.length = 0
})

/** The types of events that `work` causes, in order of their creation. */
async function typesOf(work: () => Promise<unknown>): Promise<string[]> {
  const before = (await stripe.events.list({ limit: 1 })).data[0]?.id
  await work()
  await control('POST', '/webhooks/flush')
  const { data } = await stripe.events.list({ limit: 100, ...(before === undefined ? {} : { ending_before: before }) })
  return data.map(({ type }) => type).reverse()
}

describe('which events come', () => {
  test('of a payment that succeeds', async () => {
    const types = await typesOf(() => stripe.paymentIntents.create({ ...order, payment_method: 'pm_card_visa' }))
    expect(types).toEqual(['payment_intent.created', 'charge.succeeded', 'payment_intent.succeeded', 'charge.updated'])
    expect(receiver.problems).toEqual([])
    expect([...receiver.types()].sort()).toEqual([...types].sort())
  })

  test('of one that is declined', async () => {
    const types = await typesOf(() =>
      refusal(stripe.paymentIntents.create({ ...order, payment_method: 'pm_card_chargeDeclined' })),
    )
    expect(types).toEqual(['payment_intent.created', 'charge.failed', 'payment_intent.payment_failed'])
  })

  test('of one that needs the customer and is then given up', async () => {
    const types = await typesOf(async () => {
      const intent = await stripe.paymentIntents.create({ ...order, payment_method: 'pm_card_authenticationRequired' })
      await stripe.paymentIntents.cancel(intent.id)
    })
    expect(types).toEqual(['payment_intent.created', 'payment_intent.requires_action', 'payment_intent.canceled'])
  })

  test('of a refund', async () => {
    const { id } = await stripe.paymentIntents.create({ ...order, payment_method: 'pm_card_visa' })
    await control('POST', '/webhooks/flush')
    const types = await typesOf(async () => {
      const refund = await stripe.refunds.create({ payment_intent: id })
      await stripe.refunds.update(refund.id, { metadata: { a: '1' } })
    })
    expect(types).toEqual(['charge.refunded', 'refund.created', 'refund.updated', 'charge.refund.updated'])
  })

  test('of a dispute', async () => {
    const types = await typesOf(async () => {
      const { id } = await stripe.paymentIntents.create({
        ...order,
        capture_method: 'automatic',
        payment_method: 'pm_card_createDispute',
      })
      const [dispute] = (await stripe.disputes.list({ payment_intent: id })).data
      await stripe.disputes.close(dispute?.id ?? '')
    })
    expect(types.slice(3)).toEqual([
      'charge.dispute.created',
      'charge.dispute.funds_withdrawn',
      'charge.dispute.closed',
    ])
  })

  test('of a debit', async () => {
    await control('POST', '/clock', { now: '2027-01-01T00:00:00Z' })
    const types = await typesOf(async () => {
      const method = await stripe.paymentMethods.create({
        type: 'sepa_debit',
        sepa_debit: { iban: 'DE89370400440532013000' },
        billing_details: { name: 'A', email: 'a@example.com' },
      })
      const mandate_data = { customer_acceptance: { type: 'offline', offline: {} } } as const
      await stripe.paymentIntents.create({ ...order, payment_method: method.id, mandate_data })
      await control('POST', '/clock', { now: '2027-01-02T00:00:00Z' })
    })
    expect(types).toEqual([
      'payment_intent.created',
      'payment_intent.processing',
      'charge.pending',
      'charge.succeeded',
      'payment_intent.succeeded',
    ])
    await control('POST', '/clock', { now: null })
  })

  test('of customers, payment methods and set-ups', async () => {
    const types = await typesOf(async () => {
      const { id: customer } = await stripe.customers.create()
      await stripe.customers.update(customer, { name: 'A' })
      const setup = await stripe.setupIntents.create({
        customer,
        payment_method: 'pm_card_visa',
        confirm: true,
        ...withoutRedirects,
      })
      await stripe.paymentMethods.update(String(setup.payment_method), { metadata: { a: '1' } })
      await stripe.paymentMethods.detach(String(setup.payment_method))
      await stripe.customers.del(customer)
    })
    expect(types).toEqual([
      'customer.created',
      'customer.updated',
      'setup_intent.created',
      'payment_method.attached',
      'setup_intent.succeeded',
      'payment_method.updated',
      'payment_method.detached',
      'customer.deleted',
    ])
  })

  test('of products and prices', async () => {
    const types = await typesOf(async () => {
      const { id: product } = await stripe.products.create({ name: 'A' })
      const price = await stripe.prices.create({ product, currency: 'eur', unit_amount: 100 })
      await stripe.prices.update(price.id, { active: false })
      await stripe.products.update(product, { name: 'B' })
    })
    expect(types).toEqual(['product.created', 'price.created', 'price.updated', 'product.updated'])
  })
})

describe('what an event holds', () => {
  test('the object of that moment, what changed, and the request that caused it', async () => {
    const customer = await stripe.customers.create({ name: 'Old' })
    const changed = await stripe.customers.update(customer.id, { name: 'New' }, { idempotencyKey: 'rename' })
    const [event] = (await stripe.events.list({ type: 'customer.updated', limit: 1 })).data
    expect(event).toMatchObject({
      object: 'event',
      api_version: '2026-10-28.endive',
      data: { object: { id: customer.id, name: 'New' }, previous_attributes: { name: 'Old' } },
      request: { id: changed.lastResponse.requestId, idempotency_key: 'rename' },
    })
  })
})

describe('how they are delivered', () => {
  test('paused, they wait for a flush', async () => {
    await control('POST', '/webhooks', { mode: 'paused' })
    await stripe.customers.create()
    await new Promise((resolve) => setTimeout(resolve, 100))
    expect(receiver.events).toEqual([])
    expect(await control('GET', '/webhooks')).toEqual({ mode: 'paused', waiting: 1 })
    await control('POST', '/webhooks/flush')
    expect(receiver.types()).toEqual(['customer.created'])
  })

  test('duplicated, each comes twice with the same id', async () => {
    await control('POST', '/webhooks', { mode: 'duplicate' })
    await stripe.customers.create()
    await control('POST', '/webhooks/flush')
    expect(receiver.types()).toEqual(['customer.created', 'customer.created'])
    expect(receiver.events[0]?.id).toBe(receiver.events[1]?.id)
  })

  test('reordered, the newest comes first', async () => {
    await control('POST', '/webhooks', { mode: 'reorder' })
    await stripe.paymentIntents.create({ ...order, capture_method: 'automatic', payment_method: 'pm_card_visa' })
    await new Promise((resolve) => setTimeout(resolve, 600))
    expect(receiver.types()).toEqual(['payment_intent.succeeded', 'charge.succeeded', 'payment_intent.created'])
  })

  test('refused, they are tried again', async () => {
    let refusals = 2
    receiver.answer = () => (refusals-- > 0 ? 500 : 200)
    await stripe.customers.create()
    await control('POST', '/webhooks/flush')
    await control('POST', '/webhooks/flush')
    await control('POST', '/webhooks/flush')
    expect(receiver.types()).toEqual(['customer.created'])
    const [event] = (await stripe.events.list({ limit: 1 })).data
    expect(event?.pending_webhooks).toBe(0)
  })

  test('refused, they come again by themselves after a pause', async () => {
    let refusals = 1
    receiver.answer = () => (refusals-- > 0 ? 503 : 200)
    await stripe.customers.create()
    await expect.poll(() => receiver.types(), { timeout: 5000 }).toEqual(['customer.created'])
  })

  test('moving the clock returns when the webhooks it caused are delivered', async () => {
    await control('POST', '/clock', { now: '2027-05-01T00:00:00Z' })
    const { id } = await stripe.paymentIntents.create({ ...order, payment_method: 'pm_card_pendingRefund' })
    await stripe.refunds.create({ payment_intent: id })
    await control('POST', '/clock', { now: '2027-05-02T00:00:00Z' })
    expect(receiver.types()).toContain('refund.updated')
    await control('POST', '/clock', { now: null })
  })
})

describe('endpoints', () => {
  test('have secrets of their own, and get what they asked for', async () => {
    const created = await stripe.webhookEndpoints.create({ url: `${url}/nowhere`, enabled_events: ['product.created'] })
    expect(created.secret).toMatch(/^whsec_\w{32}$/)
    const own = await webhookReceiver(created.secret ?? '')
    await stripe.webhookEndpoints.update(created.id, { url: own.url })
    await stripe.customers.create()
    await stripe.products.create({ name: 'Told' })
    await control('POST', '/webhooks/flush')
    expect(own.types()).toEqual(['product.created'])
    expect(own.problems).toEqual([])
    expect(await stripe.webhookEndpoints.retrieve(created.id)).not.toHaveProperty('secret')
    expect(await stripe.webhookEndpoints.del(created.id)).toMatchObject({ deleted: true })
    expect(await refusal(stripe.webhookEndpoints.retrieve(created.id))).toMatchObject({ statusCode: 404 })
  })

  test('registering the same address again changes it', async () => {
    await control('POST', '/webhook-endpoint', { url: receiver.url, secret: 'whsec_sandbox', enabled_events: ['*'] })
    const { data } = await stripe.webhookEndpoints.list()
    expect(data.filter((endpoint) => endpoint.url === receiver.url)).toHaveLength(1)
  })
})
