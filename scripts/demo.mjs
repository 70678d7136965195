// `npm run demo`: the whole system on this machine, with the sandbox in the place of Stripe and of the mail.
import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { Complaint, runMain } from './lib/complaint.mjs'
import { assertNode, installDependencies } from './lib/dependencies.mjs'
import { clearLeftovers, forget, remember } from './lib/leftovers.mjs'
import { inRoot, shown } from './lib/paths.mjs'
import { step } from './lib/progress.mjs'
import { seed, seedState } from './lib/seed.mjs'
import { assertFree, createStack, portsFromEnvironment } from './lib/stack.mjs'

const dataDir = inRoot('.data', 'postgres')

/** What has been started, to be stopped in the opposite order. @type {(() => Promise<void>)[]} */
const undo = []
let stopping = false

async function stopAll() {
  if (stopping) return
  stopping = true
  while (undo.length > 0) await undo.pop()?.()
  forget()
}

for (const signal of /** @type {const} */ (['SIGINT', 'SIGTERM', 'SIGHUP'])) {
  process.on(signal, () => {
    if (!stopping) console.log('\nStopping…')
    void stopAll().then(() => process.exit(0))
  })
}

await runMain(async () => {
  try {
    await run()
  } finally {
    // After Ctrl-C the signal's handler ends the process, once everything has stopped.
    if (stopping) await new Promise(() => {})
    await stopAll()
  }
})

async function run() {
  assertNode()
  mkdirSync(inRoot('.data'), { recursive: true })
  await clearLeftovers()
  const ports = portsFromEnvironment()
  await assertFree(ports)

  console.log('Concierge Billing: the demo\n')
  await step('Packages', installDependencies)
  const { generateClient } = await import('./lib/generate.mjs')
  const { buildAll, bundleProcesses } = await import('./lib/build.mjs')
  await step('Prisma client', generateClient)
  const databaseUrl = await step('PostgreSQL', startDatabase)
  await step('Migrations', () => migrate(databaseUrl))

  const stack = createStack({ databaseUrl, ports, logs: inRoot('.data', 'logs') })
  undo.push(stack.stop)
  const start = async (/** @type {import('./lib/stack.mjs').Part} */ part) => {
    await stack.start(part)
    remember(stack.pids())
  }
  await step('Sandbox', async () => {
    await bundleProcesses()
    await start('sandbox')
  })
  const isSeeded = (await seedState(databaseUrl)) === 'done'
  const seeding = isSeeded || step('Demo data', () => seed({ env: stack.env, size: 'full', marked: true }))
  const building = step('Build of the app', () => buildAll())
  await Promise.all([seeding, building])

  await stack.registerWebhooks(`${stack.intakeUrl}/api/webhooks/stripe`)
  await step('App, worker and intake', async () => {
    await Promise.all([start('app'), start('worker'), start('intake')])
    await stack.healthy()
  })
  // For commands beside the demo (npm run audit, npm run travel): nothing in it is a secret.
  const environment = inRoot('.data', 'environment.json')
  writeFileSync(environment, JSON.stringify(stack.env, null, 2))
  undo.push(async () => rmSync(environment, { force: true }))
  console.log(await welcome(stack))
  while (!stopping) {
    const fallen = stack.fallen()
    if (fallen)
      throw new Complaint(`The ${fallen} has stopped by itself: see ${shown(inRoot('.data', 'logs'))}/${fallen}.log`)
    await new Promise((done) => setTimeout(done, 1000))
  }
}

async function startDatabase() {
  if (process.env.DATABASE_URL) return process.env.DATABASE_URL
  const { startPostgres } = await import('./lib/postgres.mjs')
  const port = process.env.POSTGRES_PORT
  const server = await startPostgres({ dataDir, port: Number(port ?? 5433), exactPort: port !== undefined })
  undo.push(server.stop)
  return server.url
}

async function migrate(/** @type {string} */ databaseUrl) {
  const isOurs = !process.env.DATABASE_URL
  if (isOurs && (await seedState(databaseUrl)) === 'begun') {
    // The demo data was interrupted half-way: begin again with an empty database.
    const { recreateDatabase } = await import('./lib/postgres.mjs')
    await recreateDatabase(databaseUrl)
  }
  const { migrateInChild } = await import('./lib/migrate-in-child.mjs')
  migrateInChild(databaseUrl)
}

/**
 * @typedef {{ email: string, role: string }} Login
 * @param {ReturnType<typeof createStack>} stack
 */
async function welcome({ appUrl, sandboxUrl }) {
  const { tsImport } = await import('tsx/esm/api')
  /** @type {{ DEMO_MEMBERS: Login[], DEMO_STAFF: Login[], DEMO_PASSWORD: string }} */
  const logins = await tsImport('../lib/auth/demo-logins.ts', import.meta.url)
  const line = (/** @type {Login} */ { email, role }) =>
    `    ${email.padEnd(34)}${role.toLowerCase().replaceAll('_', ' ')}`
  return `
  ${appUrl}
  Prices and sign-up, customer portal (/portal), staff area (/admin)

  Every email that was sent: ${sandboxUrl}/sandbox/mailbox

  Customers' members and staff, all with the password ${logins.DEMO_PASSWORD}
${[...logins.DEMO_MEMBERS, ...logins.DEMO_STAFF].map(line).join('\n')}

  To try: take a plan at ${appUrl}/pricing and pay with 4242 4242 4242 4242, any date to come, any CVC.
  4000 0000 0000 0002 is declined, 4000 0025 0000 3155 asks for 3-D Secure. As staff, move the time machine a month
  ahead: renewals, payments, invoices and emails follow.

  Ctrl-C stops everything.
`
}
