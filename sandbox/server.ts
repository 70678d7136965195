import type { AddressInfo } from 'node:net'
import { createAdaptorServer } from '@hono/node-server'
import { Hono } from 'hono'
import { browserRoutes } from './browser/routes'
import { threeDSecureRoutes } from './browser/three-d-secure'
import { controlRoutes } from './control/routes'
import { mailboxRoutes } from './mailbox/routes'
import { smtpServer } from './mailbox/smtp'
import { closeSandbox, openSandbox } from './sandbox'
import { stripeApi } from './stripe/api'
import { viesRoutes } from './vies/routes'

export interface ServerOptions {
  readonly databaseUrl: string
  readonly host: string
  /** 0 picks a free one. */
  readonly port: number
  readonly smtpPort: number
  readonly webhookSecret: string
}

export interface RunningServer {
  readonly url: string
  readonly smtpPort: number
  readonly close: () => Promise<void>
}

/** Starts a sandbox: Stripe's API, its browser script and the mailbox on one port, SMTP on another. */
export async function startServer(options: ServerOptions): Promise<RunningServer> {
  const sandbox = await openSandbox(options)
  const app = new Hono()
  app.route('/', stripeApi({ ...sandbox, onChange: () => sandbox.webhooks.kick() }))
  app.route('/', controlRoutes(sandbox))
  app.route('/', mailboxRoutes(sandbox.store))
  app.route('/', browserRoutes())
  app.route('/', threeDSecureRoutes(sandbox))
  app.route('/', viesRoutes(sandbox))
  app.notFound((http) =>
    http.json({ error: { type: 'invalid_request_error', message: `The sandbox has no ${http.req.path}.` } }, 404),
  )
  const http = createAdaptorServer({ fetch: app.fetch })
  const smtp = smtpServer(sandbox.store, sandbox.clock)
  const close = async () => {
    if ('closeAllConnections' in http) http.closeAllConnections()
    await Promise.all([closed(http), closed(smtp)])
    await closeSandbox(sandbox)
  }
  try {
    const { port } = await listening(http, options.port, options.host)
    const { port: smtpPort } = await listening(smtp, options.smtpPort, options.host)
    const host = options.host === '0.0.0.0' || options.host === '::' ? '127.0.0.1' : options.host
    return { url: `http://${host}:${port}`, smtpPort, close }
  } catch (error) {
    await close()
    throw error
  }
}

interface Listener {
  listen(port: number, host: string, callback: () => void): unknown
  close(callback: () => void): unknown
  once(event: 'error', handler: (error: Error) => void): unknown
}

function listening(server: ReturnType<typeof createAdaptorServer>, port: number, host: string): Promise<AddressInfo>
function listening(server: ReturnType<typeof smtpServer>, port: number, host: string): Promise<AddressInfo>
function listening(
  server: Listener &
    ({ address(): AddressInfo | string | null } | { server: { address(): AddressInfo | string | null } }),
  port: number,
  host: string,
): Promise<AddressInfo> {
  return new Promise((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, host, () => {
      const address = 'address' in server ? server.address() : server.server.address()
      if (address !== null && typeof address === 'object') resolve(address)
      else reject(new Error('the server has no port'))
    })
  })
}

function closed(server: { close(callback: () => void): unknown }): Promise<void> {
  return new Promise((resolve) => server.close(() => resolve()))
}
