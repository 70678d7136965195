import { spawn } from 'node:child_process'
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
import { Complaint } from './complaint.mjs'
import { inRoot, root } from './paths.mjs'

/** @typedef {{ database: string, state: 'begun' | 'done' }} Mark */

const file = inRoot('.data', 'seeded.json')

/** The demo shows a business of some age; the journeys need a few customers with a past. */
const sizes = { full: {}, small: { SEED_CUSTOMERS: '12', SEED_DAYS: '95' } }

/**
 * What we know about the demo data of a database. The mark names the very database (its server and its number), so a
 * new one under an old address is not taken for filled.
 * @returns {Promise<'none' | 'begun' | 'done'>}
 */
export async function seedState(/** @type {string} */ url) {
  if (!existsSync(file)) return 'none'
  /** @type {Mark} */
  const mark = JSON.parse(readFileSync(file, 'utf8'))
  return mark.database === (await identityOf(url)) ? mark.state : 'none'
}

/**
 * Fills a database with the demo's customers and their history.
 * @param {{ env: Record<string, string>, size: 'full' | 'small', marked?: boolean }} options marked: note it in .data
 */
export async function seed({ env, size, marked = false }) {
  const database = marked ? await identityOf(env.DATABASE_URL ?? '') : ''
  if (marked) mark({ database, state: 'begun' })
  const child = spawn(process.execPath, ['--import', 'tsx', 'prisma/seed/main.ts'], {
    cwd: root,
    // Filling that was cut off begins anew, so no commit waits for the disk.
    env: { ...process.env, PGOPTIONS: '-c synchronous_commit=off', ...env, ...sizes[size] },
  })
  let output = ''
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (text) => (output += text))
  const code = await new Promise((done) => child.once('close', done))
  if (code !== 0)
    throw new Complaint(`The demo data could not be made:\n${output.trim().split('\n').slice(-20).join('\n')}`)
  if (marked) mark({ database, state: 'done' })
}

function mark(/** @type {Mark} */ value) {
  mkdirSync(dirname(file), { recursive: true })
  writeFileSync(file, JSON.stringify(value))
}

async function identityOf(/** @type {string} */ connectionString) {
  const { default: pg } = await import('pg')
  const client = new pg.Client({ connectionString })
  await client.connect()
  try {
    const { rows } = await client.query(
      `SELECT (SELECT system_identifier FROM pg_control_system()) || '/' || oid AS id
       FROM pg_database WHERE datname = current_database()`,
    )
    return String(rows[0].id)
  } finally {
    await client.end()
  }
}
