import { describe, expect, test } from 'vitest'
import { Stripe } from 'stripe'
import { refusal, sandboxUnderTest } from '../testing-client'

const { stripe } = await sandboxUnderTest()

describe('customers', () => {
  test('create, read, change, list, delete', async () => {
    const created = await stripe.customers.create({
      email: 'anna@example.com',
      name: 'Anna',
      address: { line1: 'Ring 1', city: 'Wien', country: 'AT' },
      metadata: { tier: 'gold', old: 'yes' },
    })
    expect(created).toMatchObject({ object: 'customer', address: { city: 'Wien', state: null }, livemode: false })
    const changed = await stripe.customers.update(created.id, { name: 'Anna B', metadata: { old: '' }, address: '' })
    expect(changed).toMatchObject({
      name: 'Anna B',
      email: 'anna@example.com',
      metadata: { tier: 'gold' },
      address: null,
    })
    expect((await stripe.customers.list({ email: 'anna@example.com' })).data.map(({ id }) => id)).toEqual([created.id])
    expect(await stripe.customers.del(created.id)).toEqual(expect.objectContaining({ id: created.id, deleted: true }))
    expect(await stripe.customers.retrieve(created.id)).toMatchObject({ deleted: true })
    expect(await refusal(stripe.customers.update(created.id, { name: 'X' }))).toMatchObject({
      code: 'resource_missing',
    })
    expect((await stripe.customers.list({ email: 'anna@example.com' })).data).toEqual([])
  })

  test('a wrong email is refused', async () => {
    expect(await refusal(stripe.customers.create({ email: 'nonsense' }))).toMatchObject({ code: 'email_invalid' })
  })

  test('payment methods are attached, listed, made default, detached', async () => {
    const customer = await stripe.customers.create()
    const method = await stripe.paymentMethods.attach('pm_card_visa', { customer: customer.id })
    expect(method).toMatchObject({ customer: customer.id, card: { last4: '4242' } })
    const stranger = await stripe.paymentMethods.attach('pm_card_visa', {
      customer: (await stripe.customers.create()).id,
    })
    const settings = { invoice_settings: { default_payment_method: stranger.id } }
    expect(await refusal(stripe.customers.update(customer.id, settings))).toMatchObject({ code: 'resource_missing' })
    const chosen = await stripe.customers.update(customer.id, {
      invoice_settings: { default_payment_method: method.id },
      expand: ['invoice_settings.default_payment_method'],
    })
    expect(chosen.invoice_settings.default_payment_method).toMatchObject({ id: method.id, object: 'payment_method' })
    for (const list of [
      stripe.customers.listPaymentMethods(customer.id, { type: 'card' }),
      stripe.paymentMethods.list({ customer: customer.id, type: 'card' }),
    ]) {
      expect((await list).data.map(({ id }) => id)).toEqual([method.id])
    }
    const updated = await stripe.paymentMethods.update(method.id, { card: { exp_month: 1, exp_year: 2040 } })
    expect(updated).toMatchObject({ card: { exp_month: 1, exp_year: 2040 } })
    expect(await stripe.paymentMethods.detach(method.id)).toMatchObject({ customer: null })
    expect(await stripe.customers.retrieve(customer.id)).toMatchObject({
      invoice_settings: { default_payment_method: null },
    })
    const again = await refusal(stripe.paymentMethods.attach(method.id, { customer: customer.id }))
    expect(again.message).toContain('may not be used again')
  })
})

