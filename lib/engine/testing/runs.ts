/**
 * How many random cases a property tries: few by default, so the unit run stays at seconds; `ENGINE_RUNS=20000` for the
 * thorough run. Plain-node environment of the test runner, not of the engine.
 */
export const runs = (byDefault: number): { numRuns: number } => ({
  numRuns: Number(process.env.ENGINE_RUNS ?? byDefault),
})
