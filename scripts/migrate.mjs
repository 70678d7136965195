// `node scripts/migrate.mjs generate | diff --name x | check | deploy | status`
import { parseArgs } from 'node:util'
import { Complaint, runMain } from './lib/complaint.mjs'
import { generateClient } from './lib/generate.mjs'
import { inRoot } from './lib/paths.mjs'
import { runningOn, urlOf } from './lib/postgres.mjs'

const usage = 'node scripts/migrate.mjs generate | diff --name what_changes | check | deploy | status'

/** @type {Record<string, (name?: string) => Promise<number | void>>} */
const commands = {
  async generate() {
    console.log((await generateClient()) ? 'The Prisma client was generated.' : 'The Prisma client is up to date.')
  },
  async diff(name) {
    if (!name) throw new Complaint(usage)
    const { writeMigration } = await import('./lib/migrate.mjs')
    const file = await writeMigration(name)
    console.log(file ? `${file} was written: read it, complete it, then npm run db:migrate.` : 'Nothing to change.')
  },
  async deploy() {
    const { deploy } = await import('./lib/migrate.mjs')
    const applied = await deploy(databaseUrl())
    console.log(applied.length ? `Applied: ${applied.join(', ')}` : 'The database is up to date.')
  },
  async check() {
    const { hasDrift } = await import('./lib/migrate.mjs')
    if (await hasDrift(databaseUrl())) {
      throw new Complaint('prisma/schema says what no migration does: npm run db:diff -- --name what_changes')
    }
    console.log('The migrations say what prisma/schema says.')
  },
  async status() {
    const { status } = await import('./lib/migrate.mjs')
    const found = await status(databaseUrl())
    for (const [what, names] of Object.entries(found)) if (names.length) console.log(`${what}: ${names.join(', ')}`)
    if (Object.values(found).some((names) => names.length)) return 1
    console.log('The database is up to date.')
  },
}

/** DATABASE_URL, or the development server if it runs. */
function databaseUrl() {
  if (process.env.DATABASE_URL) return process.env.DATABASE_URL
  const running = runningOn(inRoot('.data', 'postgres'))
  if (!running) throw new Complaint('Set DATABASE_URL, or start the development database: npm run db:start')
  return urlOf(running.port, 'concierge')
}

await runMain(async () => {
  const { positionals, values } = parseArgs({ options: { name: { type: 'string' } }, allowPositionals: true })
  const command = commands[positionals[0] ?? '']
  if (!command) throw new Complaint(usage)
  return command(values.name)
})
