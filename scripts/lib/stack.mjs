import { existsSync } from 'node:fs'
import { connect } from 'node:net'
import { join } from 'node:path'
import { Complaint } from './complaint.mjs'
import { inRoot } from './paths.mjs'
import { isFree } from './ports.mjs'
import { answersAt, startProcess } from './process.mjs'
import { sandboxEnvironment } from './sandbox-environment.mjs'

/**
 * @typedef {'sandbox' | 'app' | 'worker' | 'intake'} Part
 * @typedef {{ app: number, intake: number, sandbox: number, smtp: number }} Ports
 */

/** Where each part listens, with the variable that moves it. */
export const defaultPorts = { app: 3000, intake: 4020, sandbox: 4010, smtp: 4025 }
const variables = { app: 'PORT', intake: 'INTAKE_PORT', sandbox: 'SANDBOX_PORT', smtp: 'SMTP_PORT' }

/** The ports that the environment asks for, or the usual ones. */
export function portsFromEnvironment() {
  const port = (/** @type {keyof Ports} */ part) => Number(process.env[variables[part]] ?? defaultPorts[part])
  return { app: port('app'), intake: port('intake'), sandbox: port('sandbox'), smtp: port('smtp') }
}

/** Ends with a sentence that names the first port that something else listens on. */
export async function assertFree(/** @type {Ports} */ ports) {
  for (const part of /** @type {(keyof Ports)[]} */ (Object.keys(ports))) {
    if (await isFree(ports[part])) continue
    const next = ports[part] + 100
    throw new Complaint(
      `Port ${ports[part]} (${part}) is in use: stop what listens there, or choose another port with ${variables[part]}=${next}.`,
    )
  }
}

/**
 * The running system: parts of it are started one by one, share one environment, and are stopped together in the
 * opposite order.
 *
 * @param {{ databaseUrl: string, ports: Ports, logs: string, environment?: Record<string, string> }} options
 */
export function createStack({ databaseUrl, ports, logs, environment = {} }) {
  /** @type {import('./process.mjs').Started[]} */
  const running = []
  const env = {
    ...sandboxEnvironment({
      databaseUrl,
      appPort: ports.app,
      sandboxPort: ports.sandbox,
      smtpPort: ports.smtp,
      intakePort: ports.intake,
    }),
    NODE_ENV: 'production',
    HOSTNAME: '127.0.0.1',
    ...environment,
  }
  const appUrl = env.APP_URL
  const sandboxUrl = env.SANDBOX_URL

  /** @type {Record<Part, { file: string, ready: () => Promise<boolean> }>} */
  const parts = {
    sandbox: { file: inRoot('dist', 'sandbox.mjs'), ready: () => answersAt(`${sandboxUrl}/sandbox/health`) },
    app: {
      file: inRoot('.next', 'standalone', 'server.js'),
      ready: () => answersAt(`http://127.0.0.1:${ports.app}/api/health`),
    },
    intake: { file: inRoot('dist', 'intake.mjs'), ready: () => listens(ports.intake) },
    // It has no port. Its heartbeat shows in the app's health, which `healthy` waits for.
    worker: { file: inRoot('dist', 'worker.mjs'), ready: () => Promise.resolve(true) },
  }

  return {
    env,
    appUrl,
    sandboxUrl,
    intakeUrl: `http://127.0.0.1:${ports.intake}`,

    /** Starts a part and waits until it answers. */
    async start(/** @type {Part} */ name) {
      const { file, ready } = parts[name]
      if (!existsSync(file)) throw new Complaint(`The ${name} is not built: run npm run build.`)
      // As compose.yaml starts it.
      const own = name === 'intake' ? ['--max-semi-space-size=32', '--single-threaded-gc'] : []
      const args = ['--enable-source-maps', ...own, file]
      const logFile = join(logs, `${name}.log`)
      running.push(await startProcess({ name, args, env, logFile, ready }))
    },

    /** Waits until the app says that everything it needs is well. */
    async healthy(withinMs = 60_000) {
      const deadline = performance.now() + withinMs
      for (;;) {
        const health = await fetch(`http://127.0.0.1:${ports.app}/api/health`).catch(() => undefined)
        if (health?.ok) return
        const fallen = running.find((part) => part.ended())
        if (fallen) throw new Complaint(`The ${fallen.name} has stopped: see its log in ${logs}.`)
        if (performance.now() > deadline) {
          throw new Complaint(`The system did not become healthy: ${health ? await health.text() : 'no answer'}`)
        }
        await new Promise((done) => setTimeout(done, 200))
      }
    },

    /**
     * Tells the sandbox where to deliver its webhooks, and keeps the secret that it signs them with for the parts that
     * start after this.
     */
    async registerWebhooks(/** @type {string} */ url) {
      const call = async (
        /** @type {string} */ method,
        /** @type {string} */ path,
        /** @type {string} */ body = '',
      ) => {
        const response = await fetch(`${sandboxUrl}${path}`, {
          method,
          headers: {
            authorization: `Bearer ${env.STRIPE_SECRET_KEY}`,
            'content-type': 'application/x-www-form-urlencoded',
          },
          ...(method === 'POST' ? { body } : {}),
        })
        if (!response.ok) throw new Complaint(`The sandbox refused ${method} ${path}: ${await response.text()}`)
        return response.json()
      }
      const { data } = await call('GET', '/v1/webhook_endpoints?limit=100')
      for (const { id } of data) await call('DELETE', `/v1/webhook_endpoints/${id}`)
      const body = new URLSearchParams([
        ['url', url],
        ['enabled_events[]', '*'],
      ])
      env.STRIPE_WEBHOOK_SECRET = (await call('POST', '/v1/webhook_endpoints', body.toString())).secret
    },

    pids: () => running.map(({ pid }) => pid),

    pidOf: (/** @type {Part} */ name) => running.find((part) => part.name === name)?.pid,

    /** The name of a part that ended by itself, if one did. */
    fallen: () => running.find((part) => part.ended())?.name,

    async stop() {
      while (running.length > 0) await running.pop()?.stop()
    },
  }
}

/** @returns {Promise<boolean>} */
function listens(/** @type {number} */ port) {
  return new Promise((resolve) => {
    const socket = connect({ port, host: '127.0.0.1' })
      .once('connect', () => resolve(socket.destroy() && true))
      .once('error', () => resolve(false))
  })
}
