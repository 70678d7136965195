import { Client } from 'pg'
import { expect, test } from 'vitest'
import { db } from '../db/client'
import { createTestDatabase, withAdmin } from './database'

test('a test file has a migrated, empty database of its own, with the job queue in it', async () => {
  const [row] = await db.$queryRaw<{ name: string; jobs: bigint }[]>`
    SELECT current_database() AS name, (SELECT count(*) FROM graphile_worker.jobs) AS jobs`
  expect(row?.name).toMatch(/^test_[0-9a-f]{32}$/)
  expect(row?.jobs).toBe(0n)
})

test('a further database differs from the first, and dropping it leaves nothing', async () => {
  const another = await createTestDatabase()
  expect(another.url).not.toBe(process.env.DATABASE_URL)
  const client = new Client({ connectionString: another.url })
  client.on('error', () => {}) // it is cut off by the drop
  await client.connect()
  await another.drop()
  const name = new URL(another.url).pathname.slice(1)
  const { rowCount } = await withAdmin((admin) => admin.query('SELECT 1 FROM pg_database WHERE datname = $1', [name]))
  expect(rowCount).toBe(0)
})
