import { beforeEach, describe, expect, test } from 'vitest'
import { Stripe } from 'stripe'
import { refusal, sandboxUnderTest, sdk } from '../testing-client'

const { stripe, control, url } = await sandboxUnderTest()

/** The app's client: it retries with the same key. */
const patient = sdk(url, { maxNetworkRetries: 2, timeout: 400 })

const match = { method: 'POST', path: '/v1/customers' }
const count = async (email: string) => (await stripe.customers.list({ email })).data.length

beforeEach(() => control('DELETE', '/faults'))

describe('what the SDK makes of it', () => {
  test('429 is not retried', async () => {
    await control('POST', '/faults', { match, kind: '429' })
    expect(await refusal(patient.customers.create())).toBeInstanceOf(Stripe.errors.StripeRateLimitError)
  })

  test('409 is retried, and then succeeds', async () => {
    await control('POST', '/faults', { match, kind: '409', times: 2 })
    expect(await patient.customers.create({ email: 'busy@example.com' })).toMatchObject({ object: 'customer' })
    expect(await count('busy@example.com')).toBe(1)
  })

  test('500 before the work is stored: the retries get it again, and nothing was done', async () => {
    await control('POST', '/faults', { match, kind: '500' })
    const error = await refusal(patient.customers.create({ email: 'never@example.com' }))
    expect(error).toMatchObject({ type: 'StripeAPIError', statusCode: 500 })
    expect(await count('never@example.com')).toBe(0)
  })

  test.each(['500', 'timeout', 'reset'])('%s after the work: the retry gets the result of the first', async (kind) => {
    await control('POST', '/faults', { match, kind, when: 'after' })
    const customer = await patient.customers.create({ email: `${kind}@example.com` })
    expect(customer.lastResponse.headers['idempotent-replayed']).toBe('true')
    expect(await count(`${kind}@example.com`)).toBe(1)
  })

  test.each(['timeout', 'reset'])('%s before the work: the retry does it', async (kind) => {
    await control('POST', '/faults', { match, kind })
    const customer = await patient.customers.create({ email: `early-${kind}@example.com` })
    expect(customer.lastResponse.headers).not.toHaveProperty('idempotent-replayed')
    expect(await count(`early-${kind}@example.com`)).toBe(1)
  })

  test('a time-out that never ends leaves the outcome unknown, and the payment made', async () => {
    await control('POST', '/faults', { match, kind: 'timeout', when: 'after', times: 3 })
    const error = await refusal(patient.customers.create({ email: 'unknown@example.com' }))
    expect(error).toBeInstanceOf(Stripe.errors.StripeConnectionError)
    expect(await count('unknown@example.com')).toBe(1)
  })
})

describe('the queue', () => {
  test('tells what waits, and is emptied', async () => {
    await control('POST', '/faults', { match, kind: '500', times: 3 })
    const waiting = { faults: [{ match, kind: '500', when: 'before', times: 3 }] }
    expect(await control('GET', '/faults')).toEqual(waiting)
    expect(await control('DELETE', '/faults')).toEqual({ faults: [] })
  })

  test('a fault that makes no sense is refused', async () => {
    await expect(control('POST', '/faults', { kind: '418' })).rejects.toThrow('400')
  })
})
