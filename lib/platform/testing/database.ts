import { randomUUID } from 'node:crypto'
import { Client } from 'pg'

const templateDatabase = 'concierge_template'

export interface TestDatabase {
  url: string
  /** Removes it, whoever may still be connected. */
  drop: () => Promise<void>
}

/**
 * A fresh, migrated, empty database on the server of this test run: a copy of the template, made in some 20 ms.
 * In `*.db.test.ts` files one is there already, as DATABASE_URL; ask for another only where a test needs two.
 */
export async function createTestDatabase(): Promise<TestDatabase> {
  const name = `test_${randomUUID().replaceAll('-', '')}`
  await withAdmin((admin) => admin.query(`CREATE DATABASE ${name} TEMPLATE ${templateDatabase} STRATEGY FILE_COPY`))
  const url = new URL(adminUrl())
  url.pathname = `/${name}`
  return {
    url: url.href,
    drop: async () => {
      await withAdmin((admin) => admin.query(`DROP DATABASE IF EXISTS ${name} WITH (FORCE)`))
    },
  }
}

/** Runs `work` as the administrator of the test server. */
export async function withAdmin<T>(work: (admin: Client) => Promise<T>): Promise<T> {
  const admin = new Client({ connectionString: adminUrl() })
  await admin.connect()
  try {
    return await work(admin)
  } finally {
    await admin.end()
  }
}

function adminUrl(): string {
  const url = process.env.TEST_DATABASE_URL
  if (!url) throw new Error('TEST_DATABASE_URL is not set: run database tests by `npm run test:db`.')
  return url
}
