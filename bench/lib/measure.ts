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
}): Promise<Measured> {
  const { n, concurrency, work } = options
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
  const percentile = (share: number) => rounded(times[Math.min(n - 1, Math.floor(n * share))] ?? 0)
  return { ratePerSecond: Math.round(n / seconds), p50Ms: percentile(0.5), p99Ms: percentile(0.99) }
}

/** One decimal. */
export function rounded(value: number): number {
  return Math.round(value * 10) / 10
}
