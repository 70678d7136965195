// Runs a TypeScript command with the environment it needs: the caller's, else `.env`, else the running demo's.
import { spawn } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { inRoot, root } from './lib/paths.mjs'

const demo = inRoot('.data', 'environment.json')

function environment() {
  if (process.env.DATABASE_URL) return process.env
  if (existsSync(inRoot('.env'))) {
    process.loadEnvFile(inRoot('.env'))
    return process.env
  }
  if (existsSync(demo)) return { ...JSON.parse(readFileSync(demo, 'utf8')), LOG_LEVEL: 'warn', ...process.env }
  console.error(
    'There is no database: start the demo (npm run demo), or set DATABASE_URL and the rest as in .env.example.',
  )
  process.exit(1)
}

const [script, ...args] = process.argv.slice(2)
const child = spawn(process.execPath, ['--import', 'tsx', String(script), ...args], {
  cwd: root,
  env: environment(),
  stdio: 'inherit',
})
for (const signal of /** @type {const} */ (['SIGINT', 'SIGTERM'])) process.on(signal, () => child.kill(signal))
child.once('close', (code) => process.exit(code ?? 1))
