// The intake process: the hot endpoints on bare Node, the very functions that the app's route handlers export.
import { serve } from '@hono/node-server'
import { Hono } from 'hono'
import '@/lib/runtime/compose'
import { checkEntitlements, getEntitlements } from '@/lib/api/endpoints/entitlements'
import { reportUsage } from '@/lib/api/endpoints/usage-events'
import { API_PATH, serveEndpoint } from '@/lib/api/serve-endpoint'
import { env } from '@/lib/platform/env'
import { log } from '@/lib/platform/log'
import { receiveWebhook } from '@/lib/webhooks/receive-webhook'

const intake = new Hono()
intake.get('/health', (context) => context.json({ ok: true }))
intake.post('/api/webhooks/stripe', (context) => receiveWebhook('STRIPE', context.req.raw))
const report = serveEndpoint(reportUsage)
intake.post(`${API_PATH}${reportUsage.path}`, (context) => report(context.req.raw))
const check = serveEndpoint(checkEntitlements)
intake.post(`${API_PATH}${checkEntitlements.path}`, (context) => check(context.req.raw))
const entitlements = serveEndpoint(getEntitlements)
intake.get(`${API_PATH}${getEntitlements.path}`, (context) => entitlements(context.req.raw))
intake.notFound((context) => context.json({ title: 'Not found', status: 404, code: 'not_found' }, 404))

const server = serve({ fetch: intake.fetch, port: env.INTAKE_PORT, hostname: env.INTAKE_HOST }, ({ port }) => {
  log.info({ port }, 'intake started')
})
server.on('error', (error: NodeJS.ErrnoException) => {
  console.error(error.code === 'EADDRINUSE' ? `Port ${env.INTAKE_PORT} (intake) is in use.` : error.message)
  process.exit(1)
})
for (const signal of ['SIGTERM', 'SIGINT'] as const) {
  process.once(signal, () => server.close(() => process.exit(0)))
}
