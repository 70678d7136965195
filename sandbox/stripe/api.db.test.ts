import { expect, test } from 'vitest'
import { Stripe } from 'stripe'
import { refusal, sandboxUnderTest, sdk, withoutRedirects } from '../testing-client'

const { stripe, url, control } = await sandboxUnderTest()

/** A request that the SDK would not make. */
function raw(path: string, init: RequestInit & { key?: string } = {}) {
  const { key = 'sk_test_sandbox', headers, ...rest } = init
  return fetch(`${url}${path}`, {
    ...rest,
    headers: {
      ...(key === '' ? {} : { authorization: `Bearer ${key}` }),
      'content-type': 'application/x-www-form-urlencoded',
      ...headers,
    },
  })
}

test('a request without a key, or with a bad one, is a 401', async () => {
  expect((await raw('/v1/customers', { key: '' })).status).toBe(401)
  for (const key of ['sk_test_invalid', 'sk_live_1234567890', 'nonsense']) {
    const error = await refusal(sdk(url, { key }).customers.list())
    expect(error).toBeInstanceOf(Stripe.errors.StripeAuthenticationError)
  }
})

test('a key in basic authentication is good too, as curl -u sends it', async () => {
  const authorization = `Basic ${Buffer.from('sk_test_sandbox:').toString('base64')}`
  expect((await raw('/v1/customers', { headers: { authorization } })).status).toBe(200)
})

test('a publishable key sees an intent only with its client secret, and never all of it', async () => {
  const intent = await stripe.paymentIntents.create({ amount: 4200, currency: 'eur', metadata: { secret: 'x' } })
  const browser = sdk(url, { key: 'pk_test_sandbox' })
  expect(await refusal(browser.customers.list())).toMatchObject({ statusCode: 401, code: 'secret_key_required' })
  expect(await refusal(browser.paymentIntents.retrieve(intent.id))).toMatchObject({ code: 'parameter_missing' })
  const wrong = { client_secret: `${intent.id}_secret_wrong` }
  expect(await refusal(browser.paymentIntents.retrieve(intent.id, wrong))).toMatchObject({ statusCode: 404 })
  const seen = await browser.paymentIntents.retrieve(intent.id, { client_secret: intent.client_secret ?? '' })
  expect(seen).toMatchObject({ id: intent.id, amount: 4200, status: 'requires_payment_method' })
  expect(seen).not.toHaveProperty('metadata')
  expect(seen).not.toHaveProperty('customer')
})

test('an unknown route is a 404 with an error in it, so that the SDK does not take it for success', async () => {
  const error = await refusal(stripe.subscriptions.list())
  expect(error).toMatchObject({ statusCode: 404, type: 'StripeInvalidRequestError' })
  expect(error.message).toContain('Unrecognized request URL (GET: /v1/subscriptions)')
  expect((await raw('/v1/payment_intents/x/nothing', { method: 'POST' })).status).toBe(404)
})

test('errors carry a request id, a page of the documentation and a log address', async () => {
  const response = await raw('/v1/payment_intents', { method: 'POST', body: 'amount=10' })
  const { error } = (await response.json()) as { error: Record<string, string> }
  expect(response.headers.get('request-id')).toMatch(/^req_\w{14}$/)
  expect(error).toEqual({
    type: 'invalid_request_error',
    code: 'parameter_missing',
    message: 'Missing required param: currency.',
    param: 'currency',
    doc_url: 'https://stripe.com/docs/error-codes/parameter-missing',
    request_log_url: `https://dashboard.stripe.com/test/logs/${response.headers.get('request-id')}`,
  })
})

test('JSON is refused: Stripe takes forms', async () => {
  const response = await raw('/v1/customers', {
    method: 'POST',
    body: '{}',
    headers: { 'content-type': 'application/json' },
  })
  expect(response.status).toBe(400)
})

test('the same key with the same parameters gives the same answer, once done', async () => {
  const options = { idempotencyKey: 'same' }
  const first = await stripe.customers.create({ name: 'Once' }, options)
  const second = await stripe.customers.create({ name: 'Once' }, options)
  expect(second.id).toBe(first.id)
  expect(second.lastResponse.headers['idempotent-replayed']).toBe('true')
  expect(second.lastResponse.headers['original-request']).toBe(first.lastResponse.requestId)
})

test('the same key with other parameters is a 400 idempotency_error', async () => {
  await stripe.customers.create({ name: 'One' }, { idempotencyKey: 'other' })
  const error = await refusal(stripe.customers.create({ name: 'Two' }, { idempotencyKey: 'other' }))
  expect(error).toBeInstanceOf(Stripe.errors.StripeIdempotencyError)
  expect(error.statusCode).toBe(400)
})

