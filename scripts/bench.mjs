// `npm run bench -- <name> [--n N] [--workers W]`: runs bench/<name>.ts and ends with its result as one line of JSON.
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { Complaint, runMain } from './lib/complaint.mjs'
import { assertNode, installDependencies } from './lib/dependencies.mjs'
import { generateClient } from './lib/generate.mjs'
import { inRoot } from './lib/paths.mjs'
import { freePorts } from './lib/ports.mjs'
import { createStack } from './lib/stack.mjs'

/** @typedef {import('../bench/lib/benchmark').BenchContext} BenchContext */
/** @typedef {{ run: import('../bench/lib/benchmark').Benchmark, defaultN: number }} BenchModule */

const names = readdirSync(inRoot('bench')).flatMap((file) => (file.endsWith('.ts') ? [file.slice(0, -3)] : []))

await runMain(async () => {
  const { name, n, workers } = wanted()
  assertNode()
  installDependencies()
  await generateClient()
  const { tsImport } = await import('tsx/esm/api')
  const { buildAll, bundleProcesses } = await import('./lib/build.mjs')
  const { createFromTemplate, startTestPostgres } = await import('./lib/test-postgres.mjs')
  /** @type {BenchModule} */
  const { run, defaultN } = await tsImport(`../bench/${name}.ts`, import.meta.url)

  const postgres = await startTestPostgres({ durable: true })
  const undo = [postgres.stop]
  const stopAll = async () => {
    while (undo.length > 0) await undo.pop()?.()
  }
  for (const signal of /** @type {const} */ (['SIGINT', 'SIGTERM'])) {
    process.once(signal, () => void stopAll().then(() => process.exit(130)))
  }
  try {
    const result = await run({
      n: n ?? defaultN,
      workers,
      say: (line) => console.log(line),
      async createDatabase(database, from) {
        await createFromTemplate(postgres.adminUrl, database, from)
        return postgres.urlOf(database)
      },
      async createStack(databaseUrl, environment = {}) {
        const [app = 0, intake = 0, sandbox = 0, smtp = 0] = await freePorts(4)
        const stack = createStack({
          databaseUrl,
          ports: { app, intake, sandbox, smtp },
          logs: inRoot('.data', 'logs', 'bench'),
          environment: { LOG_LEVEL: 'warn', ...environment },
        })
        undo.push(stack.stop)
        const start = async (/** @type {import('./lib/stack.mjs').Part} */ part) => {
          // The app takes a minute to build: only who measures it waits for that.
          await (part === 'app' ? buildAll() : bundleProcesses())
          await stack.start(part)
        }
        return { ...stack, start, peakMemoryMb: (part) => peakMemoryMb(stack.pidOf(part)) }
      },
    })
    console.log(JSON.stringify(result))
  } finally {
    await stopAll()
  }
})

function wanted() {
  const { positionals, values } = parseArgs({
    options: { n: { type: 'string' }, workers: { type: 'string' } },
    allowPositionals: true,
  })
  const [name] = positionals
  if (!name || !names.includes(name)) {
    throw new Complaint(`npm run bench -- <name> [--n N] [--workers W], where the name is one of: ${names.join(', ')}`)
  }
  return { name, n: wholeNumber('n', values.n), workers: wholeNumber('workers', values.workers) }
}

function wholeNumber(/** @type {string} */ option, /** @type {string | undefined} */ text) {
  if (text === undefined) return undefined
  if (!/^[1-9]\d*$/.test(text)) throw new Complaint(`--${option} takes a whole number.`)
  return Number(text)
}

/** The high-water mark of a process, where the system tells it. */
function peakMemoryMb(/** @type {number | undefined} */ pid) {
  const file = `/proc/${pid}/status`
  const kilobytes = existsSync(file) ? /VmHWM:\s+(\d+)/.exec(readFileSync(file, 'utf8'))?.[1] : undefined
  return Math.round(Number(kilobytes ?? 0) / 1024)
}
