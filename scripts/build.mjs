// `npm run build`: everything that runs in production, complete in .next/standalone.
import { runMain } from './lib/complaint.mjs'
import { generateClient } from './lib/generate.mjs'

await runMain(async () => {
  await generateClient()
  const { buildAll } = await import('./lib/build.mjs')
  await buildAll({ force: true, forDeployment: true })
  console.log('Built, in .next/standalone: server.js (app), dist/worker.mjs, dist/intake.mjs, scripts/migrate.mjs')
})
