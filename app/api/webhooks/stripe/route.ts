import '@/lib/runtime/compose'
import { receiveWebhook } from '@/lib/webhooks/receive-webhook'

export const dynamic = 'force-dynamic'

/** Public: proven by Stripe's signature. */
export const POST = (request: Request): Promise<Response> => receiveWebhook('STRIPE', request)
