import { types } from 'pg'
import { connectionOf } from './connection-of'
import { db, type Database } from './client'

// Statements of hot loops, over the connection of the ORM's transaction: prepared once per connection, and read without the
// ORM's detours. Outside of a transaction the ORM carries them out; what comes back is the same.

/** What `Prisma.sql` gives; values are texts, or what the driver can write. */
interface Statement {
  text: string
  values: readonly unknown[]
}

/** Rows as `$queryRaw` gives them: bigint, Date and JSON come as such. */
export async function selectRows<Row extends object>(tx: Database, { text, values }: Statement): Promise<Row[]> {
  return (await direct<Row>(tx, text, values))?.rows ?? tx.$queryRawUnsafe<Row[]>(text, ...values)
}

/** How many rows it changed. */
export async function executeSql(tx: Database, { text, values }: Statement): Promise<number> {
  const result = await direct(tx, text, values)
  return result ? (result.rowCount ?? 0) : tx.$executeRawUnsafe(text, ...values)
}

async function direct<Row extends object>(tx: Database, text: string, values: readonly unknown[]) {
  const connection = tx === db ? null : await connectionOf(tx)
  if (!connection) return null
  if (!connection.open) throw new Error('This transaction is over, so nothing more can be done in it.')
  return connection.client.query<Row>({ name: nameOf(text), text, values: values.map(plain), types: parsers })
}

const plain = (value: unknown): unknown => (value instanceof Date ? value.toISOString() : value)

/** A server keeps each prepared statement in memory for as long as its connection lives. */
const MOST_PREPARED = 300
const names = new Map<string, string>()

/** The same text gets the same name, by which a connection prepares it once; past a limit none. */
function nameOf(text: string): string | undefined {
  const name = names.get(text)
  if (name !== undefined || names.size >= MOST_PREPARED) return name
  const next = `direct_${names.size}`
  names.set(text, next)
  return next
}

const INT8 = 20
const TIMESTAMPTZ = 1184

const parsers = {
  getTypeParser(oid: number, format?: 'text' | 'binary'): unknown {
    if (oid === INT8) return BigInt
    if (oid === TIMESTAMPTZ) return instantFrom
    return types.getTypeParser(oid, format as 'text')
  },
}

const otherwise = types.getTypeParser(TIMESTAMPTZ, 'text') as (text: string) => Date

/** `2026-11-15 09:00:00.123+00`, as a server in UTC writes it; any other way is for the driver. */
function instantFrom(text: string): Date {
  return text.length <= 26 && text.endsWith('+00') && text[10] === ' '
    ? new Date(`${text.slice(0, 10)}T${text.slice(11, -3)}Z`)
    : otherwise(text)
}
