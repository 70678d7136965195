import 'server-only'
import { env } from '@/lib/platform/env'

/** What the browser needs for Stripe's fields. In the sandbox its script stands in for Stripe's own. */
export function stripeSetup(): { publishableKey: string; scriptUrl: string | null } {
  return {
    publishableKey: env.STRIPE_PUBLISHABLE_KEY,
    scriptUrl: env.SANDBOX_URL ? new URL('/endive/stripe.js', env.SANDBOX_URL).toString() : null,
  }
}
