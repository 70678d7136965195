import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { Stripe } from 'stripe'
import { afterAll } from 'vitest'
import { startSandbox } from './testing'

/** A sandbox on the test file's own database, with the real SDK pointed at it. It ends with the file. */
export async function sandboxUnderTest(options: { key?: string } = {}) {
  const databaseUrl = process.env.DATABASE_URL
  if (databaseUrl === undefined) throw new Error('DATABASE_URL is not set: run database tests by `npm run test:db`.')
  const server = await startSandbox({ databaseUrl })
  afterAll(() => server.close())
  return { ...server, databaseUrl, stripe: sdk(server.url, options), control: controlOf(server.url) }
}

/** The SDK as the app configures it; without retries, so that each request is one. */
export function sdk(url: string, options: { key?: string; maxNetworkRetries?: number; timeout?: number } = {}): Stripe {
  const { hostname, port } = new URL(url)
  const { key = 'sk_test_sandbox', maxNetworkRetries = 0, timeout = 10_000 } = options
  return new Stripe(key, {
    host: hostname,
    port: Number(port),
    protocol: 'http',
    telemetry: false,
    maxNetworkRetries,
    timeout,
  })
}

/** Calls the sandbox's own routes. */
function controlOf(url: string) {
  return async (method: 'GET' | 'POST' | 'DELETE', path: string, body?: object): Promise<unknown> => {
    const response = await fetch(`${url}/sandbox${path}`, {
      method,
      ...(body ? { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } } : {}),
    })
    if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${await response.text()}`)
    return response.json()
  }
}

/** A receiver of webhooks that checks every signature with the SDK and keeps the events. */
export async function webhookReceiver(secret: string) {
  const events: Stripe.Event[] = []
  const problems: unknown[] = []
  const receiver = { events, problems, answer: () => 200 }
  const verifier = new Stripe('sk_test_verifier')
  const server = createServer((request, response) => {
    const chunks: Buffer[] = []
    request.on('data', (chunk: Buffer) => chunks.push(chunk))
    request.on('end', () => {
      const status = receiver.answer()
      try {
        const signature = request.headers['stripe-signature'] ?? ''
        const event = verifier.webhooks.constructEvent(Buffer.concat(chunks), signature, secret)
        if (status === 200) events.push(event)
      } catch (error) {
        problems.push(error)
      }
      response.writeHead(status).end()
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  afterAll(() => void server.close())
  const { port } = server.address() as AddressInfo
  return Object.assign(receiver, {
    url: `http://127.0.0.1:${port}/webhooks`,
    types: () => events.map((event) => event.type),
  })
}

/** The error that a promise was rejected with, as the SDK's. */
export async function refusal(promise: Promise<unknown>): Promise<InstanceType<typeof Stripe.errors.StripeError>> {
  try {
    await promise
  } catch (error) {
    if (error instanceof Stripe.errors.StripeError) return error
    throw error
  }
  throw new Error('This should have been refused.')
}

/** Confirming on a server wants to know that nothing redirects. */
export const withoutRedirects = { automatic_payment_methods: { enabled: true, allow_redirects: 'never' } } as const
