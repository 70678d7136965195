import { describe, expect, test } from 'vitest'
import { refusal, sandboxUnderTest, sdk, withoutRedirects } from '../testing-client'

const { stripe, url } = await sandboxUnderTest()
const browser = sdk(url, { key: 'pk_test_sandbox' })

const order = { amount: 4200, currency: 'eur', confirm: true, ...withoutRedirects } as const

function methodOf(number: string) {
  return stripe.paymentMethods.create({ type: 'card', card: { number, exp_month: 12, exp_year: 2034, cvc: '123' } })
}

/** What the browser's page for 3-D Secure does when the customer presses a button. */
async function challenge(intent: { id: string; client_secret: string | null }, result: 'complete' | 'fail') {
  const response = await fetch(`${url}/3d-secure/${intent.id}?client_secret=${intent.client_secret}`, {
    method: 'POST',
    body: new URLSearchParams({ result }),
    redirect: 'manual',
  })
  return response.headers.get('location')
}

/** A customer whose card was set up for later, with 3-D Secure where the card asks for it. */
async function setUp(number: string) {
  const customer = await stripe.customers.create()
  const method = await methodOf(number)
  const setup = await stripe.setupIntents.create({
    customer: customer.id,
    payment_method: method.id,
    confirm: true,
    usage: 'off_session',
    ...withoutRedirects,
  })
  const isAsked = setup.status === 'requires_action'
  if (isAsked) await challenge(setup, 'complete')
  const { status } = await stripe.setupIntents.retrieve(setup.id)
  return { customer: customer.id, method: method.id, isAsked, status }
}

describe('declined cards', () => {
  test.each([
    ['4000000000000002', 'card_declined', 'generic_decline', 'Your card was declined.'],
    ['4000000000009995', 'card_declined', 'insufficient_funds', 'Your card has insufficient funds.'],
    ['4000000000009987', 'card_declined', 'lost_card', 'Your card was declined.'],
    ['4000000000009979', 'card_declined', 'stolen_card', 'Your card was declined.'],
    ['4000000000000069', 'expired_card', '', 'Your card has expired.'],
    ['4000000000000127', 'incorrect_cvc', '', "Your card's security code is incorrect."],
    [
      '4000000000000119',
      'processing_error',
      '',
      'An error occurred while processing your card. Try again in a little bit.',
    ],
    ['4000000000000341', 'card_declined', 'generic_decline', 'Your card was declined.'],
  ])('%s is a 402 %s %s that carries the intent', async (number, code, declineCode, message) => {
    const method = await methodOf(number)
    const error = await refusal(stripe.paymentIntents.create({ ...order, payment_method: method.id }))
    expect(error).toMatchObject({ type: 'StripeCardError', statusCode: 402, code, message })
    expect(error.decline_code).toBe(declineCode)
    expect(error.payment_method).toMatchObject({ id: method.id })
    expect(error.payment_intent).toMatchObject({
      status: 'requires_payment_method',
      payment_method: null,
      last_payment_error: { code, message, payment_method: { id: method.id } },
    })
    const charge = await stripe.charges.retrieve(String(error.payment_intent?.latest_charge))
    expect(charge).toMatchObject({ status: 'failed', paid: false, failure_code: code, failure_message: message })
  })

  test('a declined intent succeeds with another card', async () => {
    const error = await refusal(stripe.paymentIntents.create({ ...order, payment_method: 'pm_card_chargeDeclined' }))
    const again = await stripe.paymentIntents.confirm(error.payment_intent?.id ?? '', {
      payment_method: 'pm_card_visa',
    })
    expect(again).toMatchObject({ status: 'succeeded', amount_received: 4200, last_payment_error: null })
  })

  test('most of them cannot even be attached; 0341 can', async () => {
    const { id } = await stripe.customers.create()
    const refused = await methodOf('4000000000000002')
    expect(await refusal(stripe.paymentMethods.attach(refused.id, { customer: id }))).toMatchObject({ statusCode: 402 })
    const later = await methodOf('4000000000000341')
    expect(await stripe.paymentMethods.attach(later.id, { customer: id })).toMatchObject({ customer: id })
    const charge = stripe.paymentIntents.create({ ...order, customer: id, payment_method: later.id, off_session: true })
    expect(await refusal(charge)).toMatchObject({ code: 'card_declined' })
  })

  test.each([
    [{ number: '4242424242424241' }, 'incorrect_number', 'number'],
    [{ exp_year: 2020 }, 'invalid_expiry_year', 'exp_year'],
    [{ exp_month: 13 }, 'invalid_expiry_month', 'exp_month'],
    [{ cvc: '1' }, 'invalid_cvc', 'cvc'],
  ])('card data %j is refused with %s', async (wrong, code, param) => {
    const card = { number: '4242424242424242', exp_month: 12, exp_year: 2034, cvc: '123', ...wrong }
    const error = await refusal(stripe.paymentMethods.create({ type: 'card', card }))
    expect(error).toMatchObject({ statusCode: 402, type: 'StripeCardError', code, param })
  })

  test('a real card is declined in test mode', async () => {
    const method = await methodOf('4012888888881881')
    const error = await refusal(stripe.paymentIntents.create({ ...order, payment_method: method.id }))
    expect(error).toMatchObject({ decline_code: 'test_mode_live_card' })
  })
})

