import { randomUUID } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { PrismaPg } from '@prisma/adapter-pg'
import { bindMigrationAwareSqlAdapterFactory, ColumnTypeEnum } from '@prisma/driver-adapter-utils'
import * as bindings from '@prisma/schema-engine-wasm/schema_engine_bg'
import { Complaint } from './complaint.mjs'
import { migrations, migrationsFolder, schemaFiles } from './schema-files.mjs'

// Prisma Migrate's own engine, compiled to WebAssembly: what `prisma migrate` does, on machines that cannot download
// its native engine. It writes the same `_prisma_migrations`, so the ordinary command line agrees with it.

const [pgChar, pgText] = [18, 25]
const filters = { externalTables: [], externalEnums: [] }

/** The engine on a database. */
export async function schemaEngine(/** @type {string} */ url) {
  const folder = dirname(createRequire(import.meta.url).resolve('@prisma/schema-engine-wasm/schema_engine_bg'))
  const { instance } = await WebAssembly.instantiate(readFileSync(join(folder, 'schema_engine_bg.wasm')), {
    './schema_engine_bg.js': bindings,
  })
  bindings.__wbg_set_wasm(instance.exports)
  const start = /** @type {(() => void) | undefined} */ (instance.exports.__wbindgen_start)
  start?.()
  Object.assign(globalThis, {
    PRISMA_WASM_PANIC_REGISTRY: { set_message: (/** @type {string} */ text) => console.error(text) },
  })
  const files = schemaFiles()
  const adapter = bindMigrationAwareSqlAdapterFactory(new CatalogReadingPg(url))
  const engine = await said(
    bindings.SchemaEngine.new({ datamodels: files.map(({ path, content }) => [path, content]) }, () => {}, adapter),
  )
  const migrationsList = listMigrations()

  return {
    /** The SQL that leads from the written migrations to the schema files; "" when they agree. Uses a shadow database. */
    async difference() {
      const { stdout, exitCode } = await said(
        engine.diff({
          from: { tag: 'migrations', ...migrationsList },
          to: { tag: 'schemaDatamodel', files },
          script: true,
          exitCode: true,
          filters,
        }),
      )
      return exitCode === 2 ? (stdout ?? '') : ''
    },
    /** Applies the pending migrations and answers their names. */
    async apply() {
      const { appliedMigrationNames } = await said(engine.applyMigrations({ migrationsList, filters }))
      return appliedMigrationNames
    },
    /** What the database lacks, and what is wrong with its history. */
    async status() {
      const { history, editedMigrationNames, failedMigrationNames } = await said(
        engine.diagnoseMigrationHistory({ migrationsList, optInToShadowDatabase: false, filters }),
      )
      const pending = history && 'unappliedMigrationNames' in history ? history.unappliedMigrationNames : []
      const unknown = history && 'unpersistedMigrationNames' in history ? history.unpersistedMigrationNames : []
      return { pending, unknown, edited: editedMigrationNames, failed: failedMigrationNames }
    },
  }
}

/** The driver adapter, able to read PostgreSQL's own catalogue, whose columns of type "char" it does not know. */
class CatalogReadingPg extends PrismaPg {
  constructor(/** @type {string} */ url) {
    super({ connectionString: url })
    this.url = url
  }

  /** @override */
  async connect() {
    return wholeScripts(readingChars(await super.connect()))
  }

  /** @override The adapter's own would work in the main database: there, the name in a connection string wins. */
  async connectToShadowDb() {
    const shadow = new URL(this.url)
    shadow.pathname = `/shadow_${randomUUID()}`
    const main = await this.connect()
    await main.executeScript(`CREATE DATABASE "${shadow.pathname.slice(1)}"`)
    await main.dispose()
    return new CatalogReadingPg(shadow.href).connect()
  }
}

/**
 * The adapter cuts a script at every semicolon, also inside a function's body. PostgreSQL takes it whole.
 * @template {object} T
 * @param {T} connection
 */
function wholeScripts(connection) {
  const inner =
    /** @type {{ client: import('pg').Pool, executeScript(script: string): Promise<void>, onError(error: unknown): never }} */ (
      /** @type {unknown} */ (connection)
    )
  inner.executeScript = async (script) => {
    await inner.client.query(script).catch((error) => inner.onError(error))
  }
  return connection
}

/**
 * @template {object} T
 * @param {T} connection
 */
function readingChars(connection) {
  /** @typedef {{ fields: { dataTypeID: number }[], rows: unknown[][] }} Result */
  /** @typedef {{ columnTypes: number[] }} Answer */
  const inner =
    /** @type {{ performIO(query: unknown): Promise<Result>, queryRaw(query: unknown): Promise<Answer> }} */ (
      /** @type {unknown} */ (connection)
    )
  const performIO = inner.performIO.bind(inner)
  const queryRaw = inner.queryRaw.bind(inner)
  /** @type {number[]} */
  let chars = []
  inner.performIO = async (query) => {
    const result = await performIO(query)
    chars = result.fields.flatMap(({ dataTypeID }, column) => (dataTypeID === pgChar ? [column] : []))
    for (const field of result.fields) if (field.dataTypeID === pgChar) field.dataTypeID = pgText
    for (const row of result.rows) for (const column of chars) row[column] ||= '\0' // "" is no character
    return result
  }
  inner.queryRaw = async (query) => {
    const answer = await queryRaw(query)
    for (const column of chars) answer.columnTypes[column] = ColumnTypeEnum.Character
    return answer
  }
  return connection
}

function listMigrations() {
  return {
    baseDir: migrationsFolder,
    shadowDbInitScript: '',
    lockfile: { path: 'migration_lock.toml', content: 'provider = "postgresql"\n' },
    migrationDirectories: migrations().map(({ name, sql }) => ({
      path: name,
      migrationFile: { path: 'migration.sql', content: /** @type {const} */ ({ tag: 'ok', value: sql }) },
    })),
  }
}

/**
 * The engine's own words instead of its JSON.
 * @template T
 * @param {Promise<T>} answer
 */
async function said(answer) {
  try {
    return await answer
  } catch (error) {
    const { message } = /** @type {Error} */ (error)
    const data = /** @type {{ data?: { user_facing_error?: { message?: string } } }} */ (error).data
    throw new Complaint(`Prisma's schema engine: ${data?.user_facing_error?.message ?? message}`)
  }
}
