import { randomUUID } from 'node:crypto'
import { run, type Runner, type TaskList } from 'graphile-worker'
import { now } from '@/lib/platform/clock'
import { deliverEventJob } from '@/lib/outbound/jobs'
import { db } from '@/lib/platform/db/client'
import { env } from '@/lib/platform/env'
import { log } from '@/lib/platform/log'
import { beat, forgetHeart } from './heartbeat'
import { jobLogger } from './run-jobs'
import { tasks } from './tasks'
import { tick } from './tick'

const HEARTBEAT_MS = 10_000
const TICK_MS = 60_000
/** Webhooks wait for strangers: they have places of their own, so that none of the others is ever kept waiting by them. */
const DELIVERY_CONCURRENCY = 8

/**
 * The worker process: runs jobs as they come and ticks each minute. Any number may run side by side. Jobs of a worker
 * that was killed are found again by the tick, from the rows they were about.
 */
export async function runWorker({ concurrency = 8 }: { concurrency?: number } = {}): Promise<{
  stop: () => Promise<void>
}> {
  const workerId = `worker-${randomUUID()}`
  const { [deliverEventJob.name]: deliver, ...others } = tasks
  const runners = await Promise.all([
    startRunner(others, concurrency),
    startRunner({ [deliverEventJob.name]: deliver }, DELIVERY_CONCURRENCY),
  ])
  let ticking: Promise<void> | null = null
  const tickOnce = async () => {
    const result = await tick({ now: await now() })
    await beat(workerId, { ticked: true })
    if (result.renewed + result.expired + result.queued > 0) log.info(result, 'tick')
  }
  const every = (milliseconds: number, work: () => Promise<unknown>) =>
    setInterval(() => void work().catch((err: unknown) => log.error({ err }, 'worker')), milliseconds)
  const guardedTick = () => (ticking ??= tickOnce().finally(() => (ticking = null)))

  await beat(workerId)
  void guardedTick().catch((err: unknown) => log.error({ err }, 'worker'))
  const timers = [every(HEARTBEAT_MS, () => beat(workerId)), every(TICK_MS, guardedTick)]
  log.info({ workerId, concurrency }, 'worker started')
  return {
    async stop() {
      for (const timer of timers) clearInterval(timer)
      await ticking?.catch(() => undefined)
      await Promise.all(runners.map((runner) => runner.stop()))
      await forgetHeart(workerId)
      await db.$disconnect()
    },
  }
}

function startRunner(taskList: TaskList, concurrency: number): Promise<Runner> {
  return run({
    connectionString: env.DATABASE_URL,
    taskList,
    concurrency,
    noHandleSignals: true,
    pollInterval: 1_000,
    logger: jobLogger,
    maxPoolSize: concurrency + 2,
  })
}