describe('cards that succeed', () => {
  test.each([
    ['4242424242424242', 'visa'],
    ['5555555555554444', 'mastercard'],
    ['378282246310005', 'amex'],
  ])('%s (%s)', async (number, brand) => {
    const method = await methodOf(number)
    const intent = await stripe.paymentIntents.create({
      ...order,
      payment_method: method.id,
      expand: ['latest_charge'],
    })
    expect(intent).toMatchObject({
      status: 'succeeded',
      amount_received: 4200,
      latest_charge: { paid: true, payment_method_details: { card: { brand, last4: number.slice(-4) } } },
    })
  })

  test('one that was not kept cannot be used twice', async () => {
    const method = await methodOf('4242424242424242')
    await stripe.paymentIntents.create({ ...order, payment_method: method.id })
    const error = await refusal(stripe.paymentIntents.create({ ...order, payment_method: method.id }))
    expect(error.message).toContain('It may not be used again')
  })

  test('one that was kept by setup_future_usage belongs to the customer afterwards', async () => {
    const { id: customer } = await stripe.customers.create()
    const { id: payment_method } = await methodOf('4242424242424242')
    await stripe.paymentIntents.create({ ...order, customer, payment_method, setup_future_usage: 'off_session' })
    expect(await stripe.paymentMethods.retrieve(payment_method)).toMatchObject({ customer })
    const again = await stripe.paymentIntents.create({ ...order, customer, payment_method, off_session: true })
    expect(again.status).toBe('succeeded')
    const { id: stranger } = await stripe.customers.create()
    const error = await refusal(stripe.paymentIntents.create({ ...order, customer: stranger, payment_method }))
    expect(error.param).toBe('payment_method')
  })
})

