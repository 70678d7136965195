import { defineConfig } from 'prisma/config'

// For Prisma's own command line. `npm run db:*` does the same without its native engine: scripts/migrate.mjs.
export default defineConfig({
  schema: 'prisma/schema',
  migrations: { path: 'prisma/migrations' },
  ...(process.env.DATABASE_URL ? { datasource: { url: process.env.DATABASE_URL } } : {}),
})
