import Stripe from 'stripe'
import { env } from '@/lib/platform/env'

/** The API version this code is written for: the SDK's own. */
const sandbox = env.SANDBOX_URL ? new URL(env.SANDBOX_URL) : null

/**
 * Stripe's SDK. In the sandbox it talks to the stand-in's host over plain HTTP; the code is otherwise the same.
 * The SDK retries 409, 5xx and lost connections with the same idempotency key.
 */
export const stripe = new Stripe(env.STRIPE_SECRET_KEY, {
  maxNetworkRetries: 2,
  timeout: sandbox ? 5_000 : 30_000,
  telemetry: false,
  appInfo: { name: 'Concierge Billing' },
  ...(sandbox ? { host: sandbox.hostname, port: Number(sandbox.port), protocol: 'http' as const } : {}),
})
