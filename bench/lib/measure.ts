export interface Measured {
  ratePerSecond: number
  p50Ms: number
  p99Ms: number
}

/**
 * Does `work(0)` … `work(n - 1)` with `concurrency` of them under way at any time, and times each.
 * Rates are whole numbers, milliseconds have one decimal.
 */
export async function measure(options: {
  n: number
  concurrency: number
  work: (index: number, lane: number) => Promise<void>
  /** How many things one of them does, where the rate is of things. */
  each?: number
}): Promise<Measured> {
  const { n, concurrency, work, each = 1 } = options
  const times = new Float64Array(n)
  let next = 0
  const started = performance.now()
  await Promise.all(
    Array.from({ length: concurrency }, async (_, lane) => {
      for (let index = next++; index < n; index = next++) {
        const begun = performance.now()
        await work(index, lane)
        times[index] = performance.now() - begun
      }
    }),
  )
  const seconds = (performance.now() - started) / 1000
  times.sort()
  return {
    ratePerSecond: Math.round((n * each) / seconds),
    p50Ms: percentile(times, 0.5),
    p99Ms: percentile(times, 0.99),
  }
}

/** Of times in ascending order. */
export function percentile(times: Float64Array, share: number): number {
  return rounded(times[Math.min(times.length - 1, Math.floor(times.length * share))] ?? 0)
}

/** One decimal. */
export function rounded(value: number): number {
  return Math.round(value * 10) / 10
}
