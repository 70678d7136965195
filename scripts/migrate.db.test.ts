import { spawnSync } from 'node:child_process'
import { expect, test } from 'vitest'
import { inRoot } from './lib/paths.mjs'

const migrate = (command: string) => {
  const { stdout, stderr } = spawnSync(process.execPath, [inRoot('scripts', 'migrate.mjs'), command], {
    encoding: 'utf8',
  })
  return `${stdout}${stderr}`.trim()
}

test('the migrations say what prisma/schema says', () => {
  expect(migrate('check')).toBe('The migrations say what prisma/schema says.')
})

test('a migrated database is up to date, and migrating it again changes nothing', () => {
  expect(migrate('status')).toBe('The database is up to date.')
  expect(migrate('deploy')).toBe('The database is up to date.')
})
