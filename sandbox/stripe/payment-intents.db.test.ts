import { describe, expect, test } from 'vitest'
import { refusal, sandboxUnderTest, withoutRedirects } from '../testing-client'

const { stripe, control } = await sandboxUnderTest()

const order = { amount: 4200, currency: 'eur', ...withoutRedirects } as const
const now = () => control('GET', '/clock')

describe('the life of a PaymentIntent', () => {
  test('create, update, confirm, and nothing more', async () => {
    const created = await stripe.paymentIntents.create({ ...order, metadata: { a: '1' } })
    expect(created).toMatchObject({
      object: 'payment_intent',
      status: 'requires_payment_method',
      capture_method: 'automatic_async',
      payment_method_types: ['card', 'sepa_debit'],
      client_secret: expect.stringMatching(new RegExp(`^${created.id}_secret_`)),
    })
    const updated = await stripe.paymentIntents.update(created.id, {
      amount: 5000,
      metadata: { b: '2' },
      payment_method: 'pm_card_visa',
    })
    expect(updated).toMatchObject({ amount: 5000, metadata: { a: '1', b: '2' }, status: 'requires_confirmation' })
    const confirmed = await stripe.paymentIntents.confirm(created.id)
    expect(confirmed).toMatchObject({ status: 'succeeded', amount_received: 5000 })
    for (const again of [
      () => stripe.paymentIntents.confirm(created.id),
      () => stripe.paymentIntents.cancel(created.id),
      () => stripe.paymentIntents.update(created.id, { amount: 1 }),
    ]) {
      expect(await refusal(again())).toMatchObject({
        statusCode: 400,
        code: 'payment_intent_unexpected_state',
        payment_intent: { id: created.id },
      })
    }
    expect(await stripe.paymentIntents.update(created.id, { description: 'Later' })).toMatchObject({
      description: 'Later',
    })
  })

  test('canceled, it stays so', async () => {
    const { id } = await stripe.paymentIntents.create(order)
    const canceled = await stripe.paymentIntents.cancel(id, { cancellation_reason: 'abandoned' })
    expect(canceled).toMatchObject({ status: 'canceled', cancellation_reason: 'abandoned' })
    const error = await refusal(stripe.paymentIntents.confirm(id, { payment_method: 'pm_card_visa' }))
    expect(error.code).toBe('payment_intent_unexpected_state')
  })

  test('captured later, in part', async () => {
    const intent = await stripe.paymentIntents.create({
      ...order,
      capture_method: 'manual',
      confirm: true,
      payment_method: 'pm_card_visa',
    })
    expect(intent).toMatchObject({ status: 'requires_capture', amount_capturable: 4200, amount_received: 0 })
    const captured = await stripe.paymentIntents.capture(intent.id, {
      amount_to_capture: 4000,
      expand: ['latest_charge'],
    })
    expect(captured).toMatchObject({ status: 'succeeded', amount_received: 4000, latest_charge: { captured: true } })
  })

  test('with asynchronous capture, the usual one, the booking follows a moment later', async () => {
    const { latest_charge: id } = await stripe.paymentIntents.create({
      ...order,
      confirm: true,
      payment_method: 'pm_card_visa',
    })
    await control('POST', '/webhooks/flush')
    const charge = await stripe.charges.retrieve(String(id), { expand: ['balance_transaction'] })
    // 3.25 % of 42.00 is 1.365, rounded 1.37, and 0.25: the fee for a card from outside Europe
    expect(charge.balance_transaction).toMatchObject({
      amount: 4200,
      fee: 162,
      net: 4038,
      type: 'charge',
      status: 'pending',
    })
  })

  test.each([
    [{ amount: 10, currency: 'eur' }, 'amount_too_small'],
    [{ amount: 100_000_000, currency: 'eur' }, 'amount_too_large'],
    [{ amount: 0, currency: 'eur' }, 'parameter_invalid_integer'],
    [{ amount: 100, currency: 'eur', customer: 'cus_none' }, 'resource_missing'],
    [{ amount: 100, currency: 'eur', payment_method: 'pm_none' }, 'resource_missing'],
  ])('%j is refused with %s', async (params, code) => {
    expect(await refusal(stripe.paymentIntents.create(params))).toMatchObject({ statusCode: 400, code })
  })

  test('a payment method of another type than agreed is refused', async () => {
    const error = await refusal(
      stripe.paymentIntents.create({
        amount: 4200,
        currency: 'eur',
        allowed_payment_method_types: ['sepa_debit'],
        payment_method: 'pm_card_visa',
        confirm: true,
      }),
    )
    expect(error.code).toBe('payment_intent_incompatible_payment_method')
  })

  test('the older payment_method_types is taken too', async () => {
    const params = { amount: 4200, currency: 'eur', payment_method_types: ['card'] }
    expect(await stripe.paymentIntents.create(params)).toMatchObject({ payment_method_types: ['card'] })
  })
})