describe('products and prices', () => {
  test('a price never changes its amount', async () => {
    const product = await stripe.products.create({ name: 'Starter', metadata: { plan: 'starter' } })
    expect(product).toMatchObject({ object: 'product', active: true, default_price: null })
    const price = await stripe.prices.create({
      product: product.id,
      currency: 'eur',
      unit_amount: 2900,
      recurring: { interval: 'month' },
      lookup_key: 'starter-month',
    })
    expect(price).toMatchObject({
      object: 'price',
      type: 'recurring',
      unit_amount: 2900,
      recurring: { interval: 'month', interval_count: 1, usage_type: 'licensed' },
    })
    expect(String(price.unit_amount_decimal)).toBe('2900')
    const change = { unit_amount: 3900 } as Stripe.PriceUpdateParams
    expect(await refusal(stripe.prices.update(price.id, change))).toMatchObject({
      code: 'parameter_unknown',
      param: 'unit_amount',
    })
    expect(await stripe.prices.update(price.id, { active: false, nickname: 'Old' })).toMatchObject({
      active: false,
      nickname: 'Old',
    })
    expect(await refusal(stripe.products.del(product.id))).toMatchObject({ statusCode: 400 })
  })

  test('lookup keys find a price, and can be taken over', async () => {
    const { id: product } = await stripe.products.create({ name: 'Pro' })
    const price = { product, currency: 'eur', unit_amount: 9900, lookup_key: 'pro' }
    const first = await stripe.prices.create(price)
    expect((await stripe.prices.list({ lookup_keys: ['pro'], expand: ['data.product'] })).data).toMatchObject([
      { id: first.id, product: { name: 'Pro' } },
    ])
    expect(await refusal(stripe.prices.create(price))).toMatchObject({ param: 'lookup_key' })
    const second = await stripe.prices.create({ ...price, transfer_lookup_key: true })
    expect((await stripe.prices.list({ lookup_keys: ['pro'] })).data.map(({ id }) => id)).toEqual([second.id])
  })

  test('amounts below a cent and tiers are exact', async () => {
    const { id: product } = await stripe.products.create({ name: 'Usage' })
    const small = await stripe.prices.create({
      product,
      currency: 'eur',
      unit_amount_decimal: Stripe.Decimal.from('0.25'),
    })
    expect(small.unit_amount).toBeNull()
    expect(String(small.unit_amount_decimal)).toBe('0.25')
    const tiered = await stripe.prices.create({
      product,
      currency: 'eur',
      billing_scheme: 'tiered',
      tiers_mode: 'graduated',
      tiers: [
        { up_to: 100, unit_amount: 10 },
        { up_to: 'inf', unit_amount: 5, flat_amount: 100 },
      ],
      expand: ['tiers'],
    })
    expect(tiered.tiers).toMatchObject([
      { up_to: 100, unit_amount: 10, flat_amount: null },
      { up_to: null, unit_amount: 5, flat_amount: 100 },
    ])
  })

  test('a product can bring its default price along', async () => {
    const product = await stripe.products.create({
      name: 'With price',
      default_price_data: { currency: 'eur', unit_amount: 500 },
      expand: ['default_price'],
    })
    expect(product.default_price).toMatchObject({ object: 'price', unit_amount: 500 })
    expect(await stripe.products.update(product.id, { name: 'Renamed', description: '' })).toMatchObject({
      name: 'Renamed',
    })
  })
})

describe('tokens and the older charges', () => {
  test('a token is charged once', async () => {
    const token = await stripe.tokens.create({
      card: { number: '4242424242424242', exp_month: '12', exp_year: '2034', cvc: '123' },
    })
    const charge = await stripe.charges.create({ amount: 900, currency: 'eur', source: token.id })
    expect(charge).toMatchObject({ object: 'charge', status: 'succeeded', paid: true, captured: true })
    const again = await refusal(stripe.charges.create({ amount: 900, currency: 'eur', source: token.id }))
    expect(again.message).toContain('more than once')
  })

  test('tok_visa works, tok_chargeDeclined does not', async () => {
    expect(await stripe.charges.create({ amount: 900, currency: 'eur', source: 'tok_visa' })).toMatchObject({
      paid: true,
    })
    const declined = stripe.charges.create({ amount: 900, currency: 'eur', source: 'tok_chargeDeclined' })
    expect(await refusal(declined)).toMatchObject({ statusCode: 402, decline_code: 'generic_decline' })
  })

  test('a confirmation token is used for one intent', async () => {
    const token = await stripe.testHelpers.confirmationTokens.create({ payment_method: 'pm_card_visa' })
    expect(token).toMatchObject({ object: 'confirmation_token', payment_method_preview: { card: { last4: '4242' } } })
    const intent = await stripe.paymentIntents.create({
      amount: 4200,
      currency: 'eur',
      confirm: true,
      confirmation_token: token.id,
      return_url: 'https://shop.example/',
    })
    expect(intent.status).toBe('succeeded')
    expect(await stripe.confirmationTokens.retrieve(token.id)).toMatchObject({ payment_intent: intent.id })
  })
})