test('a key in use is a 409, and afterwards the first result', async () => {
  const results = await Promise.all(
    Array.from({ length: 8 }, () =>
      raw('/v1/customers', { method: 'POST', body: 'name=Race', headers: { 'idempotency-key': 'race' } }).then(
        async (response) => ({
          status: response.status,
          body: (await response.json()) as { id?: string; error?: { code: string } },
        }),
      ),
    ),
  )
  const good = results.filter(({ status }) => status === 200)
  const busy = results.filter(({ status }) => status === 409)
  expect(good.length + busy.length).toBe(8)
  expect(new Set(good.map(({ body }) => body.id)).size).toBe(1)
  expect(busy.every(({ body }) => body.error?.code === 'idempotency_key_in_use')).toBe(true)
  const { data } = await stripe.customers.list({ limit: 100 })
  expect(data.filter(({ name }) => name === 'Race')).toHaveLength(1)
})

test('a refused card is remembered under the key; a refused parameter is not', async () => {
  const declined = {
    amount: 4200,
    currency: 'eur',
    confirm: true,
    payment_method: 'pm_card_chargeDeclined',
    ...withoutRedirects,
  }
  const first = await refusal(stripe.paymentIntents.create(declined, { idempotencyKey: 'declined' }))
  const second = await refusal(stripe.paymentIntents.create(declined, { idempotencyKey: 'declined' }))
  expect(second.payment_intent?.id).toBe(first.payment_intent?.id)

  const key = { idempotencyKey: 'corrected' }
  await refusal(stripe.paymentIntents.create({ amount: 4200, currency: 'nonsense' }, key))
  expect(await stripe.paymentIntents.create({ amount: 4200, currency: 'eur' }, key)).toMatchObject({ amount: 4200 })
})

test('a 500 is remembered under the key: only another key helps', async () => {
  await control('POST', '/faults', { match: { method: 'POST', path: '/v1/customers' }, kind: '500' })
  const key = { idempotencyKey: 'broken' }
  expect(await refusal(stripe.customers.create({ name: 'X' }, key))).toMatchObject({ statusCode: 500 })
  const again = await refusal(stripe.customers.create({ name: 'X' }, key))
  expect(again).toMatchObject({ statusCode: 500, headers: { 'idempotent-replayed': 'true' } })
})

test('ids expand to objects, nested and within lists; what cannot be expanded is refused', async () => {
  const customer = await stripe.customers.create({ name: 'Expanded' })
  const intent = await stripe.paymentIntents.create({
    amount: 4200,
    currency: 'eur',
    customer: customer.id,
    capture_method: 'automatic',
    confirm: true,
    payment_method: 'pm_card_visa',
    expand: ['customer', 'latest_charge.balance_transaction', 'latest_charge.refunds', 'payment_method'],
    ...withoutRedirects,
  })
  expect(intent).toMatchObject({
    customer: { name: 'Expanded' },
    payment_method: { card: { last4: '4242' } },
    latest_charge: {
      object: 'charge',
      balance_transaction: { amount: 4200, fee: 162, net: 4038 },
      refunds: { data: [] },
    },
  })
  const list = await stripe.paymentIntents.list({ customer: customer.id, expand: ['data.customer'] })
  expect(list.data[0]?.customer).toMatchObject({ name: 'Expanded' })
  const error = await refusal(stripe.paymentIntents.retrieve(intent.id, { expand: ['amount'] }))
  expect(error.message).toBe('This property cannot be expanded (amount).')
})

test('lists run from the newest, page by page in both directions', async () => {
  const ids: string[] = []
  for (const name of ['1', '2', '3', '4', '5']) {
    ids.unshift((await stripe.customers.create({ name, email: 'pages@example.com' })).id)
  }
  const filter = { email: 'pages@example.com', limit: 2 }
  const first = await stripe.customers.list(filter)
  expect(first).toMatchObject({ object: 'list', has_more: true, url: '/v1/customers' })
  expect(first.data.map(({ id }) => id)).toEqual(ids.slice(0, 2))
  const last = await stripe.customers.list({ ...filter, starting_after: ids[2] })
  expect(last.data.map(({ id }) => id)).toEqual(ids.slice(3))
  expect(last.has_more).toBe(false)
  const before = await stripe.customers.list({ ...filter, ending_before: ids[3] })
  expect(before.data.map(({ id }) => id)).toEqual(ids.slice(1, 3))
  const all = await stripe.customers.list(filter).autoPagingToArray({ limit: 100 })
  expect(all.map(({ id }) => id)).toEqual(ids)
  expect(await refusal(stripe.customers.list({ limit: 101 }))).toMatchObject({ param: 'limit' })
  expect(await refusal(stripe.customers.list({ starting_after: 'cus_none' }))).toMatchObject({
    code: 'resource_missing',
  })
})

test('a browser on another origin may ask, and sees the request id', async () => {
  const headers = { origin: 'http://localhost:3000' }
  const preflight = await fetch(`${url}/v1/payment_methods`, { method: 'OPTIONS', headers })
  expect(preflight.status).toBe(204)
  expect(preflight.headers.get('access-control-allow-origin')).toBe('*')
  const answer = await raw('/v1/customers', { headers })
  expect(answer.headers.get('access-control-allow-origin')).toBe('*')
  expect(answer.headers.get('access-control-expose-headers')).toContain('Request-Id')
})
