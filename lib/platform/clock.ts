import { db } from './db/client'
import { isSandbox } from './env'

/**
 * The present instant (UTC). A use-case asks once and passes it on; nothing else in `lib` or `app` reads a clock.
 * In the sandbox the time machine's row decides, so that all processes travel together.
 */
export async function now(): Promise<Date> {
  if (!isSandbox) return new Date()
  const row = await db.sandboxClock.findUnique({ where: { id: 1 } })
  if (!row) return new Date()
  return row.frozen ? row.now : new Date(row.now.getTime() + Date.now() - row.updatedAt.getTime())
}

/** The machine's own clock, for what must not travel in time: heartbeats, session expiry, rate limits, durations. */
export const wallClock = (): Date => new Date()

/** Sets the sandbox's clock; `frozen` makes time stand still while due work is done. `null` returns to real time. */
export async function setSandboxClock(instant: Date | null, frozen: boolean): Promise<void> {
  if (!isSandbox) throw new Error('The clock can be set in the sandbox only.')
  if (instant === null) {
    await db.sandboxClock.deleteMany()
    return
  }
  const row = { now: instant, updatedAt: new Date(), frozen }
  await db.sandboxClock.upsert({ where: { id: 1 }, create: { id: 1, ...row }, update: row })
}
