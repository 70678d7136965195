import { afterAll } from 'vitest'
import { createTestDatabase } from './database'

// Set-up of every `*.db.test.ts`: its own database, in place before the test imports anything that connects.
const database = await createTestDatabase()
process.env.DATABASE_URL = database.url

afterAll(async () => {
  const { db } = await import('../db/client')
  await db.$disconnect()
  await database.drop()
})
