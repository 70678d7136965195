// `npm run db:start`: the development PostgreSQL in the foreground, until Ctrl-C.
import { runMain } from './lib/complaint.mjs'
import { inRoot, shown } from './lib/paths.mjs'
import { startPostgres } from './lib/postgres.mjs'

const dataDir = inRoot('.data', 'postgres')
const port = process.env.POSTGRES_PORT

await runMain(async () => {
  const postgres = await startPostgres({ dataDir, port: Number(port ?? 5433), exactPort: port !== undefined })
  console.log(
    `PostgreSQL ${postgres.reused ? 'already runs' : 'runs'} on ${shown(dataDir)}\nDATABASE_URL=${postgres.url}`,
  )
  if (postgres.reused) return
  const idle = setInterval(() => {}, 60_000)
  await new Promise((done) => process.once('SIGINT', done).once('SIGTERM', done))
  clearInterval(idle)
  await postgres.stop()
})
