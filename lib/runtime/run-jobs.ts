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
  for (;;) {
    // runOnce asks for a job on as many connections as it may use, so it gets no more of them than there is work.
    const ready = await countReady(pool, { names: Object.keys(taskList), limit: concurrency })
    if (ready === 0) return
    await runOnce({ pgPool: pool, taskList, concurrency: ready, noHandleSignals: true, logger: jobLogger })
  }
}

/** Jobs that could run at this moment, counted up to `limit`. */
async function countReady(pool: Pool, { names, limit }: { names: string[]; limit: number }): Promise<number> {
  const { rows } = await pool.query<{ ready: number }>(
    `SELECT count(*)::int AS ready FROM (
       SELECT FROM graphile_worker.jobs WHERE run_at <= now() AND attempts < max_attempts AND locked_at IS NULL
       AND task_identifier = ANY($1) LIMIT $2) AS jobs`,
    [names, limit],
  )
  return rows[0]!.ready
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
