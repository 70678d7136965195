import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { inRoot } from './paths.mjs'

/** Read by Next or by scripts, which the application's own list does not know. */
const beyondTheApplication = [
  ...['PORT', 'HOSTNAME'],
  ...[
    'POSTGRES_PORT',
    'SANDBOX_PORT',
    'SMTP_PORT',
    'SEED_CUSTOMERS',
    'SEED_DAYS',
    'TEST_DATABASE_URL',
    'CHROMIUM_PATH',
  ],
]

test('.env.example explains every variable that lib/platform/env.ts reads, and no other', () => {
  const read = readFileSync(inRoot('lib', 'platform', 'env.ts'), 'utf8').matchAll(/^ {4}([A-Z][A-Z0-9_]+):/gm)
  const explained = readFileSync(inRoot('.env.example'), 'utf8').matchAll(/^(?:# )?([A-Z][A-Z0-9_]+)=/gm)
  const names = (matches: Iterable<RegExpMatchArray>) => [...matches].map(([, name]) => name).sort()
  expect(names(explained)).toEqual([...names(read), ...beyondTheApplication].sort())
})
