import { fork, type ChildProcess } from 'node:child_process'
import { mkdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { build } from 'esbuild'

/**
 * Room for what a whole batch leaves behind, so that it is garbage before anyone looks (a tenth less work); and a limit,
 * without which V8 lets garbage lie for as long as the machine has memory.
 */
const HEAP = ['--max-semi-space-size=32', '--max-old-space-size=400']

const root = join(import.meta.dirname, '..', '..')

export interface RenewalOrder {
  task: 'catalog' | 'renew'
  /** ISO. */
  now: string
  limit?: number
}

export interface RenewalReport {
  renewed: number
  batchMs: number[]
  largestBatch: number
  peakMemoryMb: number
  cpuMs: number
}

export interface RenewalProcess {
  pid: number
  carryOut: (order: RenewalOrder) => Promise<RenewalReport>
  stop: () => Promise<void>
}

/** Starts workers, bundled like the real one, and waits until they are there. Node's own options reach them. */
export async function startRenewalProcesses({
  count,
  env,
}: {
  count: number
  env: Record<string, string | undefined>
}): Promise<RenewalProcess[]> {
  const folder = join(root, '.data', `bench-${process.pid}`)
  mkdirSync(folder, { recursive: true })
  const script = join(folder, 'renewal-worker.mjs')
  try {
    return await bundleAndStart(script, { count, env })
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

async function bundleAndStart(
  script: string,
  { count, env }: { count: number; env: Record<string, string | undefined> },
): Promise<RenewalProcess[]> {
  await build({
    entryPoints: [join(import.meta.dirname, 'renewal-worker.ts')],
    outfile: script,
    bundle: true,
    platform: 'node',
    target: 'node20',
    format: 'esm',
    packages: 'external',
    alias: { '@': root, 'server-only': join(root, 'lib/platform/testing/empty-module.ts') },
    logLevel: 'error',
  })
  return Promise.all(Array.from({ length: count }, () => start(script, env)))
}

async function start(script: string, env: Record<string, string | undefined>): Promise<RenewalProcess> {
  const child = fork(script, { cwd: root, env: { ...process.env, ...env }, execArgv: [...process.execArgv, ...HEAP] })
  await answer(child)
  return {
    pid: child.pid!,
    carryOut(order) {
      child.send(order)
      return answer(child)
    },
    async stop() {
      if (child.exitCode !== null) return
      const ended = new Promise((resolve) => child.once('exit', resolve))
      child.disconnect()
      await ended
    },
  }
}

function answer(child: ChildProcess): Promise<RenewalReport> {
  return new Promise((resolve, reject) => {
    const onExit = () => reject(new Error('A worker of the benchmark stopped by itself.'))
    child.once('exit', onExit)
    child.once('message', (report) => {
      child.off('exit', onExit)
      resolve(report as RenewalReport)
    })
  })
}
