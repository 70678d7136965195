import type { Client, QueryConfig } from 'pg'
import { connect } from './connect'
import { DUE } from './plant-due-subscriptions'

/** Batches that are read, untimed, before they are written, timed. */
const BATCHES_AT_ONCE = 50

/** What a renewal leaves behind: which rows of each table belong to the invoices, or to the subscriptions, in $1. */
const TABLES: Record<string, string> = {
  billing_cycle: `subscription_id = ANY($1) AND starts_at = '${DUE.toISOString()}'`,
  invoice: 'id = ANY($1)',
  invoice_line: 'invoice_id = ANY($1)',
  invoice_tax: 'invoice_id = ANY($1)',
  ledger_transaction: `kind = 'invoice.finalized' AND source_id = ANY($1)`,
  ledger_entry: `transaction_id IN (SELECT id FROM ledger_transaction WHERE kind = 'invoice.finalized' AND source_id = ANY($1))`,
}

interface Batch {
  invoices: string[]
  subscriptions: string[]
}

/**
 * The floor: the very rows that the renewals wrote, written again into a copy of the database as it was before, by bare
 * SQL: one statement per table and batch, arrays that PostgreSQL itself prepared, a commit per batch, as many connections
 * as there were workers. No reading, no locks, no computing. Returns rows of subscriptions per second.
 */
export async function measureRenewalFloor({
  renewedUrl,
  floorUrl,
  batchSize,
  connections,
}: {
  renewedUrl: string
  floorUrl: string
  batchSize: number
  connections: number
}): Promise<number> {
  const source = await connect(renewedUrl)
  const writers = await Promise.all(Array.from({ length: connections }, () => connect(floorUrl)))
  const copies: Copy[] = []
  for (const table of Object.keys(TABLES)) copies.push(await copyOf(source, table))
  const taskId = await collectTask(writers[0]!)
  const batches = await batchesOf(source, batchSize)
  let seconds = 0
  for (let from = 0; from < batches.length; from += BATCHES_AT_ONCE) {
    const prepared: QueryConfig[][] = []
    for (const batch of batches.slice(from, from + BATCHES_AT_ONCE)) {
      prepared.push(await prepare(source, { batch, copies, taskId }))
    }
    const begun = performance.now()
    await Promise.all(writers.map((writer) => writeUntilNone(writer, prepared)))
    seconds += (performance.now() - begun) / 1000
  }
  await Promise.all([source, ...writers].map((client) => client.end()))
  return Math.round(batches.reduce((sum, { invoices }) => sum + invoices.length, 0) / seconds)
}

async function batchesOf(source: Client, batchSize: number): Promise<Batch[]> {
  const { rows } = await source.query<{ invoices: string[]; subscriptions: string[] }>(
    `SELECT array_agg(id) AS invoices, array_agg(subscription_id) AS subscriptions
     FROM (SELECT id, subscription_id, (row_number() OVER (ORDER BY series_number) - 1) / $1::int AS batch
           FROM invoice WHERE created_at = $2) AS i GROUP BY batch ORDER BY batch`,
    [batchSize, DUE],
  )
  return rows
}

interface Copy {
  by: keyof Batch
  select: string
  insert: string
}

/** How a table's rows are read as one array per column, and written from those. */
async function copyOf(source: Client, table: string): Promise<Copy> {
  const { rows } = await source.query<{ name: string; type: string }>(
    `SELECT quote_ident(attname) AS name, format_type(atttypid, -1) AS type FROM pg_attribute
     WHERE attrelid = $1::regclass AND attnum > 0 AND NOT attisdropped ORDER BY attnum`,
    [table],
  )
  const arrays = rows.map(({ name }) => `array_agg(${name})::text`)
  const parameters = rows.map(({ type }, i) => `$${i + 1}::${type}[]`)
  return {
    by: table === 'billing_cycle' ? 'subscriptions' : 'invoices',
    select: `SELECT ${arrays.join()} FROM ${table} WHERE ${TABLES[table]}`,
    insert: `INSERT INTO ${table} (${rows.map(({ name }) => name).join()}) SELECT * FROM unnest(${parameters.join()})`,
  }
}

async function collectTask(writer: Client): Promise<number> {
  const { rows } = await writer.query<{ id: number }>(
    `INSERT INTO graphile_worker._private_tasks (identifier) VALUES ('collect-invoice') RETURNING id`,
  )
  return rows[0]!.id
}

async function prepare(
  source: Client,
  { batch, copies, taskId }: { batch: Batch; copies: Copy[]; taskId: number },
): Promise<QueryConfig[]> {
  const inserts: QueryConfig[] = []
  for (const [position, { select, by, insert }] of copies.entries()) {
    const { rows } = await source.query<string[]>({ text: select, values: [batch[by]], rowMode: 'array' })
    inserts.push({ name: `insert-${position}`, text: insert, values: rows[0]! })
  }
  return [
    {
      name: 'advance',
      text: `UPDATE subscription SET current_period_start = starts_at, current_period_end = ends_at, renews_at = ends_at
             FROM unnest($1::text[], $2::timestamptz[], $3::timestamptz[]) AS p(id, starts_at, ends_at) WHERE subscription.id = p.id`,
      values: await periodsOf(source, batch),
    },
    ...inserts,
    {
      name: 'jobs',
      text: `INSERT INTO graphile_worker._private_jobs (task_id, payload)
             SELECT $1, json_build_object('invoiceId', id) FROM unnest($2::text[]) AS id`,
      values: [taskId, batch.invoices],
    },
  ]
}

async function periodsOf(source: Client, { subscriptions }: Batch): Promise<unknown[]> {
  const { rows } = await source.query<string[]>({
    text: `SELECT array_agg(id)::text, array_agg(current_period_start)::text, array_agg(current_period_end)::text
           FROM subscription WHERE id = ANY($1)`,
    values: [subscriptions],
    rowMode: 'array',
  })
  return rows[0]!
}

async function writeUntilNone(writer: Client, batches: QueryConfig[][]): Promise<void> {
  for (let batch = batches.pop(); batch; batch = batches.pop()) {
    await writer.query('BEGIN')
    for (const statement of batch) await writer.query(statement)
    await writer.query('COMMIT')
  }
}
