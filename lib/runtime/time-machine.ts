import { z } from 'zod'
import { now as readClock, setSandboxClock } from '@/lib/platform/clock'
import { env } from '@/lib/platform/env'
import { invalid } from '@/lib/platform/errors'
import { defineJob } from '@/lib/platform/jobs/define-job'
import { nextDueInstant } from './next-due'
import type { RunOptions } from './run-jobs'

/** The time machine as a job, so that staff travel from a screen while the worker does the work. */
export const travelJob = defineJob('travel', z.object({ to: z.iso.datetime() }))

export interface TravelStep {
  at: Date
  renewed: number
  expired: number
}

/**
 * Sandbox only: moves the clock to `to`, stopping at each instant at which something is due and doing it there, jobs
 * included, so that a year passes as it would have. Time only moves forward. The clock then flows on from `to`.
 */
export async function travel({
  to,
  options,
  onStep,
}: {
  to: Date
  options?: RunOptions
  onStep?: (step: TravelStep) => void
}): Promise<{ steps: number }> {
  const from = await readClock()
  if (to <= from)
    throw invalid('time_moves_forward', 'The time machine travels forward only.', { now: from.toISOString() })
  let steps = 0
  let at = from
  try {
    // What waits already is of now, not of the first instant ahead.
    await setTime(at, true)
    await workUntilQuiet({ now: at, options })
    for (;;) {
      const due = await nextDueInstant({ after: at, through: to })
      at = due ?? to
      if (!due) return { steps }
      await setTime(at, true)
      const result = await workUntilQuiet({ now: at, options })
      steps++
      onStep?.({ at, ...result })
    }
  } finally {
    await setTime(at, false)
  }
}

async function setTime(instant: Date, frozen: boolean): Promise<void> {
  await Promise.all([setSandboxClock(instant, frozen), setProcessorClock(instant, frozen)])
}

/** Ticks and runs jobs until neither brings up anything more at this instant. */
async function workUntilQuiet({ now, options }: { now: Date; options?: RunOptions }) {
  // Loaded here because the task list names this module's own job.
  const [{ tick }, { runJobs }] = await Promise.all([import('./tick'), import('./run-jobs')])
  const result = await tick({ now, stranded: false })
  await runJobs(options)
  return result
}

/** The sandbox's Stripe lives in the same time: what it settles later (SEPA) settles when we get there. */
export async function setProcessorClock(instant: Date | null, frozen = true): Promise<void> {
  const response = await fetch(`${env.SANDBOX_URL}/sandbox/clock`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ now: instant?.toISOString() ?? null, frozen }),
  })
  if (!response.ok) throw new Error(`The sandbox did not take the time: ${response.status}.`)
}
