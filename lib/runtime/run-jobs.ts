import { Logger, runOnce } from 'graphile-worker'
import { Pool } from 'pg'
import { env } from '@/lib/platform/env'
import { log } from '@/lib/platform/log'
import { tasks } from './tasks'

export const jobLogger = new Logger(({ jobId, taskIdentifier }) => (level, message) => {
  if (level === 'error') log.error({ jobId, task: taskIdentifier }, message)
  else if (level === 'warning') log.warn({ jobId, task: taskIdentifier }, message)
  else log.debug({ jobId, task: taskIdentifier }, message)
})

export interface RunOptions {
  concurrency?: number
  /** Names of tasks to leave in the queue. */
  without?: string[]
}

let pool: Pool | undefined

/**
 * Runs queued jobs until none is ready: for the cron route (there is no worker on Vercel), the time machine and tests.
 * A job that fails is tried again later by whoever runs jobs then.
 */
export async function runJobs({ concurrency = 8, without = [] }: RunOptions = {}): Promise<void> {
  const taskList = Object.fromEntries(Object.entries(tasks).filter(([name]) => !without.includes(name)))
  pool ??= openPool(concurrency + 2)
  await runOnce({ pgPool: pool, taskList, concurrency, noHandleSignals: true, logger: jobLogger })
}

/** A connection that is lost while idle is logged and replaced, not fatal. */
function openPool(max: number): Pool {
  const onError = (err: Error) => log.error({ err }, 'job pool')
  return new Pool({ connectionString: env.DATABASE_URL, max })
    .on('error', onError)
    .on('connect', (client) => client.on('error', onError))
}

/** Lets a script or test end: its connections would keep the process alive. */
export async function closeJobs(): Promise<void> {
  await pool?.end()
  pool = undefined
}
