import { Hono } from 'hono'
import { z } from 'zod'
import { closeDispute, openDispute } from '../stripe/payments/disputes'
import { ApiError } from '../stripe/errors'
import { ownContext } from '../stripe/context'
import { createEndpoint } from '../stripe/resources/webhook-endpoints'
import { findDispute } from '../stripe/resources/disputes'
import { serializeDispute } from '../stripe/serializers/dispute'
import { serializeWebhookEndpoint } from '../stripe/serializers/webhook-endpoint'
import { WEBHOOK_MODES } from '../stripe/webhooks'
import type { Sandbox } from '../sandbox'
import { faultSchema } from './faults'

/** How long moving the clock waits for the webhooks it caused, in milliseconds. */
const DELIVERY_LIMIT = 15_000

const clockSchema = z.strictObject({
  now: z.iso.datetime({ offset: true }).nullable(),
  /** Whether time stands still at that instant, or flows on from it. */
  frozen: z.boolean().default(true),
})
const webhooksSchema = z.strictObject({ mode: z.enum(WEBHOOK_MODES) })
const disputeSchema = z.strictObject({ charge: z.string(), reason: z.string().default('fraudulent') })
const closeSchema = z.strictObject({ outcome: z.enum(['won', 'lost']) })
const endpointSchema = z.strictObject({
  url: z.url(),
  secret: z.string().startsWith('whsec_').optional(),
  enabled_events: z.array(z.string()).min(1).default(['*']),
})
const resetSchema = z.strictObject({ endpoints: z.boolean().default(false) })

/** The sandbox's own routes: what a real processor does by itself, or never shows. */
export function controlRoutes(sandbox: Sandbox) {
  const { clock, faults, store, timers, webhooks } = sandbox
  const app = new Hono()

  // a page somewhere on the web must not be able to empty a developer's sandbox
  app.use('/sandbox/*', async (http, next) => {
    const origin = http.req.header('origin')
    if (http.req.method === 'GET' || origin === undefined || isLocal(origin)) return next()
    return http.json({ error: { message: `Control routes are not for ${origin}.` } }, 403)
  })

  app.onError((error, http) => {
    if (error instanceof z.ZodError) return http.json({ error: { message: z.prettifyError(error) } }, 400)
    if (error instanceof SyntaxError) return http.json({ error: { message: 'The body is not JSON.' } }, 400)
    if (error instanceof ApiError) return http.json({ error: error.body }, 400)
    console.error('sandbox: a control route failed unexpectedly:', error)
    return http.json({ error: { message: 'The sandbox failed.' } }, 500)
  })

  app.get('/sandbox/health', (http) => http.json({ ok: true, objects: store.count() }))

  // a customer's server: takes every webhook it is sent
  app.post('/sandbox/catcher', (http) => http.text('caught'))

  const clockState = () => ({ now: clock.virtual?.toISOString() ?? null, frozen: clock.isFrozen })
  app.get('/sandbox/clock', (http) => http.json(clockState()))
  app.post('/sandbox/clock', async (http) => {
    const { now, frozen } = clockSchema.parse(await http.req.json())
    clock.set(now === null ? null : new Date(now), frozen ? 'frozen' : 'flowing')
    timers.settle()
    await store.durable()
    await webhooks.settle(DELIVERY_LIMIT)
    return http.json(clockState())
  })

  app.get('/sandbox/faults', (http) => http.json({ faults: faults.list() }))
  app.post('/sandbox/faults', async (http) => {
    faults.add(faultSchema.parse(await http.req.json()))
    return http.json({ faults: faults.list() })
  })
  app.delete('/sandbox/faults', (http) => {
    faults.clear()
    return http.json({ faults: [] })
  })

  app.get('/sandbox/webhooks', (http) => http.json({ mode: webhooks.mode, waiting: store.size('delivery') }))
  app.post('/sandbox/webhooks', async (http) => {
    webhooks.mode = webhooksSchema.parse(await http.req.json()).mode
    await store.durable()
    return http.json({ mode: webhooks.mode, waiting: store.size('delivery') })
  })
  app.post('/sandbox/webhooks/flush', async (http) => {
    timers.settle()
    await webhooks.flush()
    await store.durable()
    return http.json({ mode: webhooks.mode, waiting: store.size('delivery') })
  })

  app.post('/sandbox/webhook-endpoint', async (http) => {
    const { url, secret, enabled_events } = endpointSchema.parse(await http.req.json())
    const wanted = { url, enabled_events, secret: secret ?? sandbox.webhookSecret }
    const present = store.all('webhook_endpoint').find((endpoint) => endpoint.url === url)
    const endpoint = present
      ? store.put('webhook_endpoint', { ...present, ...wanted, status: 'enabled' })
      : createEndpoint(ownContext(store, clock), wanted)
    await store.durable()
    return http.json(serializeWebhookEndpoint(endpoint, 'secret'))
  })

  app.post('/sandbox/disputes', async (http) => {
    const { charge: id, reason } = disputeSchema.parse(await http.req.json())
    const context = ownContext(store, clock)
    const charge = store.get('charge', id)
    if (!charge) return http.json({ error: { message: `No such charge: '${id}'` } }, 404)
    const dispute = store.atomic(() => openDispute(context, charge, reason))
    await store.durable()
    webhooks.kick()
    return http.json(serializeDispute(store, context.now, dispute))
  })
  app.post('/sandbox/disputes/:id/close', async (http) => {
    const { outcome } = closeSchema.parse(await http.req.json())
    const context = ownContext(store, clock)
    const dispute = store.atomic(() => closeDispute(context, findDispute(context, http.req.param('id')), outcome))
    await store.durable()
    webhooks.kick()
    return http.json(serializeDispute(store, context.now, dispute))
  })

  app.post('/sandbox/reset', async (http) => {
    const text = await http.req.text()
    const { endpoints } = resetSchema.parse(text === '' ? {} : JSON.parse(text))
    faults.clear()
    await store.reset(endpoints ? [] : ['webhook_endpoint'])
    return http.json({ ok: true })
  })

  return app
}

function isLocal(origin: string): boolean {
  return URL.canParse(origin) && ['localhost', '127.0.0.1', '[::1]'].includes(new URL(origin).hostname)
}
