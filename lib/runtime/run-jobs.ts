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

let pool: Pool | undefined

/**
 * Runs queued jobs until none is ready: for the cron route (there is no worker on Vercel), the time machine and tests.
 * A job that fails is tried again later by whoever runs jobs then.
 */
export async function runJobs({ concurrency = 8 }: { concurrency?: number } = {}): Promise<void> {
  pool ??= new Pool({ connectionString: env.DATABASE_URL, max: concurrency + 2 }).on('error', (err) =>
    log.error({ err }, 'job pool'),
  )
  await runOnce({ pgPool: pool, taskList: tasks, concurrency, noHandleSignals: true, logger: jobLogger })
}

/** Lets a script or test end: its connections would keep the process alive. */
export async function closeJobs(): Promise<void> {
  await pool?.end()
  pool = undefined
}
