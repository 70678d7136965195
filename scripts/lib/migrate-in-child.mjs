import { spawnSync } from 'node:child_process'
import { Complaint } from './complaint.mjs'
import { inRoot } from './paths.mjs'

/** Brings a database up to date in a process of its own, which leaves no connection to it behind. */
export function migrateInChild(/** @type {string} */ url) {
  const { status, stdout, stderr } = spawnSync(process.execPath, [inRoot('scripts', 'migrate.mjs'), 'deploy'], {
    env: { ...process.env, DATABASE_URL: url },
    encoding: 'utf8',
  })
  if (status !== 0) throw new Complaint(`The database could not be migrated: ${`${stdout}${stderr}`.trim()}`)
}
