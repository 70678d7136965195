import { execFile } from 'node:child_process'
import { mkdtemp } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { expect, test } from 'vitest'
import { sandboxUnderTest } from '../testing-client'

const { stripe, url } = await sandboxUnderTest()
const home = await mkdtemp(join(tmpdir(), 'stripe-cli-'))

/** Lets Stripe's own command line cause an event. It knows nothing of this sandbox but its address. */
function trigger(event: string) {
  const cli = join(import.meta.dirname, '..', '..', 'node_modules', '.bin', 'stripe')
  const args = ['trigger', event, '--api-base', url, '--api-key', 'sk_test_1234567890']
  const environment = { ...process.env, HOME: home, XDG_CONFIG_HOME: home, STRIPE_CLI_TELEMETRY_OPTOUT: '1' }
  return promisify(execFile)(cli, args, { env: environment, timeout: 20_000 })
}

test.each([
  'charge.captured',
  'charge.dispute.closed',
  'charge.dispute.created',
  'charge.dispute.updated',
  'charge.failed',
  'charge.refund.updated',
  'charge.refunded',
  'charge.succeeded',
  'customer.created',
  'customer.deleted',
  'customer.updated',
  'payment_intent.amount_capturable_updated',
  'payment_intent.canceled',
  'payment_intent.created',
  'payment_intent.payment_failed',
  'payment_intent.processing',
  'payment_intent.requires_action',
  'payment_intent.succeeded',
  'payment_method.attached',
  'payment_method.detached',
  'payment_method.updated',
  'price.created',
  'price.updated',
  'product.created',
  'product.deleted',
  'product.updated',
  'setup_intent.canceled',
  'setup_intent.created',
  'setup_intent.requires_action',
  'setup_intent.setup_failed',
  'setup_intent.succeeded',
])('stripe trigger %s', async (event) => {
  const before = (await stripe.events.list({ limit: 1 })).data[0]?.id
  const { stdout } = await trigger(event)
  expect(stdout).toContain('Trigger succeeded')
  const { data } = await stripe.events.list({ limit: 100, ...(before === undefined ? {} : { ending_before: before }) })
  expect(data.map(({ type }) => type)).toContain(event)
})
