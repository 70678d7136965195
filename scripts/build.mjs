// `npm run build`: everything that runs in production, in .next/standalone (the app) and dist (worker, intake).
import { runMain } from './lib/complaint.mjs'
import { generateClient } from './lib/generate.mjs'

await runMain(async () => {
  await generateClient()
  const { buildAll } = await import('./lib/build.mjs')
  await buildAll({ force: true, checkTypes: true })
  console.log('Built: .next/standalone/server.js (app), dist/worker.mjs, dist/intake.mjs')
})
