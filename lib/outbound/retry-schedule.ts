const SECOND = 1000
const MINUTE = 60 * SECOND
const HOUR = 60 * MINUTE

/** How long after an attempt the next one comes, as docs/WEBHOOKS.md prints it: ten attempts in three days (71.6 hours). */
export const RETRY_DELAYS_MS = [
  1 * MINUTE,
  5 * MINUTE,
  30 * MINUTE,
  2 * HOUR,
  5 * HOUR,
  10 * HOUR,
  14 * HOUR,
  20 * HOUR,
  20 * HOUR,
] as const

/** Each delay is up to this much longer, so that what failed together does not come back together. */
export const JITTER = 0.1

/** An endpoint of which nothing was taken for so long is switched off. */
export const DISABLE_AFTER_MS = 4 * 24 * HOUR

/** After a time-out or a refused connection nobody else waits for the same silence: this long nothing is sent to the endpoint. */
export const HOLD_MS = 1 * MINUTE

/** Until somebody rotates the secret that no key opens, or brings the key back, its deliveries stand in no other's way. */
export const UNREADABLE_MS = 5 * MINUTE

/** Two attempts at one delivery never run at once; one that died with its process is found again after this. */
export const LEASE_MS = 2 * MINUTE

/**
 * When a delivery is tried again after its `step`-th failure in a row (from 1), or null: that was the last.
 * `random` is from [0, 1). Example: after the first failure at 12:00:00 between 12:01:00 and 12:01:06.
 */
export function nextAttemptAt({ step, now, random }: { step: number; now: Date; random: number }): Date | null {
  const delay = RETRY_DELAYS_MS[step - 1]
  return delay === undefined ? null : new Date(now.getTime() + Math.round(delay * (1 + JITTER * random)))
}
