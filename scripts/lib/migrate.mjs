import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { Complaint } from './complaint.mjs'
import { shown } from './paths.mjs'
import { schemaEngine } from './schema-engine.mjs'
import { migrationsFolder } from './schema-files.mjs'
import { startTestPostgres } from './test-postgres.mjs'

/**
 * Brings a database up to date: the tables of the job queue first (our SQL calls `graphile_worker.add_job`), then our
 * own migrations. Safe to repeat and to run twice at once.
 * @returns {Promise<string[]>} the names of the migrations that were applied
 */
export async function deploy(/** @type {string} */ url) {
  const { runMigrations, Logger } = await import('graphile-worker')
  await runMigrations({ connectionString: url, logger: new Logger(() => () => {}) })
  return (await schemaEngine(url)).apply()
}

/** What `deploy` would apply, and what is wrong with the history. */
export async function status(/** @type {string} */ url) {
  return (await schemaEngine(url)).status()
}

/**
 * Writes the migration that leads from the written ones to the schema files, for a person to read and complete.
 * It is worked out on a PostgreSQL of its own, so no running database is needed or touched.
 * @returns {Promise<string | undefined>} the new file, or undefined when there is nothing to change
 */
export async function writeMigration(/** @type {string} */ name) {
  if (!/^[a-z][a-z0-9_]*$/.test(name))
    throw new Complaint('Name the migration in lower case and underscores: --name add_invoices')
  const postgres = await startTestPostgres()
  try {
    const sql = await (await schemaEngine(postgres.adminUrl)).difference()
    if (!sql) return undefined
    const folder = join(migrationsFolder, `${new Date().toISOString().slice(0, 19).replace(/\D/g, '')}_${name}`)
    mkdirSync(folder, { recursive: true })
    writeFileSync(join(migrationsFolder, 'migration_lock.toml'), 'provider = "postgresql"\n')
    writeFileSync(join(folder, 'migration.sql'), sql)
    return shown(join(folder, 'migration.sql'))
  } finally {
    await postgres.stop()
  }
}

/** Whether the schema files say something that no migration does. Works beside the database at `url`, not in it. */
export async function hasDrift(/** @type {string} */ url) {
  return (await (await schemaEngine(url)).difference()) !== ''
}