describe('SEPA debits', () => {
  const debit = (iban: string) =>
    stripe.paymentMethods.create({
      type: 'sepa_debit',
      sepa_debit: { iban },
      billing_details: { name: 'Jenny Rosen', email: 'jenny@example.com' },
    })
  const mandate_data = { customer_acceptance: { type: 'offline', offline: {} } } as const

  async function begin(iban: string) {
    await control('POST', '/clock', { now: '2027-03-01T10:00:00Z' })
    const { id: customer } = await stripe.customers.create()
    const method = await debit(iban)
    const intent = await stripe.paymentIntents.create({
      ...order,
      customer,
      confirm: true,
      mandate_data,
      payment_method: method.id,
      setup_future_usage: 'off_session',
    })
    expect(intent.status).toBe('processing')
    const charge = await stripe.charges.retrieve(String(intent.latest_charge))
    expect(charge).toMatchObject({ status: 'pending', paid: false, payment_method_details: { type: 'sepa_debit' } })
    expect(charge.id).toMatch(/^py_/)
    return { intent, customer, method }
  }

  test('…3000 succeeds once its time has come by the sandbox’s clock, and can be debited again without a mandate', async () => {
    const { intent, customer, method } = await begin('DE89370400440532013000')
    await control('POST', '/clock', { now: '2027-03-01T10:00:59Z' })
    expect(await stripe.paymentIntents.retrieve(intent.id)).toMatchObject({ status: 'processing' })
    await control('POST', '/clock', { now: '2027-03-08T00:00:00Z' })
    const after = await stripe.paymentIntents.retrieve(intent.id, { expand: ['latest_charge.balance_transaction'] })
    expect(after).toMatchObject({
      status: 'succeeded',
      amount_received: 4200,
      latest_charge: { status: 'succeeded', balance_transaction: { type: 'payment', fee: 35, created: 1803895260 } },
    })
    const again = await stripe.paymentIntents.create({
      ...order,
      customer,
      payment_method: method.id,
      confirm: true,
      off_session: true,
    })
    expect(again.status).toBe('processing')
    expect(await now()).toEqual({ now: '2027-03-08T00:00:00.000Z', frozen: true })
  })

  test('…3001 fails, and the intent wants another payment method', async () => {
    const { intent } = await begin('DE62370400440532013001')
    await control('POST', '/clock', { now: '2027-03-02T00:00:00Z' })
    expect(await stripe.paymentIntents.retrieve(intent.id, { expand: ['latest_charge'] })).toMatchObject({
      status: 'requires_payment_method',
      last_payment_error: { code: 'debit_not_authorized' },
      latest_charge: { status: 'failed' },
    })
  })

  test('…3002 succeeds and is disputed', async () => {
    const { intent } = await begin('DE35370400440532013002')
    await control('POST', '/clock', { now: '2027-03-02T00:00:00Z' })
    expect(await stripe.paymentIntents.retrieve(intent.id)).toMatchObject({ status: 'succeeded' })
    const { data } = await stripe.disputes.list({ payment_intent: intent.id })
    expect(data).toMatchObject([{ status: 'needs_response', amount: 4200 }])
  })

  test('a server has to pass the mandate; a wrong IBAN is refused', async () => {
    const method = await debit('DE89370400440532013000')
    const error = await refusal(stripe.paymentIntents.create({ ...order, confirm: true, payment_method: method.id }))
    expect(error).toMatchObject({ code: 'parameter_missing', param: 'mandate_data' })
    expect(await refusal(debit('DE00370400440532013000'))).toMatchObject({ code: 'invalid_bank_account_iban' })
  })
})
