import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { refusal, sandboxUnderTest, withoutRedirects } from '../testing-client'

const { stripe, control } = await sandboxUnderTest()

/** Stripe's own samples of its resources, where they are at hand. */
const FIXTURES = join(import.meta.dirname, '..', '..', '..', 'shared', 'stripe', 'fixtures3.json')
const hasFixtures = existsSync(FIXTURES)

/** Keys of the samples that are absent on purpose, with the reason. */
const ABSENT: Record<string, readonly string[]> = {
  charge: ['refunds'], // only shown when expanded, since API 2022-11-15
  customer: ['sources', 'subscriptions', 'tax_ids'], // the same
}

function sample(name: string): Record<string, unknown> {
  const { resources } = JSON.parse(readFileSync(FIXTURES, 'utf8')) as {
    resources: Record<string, Record<string, unknown>>
  }
  return resources[name] ?? {}
}

async function objects(): Promise<Record<string, object>> {
  const customer = await stripe.customers.create({ name: 'Shape' })
  const product = await stripe.products.create({ name: 'Shape' })
  const price = await stripe.prices.create({
    product: product.id,
    currency: 'eur',
    unit_amount: 100,
    recurring: { interval: 'month' },
  })
  const intent = await stripe.paymentIntents.create({
    amount: 4200,
    currency: 'eur',
    customer: customer.id,
    capture_method: 'automatic',
    confirm: true,
    payment_method: 'pm_card_createDispute',
    setup_future_usage: 'off_session',
    ...withoutRedirects,
    expand: ['latest_charge.balance_transaction', 'payment_method'],
  })
  const paid = await stripe.paymentIntents.create({
    amount: 100,
    currency: 'eur',
    confirm: true,
    payment_method: 'pm_card_visa',
    ...withoutRedirects,
  })
  const charge = await stripe.charges.retrieve(String((intent.latest_charge as { id: string }).id))
  const setup = await stripe.setupIntents.create({
    customer: customer.id,
    payment_method: 'pm_card_visa',
    confirm: true,
    ...withoutRedirects,
  })
  const iban = await stripe.paymentMethods.create({
    type: 'sepa_debit',
    sepa_debit: { iban: 'DE89370400440532013000' },
    billing_details: { name: 'A', email: 'a@example.com' },
  })
  const debit = await stripe.setupIntents.create({
    payment_method: iban.id,
    confirm: true,
    mandate_data: { customer_acceptance: { type: 'online', online: { ip_address: '127.0.0.1', user_agent: 'x' } } },
    ...withoutRedirects,
  })
  const [event] = (await stripe.events.list({ limit: 1 })).data
  const [attempt] = (await stripe.setupAttempts.list({ setup_intent: setup.id })).data
  const [dispute] = (await stripe.disputes.list({ payment_intent: intent.id })).data
  const endpoint = await stripe.webhookEndpoints.create({ url: 'http://127.0.0.1:9/', enabled_events: ['x'] as never })
  return {
    balance_transaction: await stripe.balanceTransactions.retrieve(String(charge.balance_transaction)),
    charge,
    customer,
    dispute: dispute ?? {},
    event: event ?? {},
    mandate: await stripe.mandates.retrieve(String(debit.mandate)),
    payment_intent: await stripe.paymentIntents.retrieve(intent.id),
    payment_method: intent.payment_method as object,
    price,
    product,
    refund: await stripe.refunds.create({ payment_intent: paid.id }),
    setup_attempt: attempt ?? {},
    setup_intent: setup,
    token: await stripe.tokens.create({ card: { number: '4242424242424242', exp_month: '12', exp_year: '2034' } }),
    webhook_endpoint: await stripe.webhookEndpoints.retrieve(endpoint.id),
  }
}

const made = await objects()

describe.skipIf(!hasFixtures)('objects have every attribute of Stripe’s own samples', () => {
  test.each(Object.keys(made))('%s', (name) => {
    const keys = Object.keys(sample(name)).filter((key) => !ABSENT[name]?.includes(key))
    expect(keys.length).toBeGreaterThan(3)
    const own = Object.keys(made[name] ?? {})
    expect(keys.filter((key) => !own.includes(key))).toEqual([])
  })

  test.each([
    ['payment_method', 'card'],
    ['payment_method', 'billing_details'],
    ['charge', 'outcome'],
    ['charge', 'billing_details'],
    ['dispute', 'evidence'],
    ['dispute', 'evidence_details'],
    ['customer', 'invoice_settings'],
    ['price', 'recurring'],
    ['token', 'card'],
    ['event', 'request'],
  ])('%s.%s', (name, key) => {
    const keys = Object.keys((sample(name)[key] ?? {}) as object)
    const own = Object.keys(((made[name] ?? {}) as Record<string, object>)[key] ?? {})
    expect(keys.filter((name) => !own.includes(name))).toEqual([])
  })
})

test('the error of a card has every attribute that Stripe’s has', async () => {
  const error = await refusal(
    stripe.paymentIntents.create({
      amount: 100,
      currency: 'eur',
      confirm: true,
      payment_method: 'pm_card_chargeDeclined',
      ...withoutRedirects,
    }),
  )
  const keys = [
    'charge',
    'code',
    'decline_code',
    'doc_url',
    'message',
    'payment_intent',
    'payment_method',
    'request_log_url',
    'type',
  ]
  expect(Object.keys(error.raw as object)).toEqual(expect.arrayContaining(keys))
})

test('the balance is what was booked', async () => {
  await control('POST', '/webhooks/flush')
  const { pending } = await stripe.balance.retrieve()
  const { data } = await stripe.balanceTransactions.list({ limit: 100 })
  const waiting = data.filter(({ status }) => status === 'pending')
  expect(pending[0]?.amount).toBe(waiting.reduce((sum, { net }) => sum + net, 0))
})
