import { expectedUsageInCycle } from '@/lib/engine/expected-usage'
import { groupBy } from '@/lib/engine/group'
import type { PeriodShare } from '@/lib/engine/proration'
import { rational, type Rational } from '@/lib/engine/rational'
import type { UsagePrice } from '@/lib/engine/usage-pricing'
import type { Database } from '@/lib/platform/db/client'
import { countUsage } from './count-usage'
import { loadRunningSlices, windowOf, type RunningSlice } from './running-slices'
import { findContracts } from './store'

/** What a meter costs beyond what is included in the running cycle, as the bill will say it if nothing more is used. */
export interface RunningOverage {
  /** Parts of the cycle that are over: minor units before tax. */
  settled: bigint
  /** The part that runs; null = no price holds any more. */
  running: RunningPart | null
}

export interface RunningPart {
  price: UsagePrice
  months: number
  share: PeriodShare
  /** What the part comes to at its end if nothing more is used and levels stay: an exact decimal. */
  quantity: string
  /** How much of one unit more counts there: an average has only the rest to grow in. */
  weight: Rational
}

/**
 * By subscription and meter, from the very slices that the bill prices: after a change within the cycle its parts count
 * apart, each with its share of what is included. A few reads for hundreds.
 */
export async function listRunningOverage(
  { subscriptionIds, now }: { subscriptionIds: readonly string[]; now: Date },
  tx: Database,
): Promise<Map<string, Map<string, RunningOverage>>> {
  const contracts = await findContracts(tx, [...new Set(subscriptionIds)])
  const { running } = await loadRunningSlices({ contracts, now }, tx)
  const totals = await countUsage(
    tx,
    running.map((each) => windowOf(each, each.slice.to)),
  )
  const measured = running.map((each, index) => ({ ...each, quantity: totals[index]!.quantity }))
  const found = new Map<string, Map<string, RunningOverage>>()
  for (const [id, ofContract] of groupBy(measured, ({ contract }) => contract.id)) {
    const byMeter = groupBy(ofContract, ({ slice }) => slice.price.meterCode ?? '')
    found.set(id, new Map([...byMeter].map(([meter, slices]) => [meter, overageOf(slices, now)])))
  }
  return found
}

type Counted = RunningSlice & { quantity: string }

function overageOf(slices: readonly Counted[], now: Date): RunningOverage {
  const over = slices.filter(({ slice }) => slice.to <= now)
  const running = slices.find(({ slice }) => slice.to > now)
  return {
    settled: over.reduce((sum, each) => sum + pricedSlice(each).amount, 0n),
    running: running ? runningPart(running, now) : null,
  }
}

function runningPart(counted: Counted, now: Date): RunningPart {
  const { slice, cycle, quantity } = counted
  const { start, end } = cycle.period
  const rest = rational(BigInt(slice.to.getTime() - now.getTime()), BigInt(end.getTime() - start.getTime()))
  const { price } = slice
  const weight = price.measure === 'average' ? rest : rational(1n)
  return { price, months: cycle.months, share: pricedSlice(counted).share, quantity, weight }
}

/** As the bill prices it. */
const pricedSlice = ({ cycle, slice: { segment }, contract: { timeZone }, quantity }: Counted) =>
  expectedUsageInCycle({ cycle, segments: [segment], timeZone, readingOf: () => ({ quantity }) })[0]!
