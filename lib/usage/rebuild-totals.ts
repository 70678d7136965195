import { inTransaction } from '@/lib/platform/db/client'
import { runSqlOn } from '@/lib/platform/db/run-sql'
import { lockCounterRows, type Pair } from './counter-store'
import { findDifferences, findPairs, markStale, rereadUniques, type Difference } from './rebuild-store'
import { rereadHours } from './total-store'

const PAIRS_AT_ONCE = 50
/** A meter of a large customer may hold millions of events. */
const TIMEOUT_MS = 30 * 60 * 1000

/**
 * Holds the totals against the events they came from, for one customer, one meter or all, and puts right what differs: the
 * differences there were are returned, none if all is well. Intake goes on; only the customers and meters at hand wait.
 * Months whose events are archived stay as they are. With `repair: false` it only looks.
 */
export async function rebuildTotals({
  repair = true,
  ...which
}: {
  customerId?: string
  meterCode?: string
  repair?: boolean
} = {}): Promise<Difference[]> {
  const all: Difference[] = []
  for (let after: Pair | undefined; ;) {
    const pairs = await findPairs(which, after, PAIRS_AT_ONCE)
    if (pairs.length === 0) return all
    all.push(...(await inTransaction((tx) => rebuildPairs(tx, pairs, repair), TIMEOUT_MS)))
    after = pairs.at(-1)
  }
}

async function rebuildPairs(
  tx: Parameters<typeof findDifferences>[0],
  pairs: Pair[],
  repair: boolean,
): Promise<Difference[]> {
  await lockCounterRows(tx, pairs, new Date(0))
  const { buckets, uniques } = await findDifferences(tx, pairs)
  const differences = [...buckets, ...uniques]
  if (!repair || differences.length === 0) return differences
  await rereadHours(
    runSqlOn(tx),
    buckets.map((each) => ({ ...each, hour: each.hour.getTime() })),
  )
  if (uniques.length > 0) await rereadUniques(tx, uniques)
  await markStale(tx, differences)
  return differences
}
