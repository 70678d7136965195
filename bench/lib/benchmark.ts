/** What a benchmark is given by `scripts/bench.mjs`. */
export interface BenchContext {
  /** How much to do. */
  n: number
  /** How many processes share it, where the benchmark knows such. */
  workers?: number
  /**
   * A migrated, empty database on a PostgreSQL of this run's own, with the settings of a real server; or a copy of another
   * one of the run, which nobody is connected to.
   */
  createDatabase: (name: string, from?: string) => Promise<string>
  /** A running system (or some parts of it) on that database; stopped at the end by the runner. */
  createStack: (databaseUrl: string, environment?: Record<string, string>) => Promise<BenchStack>
  say: (line: string) => void
}

export interface BenchStack {
  appUrl: string
  intakeUrl: string
  env: Record<string, string | undefined>
  start: (part: 'app' | 'intake' | 'sandbox' | 'worker') => Promise<void>
  stop: () => Promise<void>
  /** The most memory that a part has used so far. */
  peakMemoryMb: (part: 'app' | 'intake' | 'sandbox' | 'worker') => number
}

/** The last line of a benchmark. `ratio` is rate ÷ floor, which survives a noisy machine. */
export interface BenchResult {
  name: string
  n: number
  ratePerSecond: number
  floorPerSecond: number
  ratio: number
  p50Ms: number
  p99Ms: number
  peakMemoryMb: number
  [more: string]: unknown
}

/** A benchmark: `bench/<name>.ts` exports one as `run`, and `defaultN`. */
export type Benchmark = (context: BenchContext) => Promise<BenchResult>
