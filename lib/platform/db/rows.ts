import { Prisma } from './generated/client'
import type { Database } from './client'
import { executeSql } from './direct-sql'

// Hot loops (DESIGN §11) read and write hundreds of rows by one statement each. Prisma's own methods cost many times what
// PostgreSQL needs for that; these take and give the same objects, whose fields are named like the columns, in camel case.

/** Fields whose column is not their name in snake case, such as `from` in `period_from`. */
export type ColumnNames = Readonly<Record<string, string>>

/** All columns of a model (its `ScalarFieldEnum`) under their fields' names, for a SELECT that gives the model's objects. */
export function columnsOf(fields: Readonly<Record<string, string>>, names: ColumnNames = {}): Prisma.Sql {
  return Prisma.raw(
    Object.values(fields)
      .map((field) => `"${names[field] ?? snakeCase(field)}" AS "${field}"`)
      .join(', '),
  )
}

export interface Insertion<Row> {
  table: string
  rows: readonly Row[]
  names?: ColumnNames
  /** Leave rows out that are there already, by any unique key. */
  skipDuplicates?: boolean
}

/**
 * Inserts any number of rows by one statement, which names only columns that some row has: the others get their default.
 * A column that is the same in all rows is sent once, the rest as one array each. Returns how many were inserted.
 */
export async function insertRows<Row extends object>(
  tx: Database,
  { table, rows, names = {}, skipDuplicates = false }: Insertion<Row>,
): Promise<number> {
  if (rows.length === 0) return 0
  const types = await columnTypes(tx, table)
  const columns: string[] = []
  const selected: string[] = []
  const arrays: string[] = []
  const arrayNames: string[] = []
  const parameters: (string | null)[] = []
  for (const field of fieldsOf(rows)) {
    const column = names[field] ?? snakeCase(field)
    const type = types.get(column)
    if (!type) throw new Error(`The table ${table} has no column ${column}.`)
    const values = rows.map((row) => (row as Record<string, unknown>)[field])
    const isSame = values.every((value) => value === values[0])
    const parameter = `$${parameters.push(isSame ? textOf(values[0]) : arrayLiteral(values))}::${type}`
    columns.push(`"${column}"`)
    selected.push(isSame ? parameter : `"${column}"`)
    if (isSame) continue
    arrays.push(`${parameter}[]`)
    arrayNames.push(`"${column}"`)
  }
  const source =
    arrays.length > 0 ? `unnest(${arrays.join()}) AS each(${arrayNames.join()})` : `generate_series(1, ${rows.length})`
  const conflict = skipDuplicates ? ' ON CONFLICT DO NOTHING' : ''
  const statement = `INSERT INTO "${table}" (${columns.join()}) SELECT ${selected.join()} FROM ${source}${conflict}`
  return executeSql(tx, { text: statement, values: parameters })
}

function fieldsOf(rows: readonly object[]): Set<string> {
  const fields = new Set<string>()
  for (const row of rows) {
    for (const field in row) if ((row as Record<string, unknown>)[field] !== undefined) fields.add(field)
  }
  return fields
}

const typesByTable = new Map<string, Map<string, string>>()

/** The columns' types as the database has them: asked once per process. */
async function columnTypes(tx: Database, table: string): Promise<Map<string, string>> {
  const known = typesByTable.get(table)
  if (known) return known
  const columns = await tx.$queryRaw<{ name: string; type: string }[]>`
    SELECT attname AS name, format_type(atttypid, -1) AS type FROM pg_attribute
    WHERE attrelid = ${table}::regclass AND attnum > 0 AND NOT attisdropped`
  const types = new Map(columns.map(({ name, type }) => [name, type]))
  typesByTable.set(table, types)
  return types
}

/** A value in PostgreSQL's text form; objects and lists are for JSON columns. */
function textOf(value: unknown): string | null {
  if (typeof value === 'string') return value
  if (value === null || value === undefined) return null
  if (value instanceof Date) return value.toISOString()
  return typeof value === 'object' ? JSON.stringify(value) : String(value as number | bigint | boolean)
}

/**
 * `{"a","b",NULL}`: an array as PostgreSQL reads it from text, `${arrayLiteral(ids)}::text[]`. For hundreds of elements much
 * cheaper than handing over the array itself.
 */
export function arrayLiteral(values: readonly unknown[]): string {
  return `{${values.map(elementOf).join()}}`
}

function elementOf(value: unknown): string {
  const text = textOf(value)
  if (text === null) return 'NULL'
  // JSON has no bare control characters, so its own quoting is that of arrays.
  if (text !== value && text.includes('"')) return JSON.stringify(text)
  return `"${text.includes('"') || text.includes('\\') ? text.replaceAll(/["\\]/g, '\\$&') : text}"`
}

const snakeCase = (field: string): string => field.replaceAll(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)
