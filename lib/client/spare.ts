/** So many failures in a row, without an answer in between, mean that the API is away, and not that one request was unlucky. */
const FAILURES = 5

/**
 * Spares callers the wait for an API that is away: after five failures in a row nothing is asked for a moment, then again;
 * one answer ends it.
 */
export function spareCallers(pauseMs: number) {
  let failures = 0
  let failedAt = -Infinity
  return {
    /** Whether asking now would only be waiting. */
    isPausing: () => failures >= FAILURES && performance.now() - failedAt < pauseMs,
    failed() {
      failures += 1
      failedAt = performance.now()
    },
    answered() {
      failures = 0
    },
  }
}
