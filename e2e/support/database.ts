import { Client } from 'pg'
import { databaseUrl } from './environment'

/** Asks our database what is true, to compare with what a screen says. */
export async function query<Row extends Record<string, unknown>>(sql: string, values: unknown[] = []): Promise<Row[]> {
  const client = new Client({ connectionString: databaseUrl() })
  await client.connect()
  try {
    return (await client.query<Row>(sql, values)).rows
  } finally {
    await client.end()
  }
}
