import { vi } from 'vitest'

const factor = Number(process.env.PROPERTY_FACTOR ?? 1)
if (factor > 1) vi.setConfig({ testTimeout: 10_000 * factor })

/**
 * How many random cases a property tries: few by default, so the unit run stays at seconds. `PROPERTY_FACTOR=50`
 * multiplies them (20,000 random subscription lives in one property) for the thorough run.
 */
export const runs = (byDefault: number): { numRuns: number } => ({ numRuns: byDefault * factor })