describe('3-D Secure', () => {
  test('3184 asks on-session; completed, it succeeds', async () => {
    const method = await methodOf('4000002760003184')
    const intent = await stripe.paymentIntents.create({ ...order, payment_method: method.id })
    expect(intent).toMatchObject({ status: 'requires_action', next_action: { type: 'use_stripe_sdk' } })
    await challenge(intent, 'complete')
    const after = await stripe.paymentIntents.retrieve(intent.id, { expand: ['latest_charge'] })
    expect(after).toMatchObject({
      status: 'succeeded',
      next_action: null,
      latest_charge: { payment_method_details: { card: { three_d_secure: { result: 'authenticated' } } } },
    })
  })

  test('failed, it wants another payment method', async () => {
    const intent = await stripe.paymentIntents.create({ ...order, payment_method: 'pm_card_authenticationRequired' })
    await challenge(intent, 'fail')
    expect(await stripe.paymentIntents.retrieve(intent.id)).toMatchObject({
      status: 'requires_payment_method',
      last_payment_error: { code: 'payment_intent_authentication_failure' },
    })
  })

  test('with a return address the customer is redirected, and comes back with the result', async () => {
    const intent = await stripe.paymentIntents.create({
      amount: 4200,
      currency: 'eur',
      confirm: true,
      payment_method: 'pm_card_authenticationRequired',
      return_url: 'https://shop.example/done?order=1',
    })
    expect(intent.next_action).toMatchObject({ type: 'redirect_to_url' })
    const page = await fetch(intent.next_action?.redirect_to_url?.url ?? '')
    const text = await page.text()
    expect(text).toContain('id="test-source-authorize-3ds"')
    expect(text).toContain('id="test-source-fail-3ds"')
    expect(await challenge(intent, 'complete')).toBe(
      `https://shop.example/done?order=1&payment_intent=${intent.id}&payment_intent_client_secret=${intent.client_secret}&redirect_status=succeeded`,
    )
  })

  test('the page shows nothing without the client secret', async () => {
    const intent = await stripe.paymentIntents.create({ ...order, payment_method: 'pm_card_authenticationRequired' })
    expect((await fetch(`${url}/3d-secure/${intent.id}?client_secret=wrong`)).status).toBe(404)
  })

  test('off-session there is nobody to ask: 402 authentication_required, and back to requires_payment_method', async () => {
    const { customer, method } = await setUp('4000002760003184')
    const charge = { ...order, customer, payment_method: method, off_session: true } as const
    const error = await refusal(stripe.paymentIntents.create(charge))
    expect(error).toMatchObject({
      statusCode: 402,
      code: 'authentication_required',
      decline_code: 'authentication_required',
      payment_intent: { status: 'requires_payment_method' },
    })
    const id = error.payment_intent?.id ?? ''
    const onSession = await stripe.paymentIntents.confirm(id, { payment_method: method })
    expect(onSession.status).toBe('requires_action')
    await challenge(onSession, 'complete')
    expect(await stripe.paymentIntents.retrieve(id)).toMatchObject({ status: 'succeeded' })
  })

  test.each([
    ['4000002500003155', true, 'succeeded'],
    ['4000003800000446', true, 'succeeded'],
    ['4242424242424242', false, 'succeeded'],
    ['4000002760003184', true, 'authentication_required'],
    ['4000008260003178', true, 'insufficient_funds'],
  ])('%s, set up (asked: %s), then off-session: %s', async (number, isAsked, outcome) => {
    const ready = await setUp(number)
    expect(ready).toMatchObject({ isAsked, status: 'succeeded' })
    const charge = stripe.paymentIntents.create({
      ...order,
      customer: ready.customer,
      payment_method: ready.method,
      off_session: true,
    })
    const result = await charge.then(
      ({ status }) => status,
      (error: { decline_code?: string }) => error.decline_code,
    )
    expect(result).toBe(outcome)
  })

  test('3155 that was never set up fails off-session; 0446 counts as set up', async () => {
    const { id: customer } = await stripe.customers.create()
    const never = await stripe.paymentMethods.attach((await methodOf('4000002500003155')).id, { customer })
    const charge = { ...order, customer, off_session: true } as const
    const error = await refusal(stripe.paymentIntents.create({ ...charge, payment_method: never.id }))
    expect(error.code).toBe('authentication_required')
    const always = await stripe.paymentMethods.attach((await methodOf('4000003800000446')).id, { customer })
    const intent = await stripe.paymentIntents.create({ ...charge, payment_method: always.id })
    expect(intent.status).toBe('succeeded')
  })

  test('3178 is declined for want of funds after the customer authenticated', async () => {
    const method = await methodOf('4000008260003178')
    const intent = await stripe.paymentIntents.create({ ...order, payment_method: method.id })
    expect(intent.status).toBe('requires_action')
    await challenge(intent, 'complete')
    expect(await stripe.paymentIntents.retrieve(intent.id)).toMatchObject({
      status: 'requires_payment_method',
      last_payment_error: { decline_code: 'insufficient_funds' },
    })
  })

  test('any card is asked when the merchant wishes', async () => {
    const intent = await stripe.paymentIntents.create({
      ...order,
      payment_method: 'pm_card_visa',
      payment_method_options: { card: { request_three_d_secure: 'any' } },
    })
    expect(intent.status).toBe('requires_action')
  })

  test('a SetupIntent that fails 3-D Secure says so, and its attempt is on record', async () => {
    const setup = await stripe.setupIntents.create({
      payment_method: 'pm_card_authenticationRequired',
      confirm: true,
      ...withoutRedirects,
    })
    await challenge(setup, 'fail')
    const after = await stripe.setupIntents.retrieve(setup.id, { expand: ['latest_attempt'] })
    expect(after).toMatchObject({
      status: 'requires_payment_method',
      last_setup_error: { code: 'setup_intent_authentication_failure' },
      latest_attempt: { object: 'setup_attempt', status: 'failed' },
    })
  })
})

describe('in the browser', () => {
  test('a publishable key makes a payment method and confirms with the client secret', async () => {
    const intent = await stripe.paymentIntents.create({ amount: 4200, currency: 'eur' })
    const method = await browser.paymentMethods.create({
      type: 'card',
      card: { number: '4242424242424242', exp_month: 12, exp_year: 2034, cvc: '123' },
    })
    const form = new URLSearchParams({
      key: 'pk_test_sandbox',
      client_secret: intent.client_secret ?? '',
      payment_method: method.id,
      use_stripe_sdk: 'true',
    })
    const response = await fetch(`${url}/v1/payment_intents/${intent.id}/confirm`, { method: 'POST', body: form })
    const confirmed: unknown = await response.json()
    expect(confirmed).toMatchObject({ status: 'succeeded' })
    expect(confirmed).not.toHaveProperty('latest_charge')
  })

  test('an intent that takes what the dashboard offers needs a return address on a server', async () => {
    const error = await refusal(
      stripe.paymentIntents.create({ amount: 4200, currency: 'eur', confirm: true, payment_method: 'pm_card_visa' }),
    )
    expect(error.message).toContain('you must provide a `return_url`')
  })
})
