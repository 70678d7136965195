import { recordAudit } from '@/lib/audit/record-audit'
import type { Actor } from '@/lib/audit/actor'
import { now as readClock } from '@/lib/platform/clock'
import { db, inTransaction } from '@/lib/platform/db/client'
import { isSandbox } from '@/lib/platform/env'
import { conflict, invalid, notFound } from '@/lib/platform/errors'
import { travelJob } from './time-machine'

const DAY = 24 * 60 * 60 * 1000
/** Longer journeys take the worker too long for a screen. */
export const FARTHEST_DAYS = 731

/**
 * Asks the worker to travel to an instant (sandbox only). One journey at a time. Throws time_moves_forward, too_far,
 * already_traveling.
 */
export async function requestTravel({ to, actor, now }: { to: Date; actor: Actor; now: Date }): Promise<void> {
  if (!isSandbox) throw notFound('time machine')
  if (to <= now) throw invalid('time_moves_forward', 'The time machine travels forward only.')
  if (to.getTime() - now.getTime() > FARTHEST_DAYS * DAY)
    throw invalid('too_far', 'Travel two years at most at once.', { days: FARTHEST_DAYS })
  await inTransaction(async (tx) => {
    // Two requests at once: the second waits here and then sees the first one's job.
    await tx.$executeRaw`SELECT pg_advisory_xact_lock(hashtext('travel'))`
    if (await findJourney(tx)) throw conflict('already_traveling', 'A journey is under way already.')
    await travelJob.enqueue(tx, { to: to.toISOString() }, { key: 'travel', maxAttempts: 1 })
    await recordAudit(tx, now, {
      actor,
      action: 'sandbox.travel',
      target: { type: 'sandbox', id: 'clock' },
      data: { to: to.toISOString() },
    })
  })
}

export interface TravelState {
  now: Date
  /** Where the clock is being moved to, while it is. */
  to: Date | null
  /** Why the last journey stopped before its end. */
  error: string | null
}

/** Where the time machine is. While it travels, `now` is the instant at which work is being done. */
export async function readTravel(): Promise<TravelState> {
  const [now, journey] = await Promise.all([readClock(), findJourney(db, { failed: true })])
  const isOver = journey !== null && journey.attempts >= journey.maxAttempts && !journey.locked
  return {
    now,
    to: journey && !isOver ? new Date(journey.to) : null,
    error: journey && isOver ? journey.error : null,
  }
}

interface Journey {
  to: string
  attempts: number
  maxAttempts: number
  locked: boolean
  error: string | null
}

/** The job of the journey that waits or runs; with `failed`, also the one that gave up. */
async function findJourney(
  tx: Pick<typeof db, '$queryRaw'>,
  { failed = false }: { failed?: boolean } = {},
): Promise<Journey | null> {
  const rows = await tx.$queryRaw<Journey[]>`
    SELECT j.payload->>'to' AS "to", j.attempts::int AS attempts, j.max_attempts::int AS "maxAttempts",
           j.locked_at IS NOT NULL AS locked, j.last_error AS error
    FROM graphile_worker._private_jobs j JOIN graphile_worker._private_tasks t ON t.id = j.task_id
    WHERE t.identifier = ${travelJob.name} AND (${failed} OR j.locked_at IS NOT NULL OR j.attempts < j.max_attempts)
    ORDER BY j.created_at DESC LIMIT 1`
  return rows[0] ?? null
}
