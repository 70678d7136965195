import { defineConfig } from 'vitest/config'
import { sandboxEnvironment } from './scripts/lib/sandbox-environment.mjs'

const root = import.meta.dirname
const everywhere = ['**/node_modules/**', '.next/**', '.data/**', 'dist/**', 'e2e/**']

const shared = {
  resolve: {
    alias: { '@': root, 'server-only': `${root}/lib/platform/testing/empty-module.ts` },
  },
}

// No test may reach a real service: the ports lead nowhere unless a test starts something there.
const environment = {
  ...sandboxEnvironment({
    databaseUrl: 'postgresql://nobody@127.0.0.1:1/no_database_in_unit_tests',
    appPort: 3000,
    sandboxPort: 1,
    smtpPort: 1,
    intakePort: 4020,
  }),
  LOG_LEVEL: 'silent',
  TZ: 'America/St_Johns', // an odd zone, so that code which leans on the machine's zone fails
}

export default defineConfig({
  test: {
    projects: [
      {
        ...shared,
        test: {
          name: 'unit',
          include: ['**/*.test.{ts,tsx}'],
          exclude: [...everywhere, '**/*.db.test.ts'],
          env: environment,
          // Of milliseconds as a rule; properties try thousands of cases, and machines may be busy.
          testTimeout: 60_000,
        },
      },
      {
        ...shared,
        test: {
          name: 'db',
          include: ['**/*.db.test.ts'],
          exclude: [...everywhere, '**/*.flow.db.test.ts'],
          env: environment,
          pool: 'forks',
          globalSetup: './lib/platform/testing/start-database.ts',
          setupFiles: './lib/platform/testing/use-database.ts',
          testTimeout: 60_000,
          hookTimeout: 60_000,
        },
      },
      {
        // Whole journeys through real PostgreSQL and a sandbox of their own, over HTTP.
        ...shared,
        test: {
          name: 'flow',
          include: ['**/*.flow.db.test.ts'],
          exclude: everywhere,
          env: environment,
          pool: 'forks',
          globalSetup: './lib/platform/testing/start-database.ts',
          setupFiles: ['./lib/platform/testing/use-database.ts', './lib/platform/testing/use-sandbox.ts'],
          // Generous: some of them lose dozens of calls or kill workers, on whatever machine there is.
          testTimeout: 240_000,
          hookTimeout: 120_000,
        },
      },
    ],
    coverage: { provider: 'v8', include: ['lib/**'], exclude: ['lib/platform/db/generated/**', '**/*.test.ts'] },
  },
})
