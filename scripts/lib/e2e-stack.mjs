import { Complaint } from './complaint.mjs'
import { buildAll, bundleProcesses } from './build.mjs'
import { inRoot } from './paths.mjs'
import { freePorts } from './ports.mjs'
import { seed } from './seed.mjs'
import { createStack } from './stack.mjs'
import { createFromTemplate, startTestPostgres } from './test-postgres.mjs'

/**
 * Playwright's global set-up: the whole system with little demo data, on ports and a PostgreSQL of its own. What it
 * says in the environment (E2E_BASE_URL, E2E_SANDBOX_URL, E2E_DATABASE_URL) the journeys read.
 * With E2E_BASE_URL set, the journeys run against a system that runs already.
 * @returns {Promise<() => Promise<void>>} stops it
 */
export default async function startForJourneys() {
  if (process.env.E2E_BASE_URL !== process.env.E2E_OWN_URL) return async () => {}
  const [app, sandbox, smtp, intake] = (process.env.E2E_PORTS ?? '').split(',').map(Number)
  if (!app || !sandbox || !smtp || !intake) throw new Complaint('E2E_PORTS is not set: run by npm run test:e2e.')
  const postgres = await startTestPostgres()
  const undo = [postgres.stop]
  const stop = async () => {
    while (undo.length > 0) await undo.pop()?.()
  }
  try {
    await createFromTemplate(postgres.adminUrl, 'e2e')
    const databaseUrl = postgres.urlOf('e2e')
    const stack = createStack({
      databaseUrl,
      ports: { app, sandbox, smtp, intake },
      logs: inRoot('test-results', 'logs'),
    })
    undo.push(stack.stop)
    await bundleProcesses()
    await stack.start('sandbox')
    await Promise.all([seed({ env: stack.env, size: 'small' }), buildAll()])
    await stack.registerWebhooks(`${stack.intakeUrl}/api/webhooks/stripe`)
    await Promise.all([stack.start('app'), stack.start('worker'), stack.start('intake')])
    await stack.healthy()
    Object.assign(process.env, { E2E_SANDBOX_URL: stack.sandboxUrl, E2E_DATABASE_URL: databaseUrl })
    return stop
  } catch (error) {
    await stop()
    throw error
  }
}

/** The ports of a run, decided before Playwright reads its configuration. */
export async function choosePorts() {
  const ports = await freePorts(4)
  return { ports: ports.join(), baseUrl: `http://localhost:${ports[0]}` }
}
