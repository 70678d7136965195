import { Pool, type PoolClient } from 'pg'
import { env } from '../env'
import type { Database } from './client'
import { selectRows } from './direct-sql'

// The hottest paths (usage intake) speak to PostgreSQL without the ORM: prepared statements, everything as text. The same
// statements also run within a transaction of the ORM, where a use-case has one already.

/** A statement with a name, under which a connection prepares it once. */
export interface Statement {
  name: string
  text: string
}

/** Runs a statement and gives its rows. Values are texts; numbers, times and arrays are cast by the statement. */
export interface RunSql {
  <Row extends object>(statement: Statement, values: readonly (string | null)[]): Promise<Row[]>
  /** Statements may be sent before those ahead of them are answered; PostgreSQL takes them in order. */
  pipelines?: boolean
}

/**
 * Runs steps of a transaction in order, without waiting in between where the connection pipelines. None of them may need what
 * another one gives. Throws what the first that failed says: PostgreSQL refuses whatever comes after it.
 */
export async function inOrder(run: RunSql, steps: readonly (() => Promise<unknown>)[]): Promise<void> {
  if (!run.pipelines) {
    for (const step of steps) await step()
    return
  }
  const outcomes = await Promise.allSettled(steps.map((step) => step()))
  const failed = outcomes.find((outcome) => outcome.status === 'rejected')
  if (failed) throw failed.reason
}

/** Within a transaction of the ORM. */
export function runSqlOn(tx: Database): RunSql {
  return ({ text }, values) => selectRows(tx, { text, values })
}

const MAX_CONNECTIONS = 6
const shared = globalThis as { conciergeHotPool?: Pool }

function hotPool(): Pool {
  if (shared.conciergeHotPool) return shared.conciergeHotPool
  const pool = new Pool({
    connectionString: env.DATABASE_URL,
    max: MAX_CONNECTIONS,
    allowExitOnIdle: true,
    pipeline: true,
  })
  // An idle connection that the server closes is replaced when one is needed again.
  pool.on('error', () => undefined)
  return (shared.conciergeHotPool = pool)
}

/** One statement by itself, on a connection beside the ORM's. */
export const runSql: RunSql = async <Row extends object>(
  { name, text }: Statement,
  values: readonly (string | null)[],
) => {
  const { rows } = await hotPool().query<Row>({ name, text, values: values as (string | null)[] })
  return rows
}

/** Runs `work` in a transaction of its own, on a connection beside the ORM's. */
export async function inSqlTransaction<T>(work: (run: RunSql) => Promise<T>): Promise<T> {
  const client = await hotPool().connect()
  let broken: unknown
  // A connection that breaks between two statements says so by itself; the next statement fails.
  const onError = (error: unknown) => (broken = error)
  client.on('error', onError)
  try {
    // Sent ahead of what comes first, and not waited for.
    const [, result] = await Promise.all([client.query('BEGIN'), work(runSqlOver(client))])
    await client.query('COMMIT')
    return result
  } catch (error) {
    await client.query('ROLLBACK').catch((lost: unknown) => (broken = lost))
    throw error
  } finally {
    client.off('error', onError)
    client.release(broken !== undefined)
  }
}

function runSqlOver(client: PoolClient): RunSql {
  const run: RunSql = async <Row extends object>({ name, text }: Statement, values: readonly (string | null)[]) => {
    const { rows } = await client.query<Row>({ name, text, values: values as (string | null)[] })
    return rows
  }
  run.pipelines = true
  return run
}

/** PostgreSQL's code of what went wrong (`23505`, `40P01`), whichever way the statement went. */
export function sqlStateOf(error: unknown): string | undefined {
  const { code, meta } = error as {
    code?: unknown
    meta?: { driverAdapterError?: { cause?: { originalCode?: unknown } } }
  }
  const state = meta?.driverAdapterError?.cause?.originalCode ?? code
  return typeof state === 'string' ? state : undefined
}
