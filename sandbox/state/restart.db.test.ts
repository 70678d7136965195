import { expect, test } from 'vitest'
import { sdk, webhookReceiver, withoutRedirects } from '../testing-client'
import { startSandbox } from '../testing'
import { Store } from './store'

const databaseUrl = process.env.DATABASE_URL ?? ''

test('everything survives a restart: objects, keys, the clock, waiting webhooks and what is due later', async () => {
  const receiver = await webhookReceiver('whsec_sandbox')
  const first = await startSandbox({ databaseUrl })
  const post = (url: string, path: string, body: object) =>
    fetch(`${url}/sandbox${path}`, { method: 'POST', body: JSON.stringify(body) })
  await post(first.url, '/webhook-endpoint', { url: receiver.url })
  await post(first.url, '/webhooks', { mode: 'paused' })
  await post(first.url, '/clock', { now: '2027-01-01T00:00:00Z' })
  const before = sdk(first.url)
  const key = { idempotencyKey: 'before-restart' }
  const customer = await before.customers.create({ name: 'Kept' }, key)
  const intent = await before.paymentIntents.create({
    amount: 4200,
    currency: 'eur',
    confirm: true,
    payment_method: 'pm_card_pendingRefund',
    ...withoutRedirects,
  })
  const refund = await before.refunds.create({ payment_intent: intent.id })
  await first.close()

  const second = await startSandbox({ databaseUrl })
  const after = sdk(second.url)
  expect(await after.customers.retrieve(customer.id)).toMatchObject({ name: 'Kept', created: 1798761600 })
  const replayed = await after.customers.create({ name: 'Kept' }, key)
  expect(replayed.id).toBe(customer.id)
  expect(replayed.lastResponse.headers['idempotent-replayed']).toBe('true')
  expect(receiver.events).toEqual([])
  await post(second.url, '/webhooks', { mode: 'normal' })
  await post(second.url, '/clock', { now: '2027-01-02T00:00:00Z' })
  expect(receiver.types()).toEqual(expect.arrayContaining(['customer.created', 'charge.refunded', 'refund.updated']))
  expect(await after.refunds.retrieve(refund.id)).toMatchObject({ status: 'succeeded' })

  await post(second.url, '/reset', {})
  const health = (await (await fetch(`${second.url}/sandbox/health`)).json()) as { objects: number }
  expect(health).toEqual({ ok: true, objects: 1 }) // the webhook endpoint stays registered
  await second.close()
})

test('what a failed piece of work changed is taken back, in memory and on disk', async () => {
  const store = await Store.open(databaseUrl)
  const work = () =>
    store.atomic(() => {
      store.put('setting', { id: 'webhooks', value: 'paused' })
      store.delete('setting', 'clock')
      throw new Error('no')
    })
  store.put('setting', { id: 'clock', value: '2027-01-01T00:00:00Z' })
  expect(work).toThrow('no')
  expect(store.get('setting', 'webhooks')).toBeUndefined()
  await store.close()
  const again = await Store.open(databaseUrl)
  expect(again.get('setting', 'clock')?.value).toBe('2027-01-01T00:00:00Z')
  expect(again.get('setting', 'webhooks')).toBeUndefined()
  await again.close()
})

test('an answer is only given once its work is on disk', async () => {
  const sandbox = await startSandbox({ databaseUrl })
  const { id } = await sdk(sandbox.url).customers.create({ name: 'Durable' })
  const other = await Store.open(databaseUrl) // as a new process would see it after a crash right now
  expect(other.get('customer', id)).toMatchObject({ name: 'Durable' })
  await other.close()
  await sandbox.close()
})
