// `node scripts/complete-lock.mjs`: adds to package-lock.json the packages for other platforms that npm left out.
import { writeFileSync } from 'node:fs'
import { runMain } from './lib/complaint.mjs'
import { entryFor, missingFrom, readLock } from './lib/lock.mjs'
import { inRoot } from './lib/paths.mjs'

await runMain(async () => {
  const lock = readLock()
  const missing = missingFrom(lock)
  for (const one of missing) lock.packages[`node_modules/${one.name}`] = entryFor(one)
  const sorted = Object.entries(lock.packages).sort(([a], [b]) => a.localeCompare(b, 'en'))
  writeFileSync(
    inRoot('package-lock.json'),
    `${JSON.stringify({ ...lock, packages: Object.fromEntries(sorted) }, null, 2)}\n`,
  )
  console.log(`${missing.length} packages were added to package-lock.json.`)
})
