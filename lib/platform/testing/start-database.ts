import { migrateInChild } from '@/scripts/lib/migrate-in-child.mjs'
import { startTestPostgres, templateDatabase } from '@/scripts/lib/test-postgres.mjs'
import { withAdmin } from './database'

/**
 * Vitest's global set-up: one PostgreSQL for the whole run, whose administrator's address tests find in
 * TEST_DATABASE_URL. Set that variable yourself to use a server of your own.
 */
export default async function startDatabase() {
  if (process.env.TEST_DATABASE_URL) return useGivenServer(process.env.TEST_DATABASE_URL)
  const postgres = await startTestPostgres()
  process.env.TEST_DATABASE_URL = postgres.adminUrl
  return postgres.stop
}

async function useGivenServer(adminUrl: string) {
  await withAdmin(async (admin) => {
    await admin.query(`DROP DATABASE IF EXISTS ${templateDatabase} WITH (FORCE)`)
    await admin.query(`CREATE DATABASE ${templateDatabase}`)
  })
  const url = new URL(adminUrl)
  url.pathname = `/${templateDatabase}`
  migrateInChild(url.href)
}
