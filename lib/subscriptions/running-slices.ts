import { listMeterTerms, type MeterTerms } from '@/lib/catalog/meter-terms'
import { usageSlices, type UsageSlice } from '@/lib/engine/expected-usage'
import { cyclesOf, type TimelineCycle } from '@/lib/engine/timeline'
import type { Database } from '@/lib/platform/db/client'
import { subscriptionFacts } from './contract-facts'
import { meteringOf, type CountedWindow, type Metering } from './count-usage'
import { loadSiblings } from './sibling-contracts'
import type { SubscriptionContract } from './store'

/** A part of the running cycle in which the terms of a meter are the same: what the bill will price by itself. */
export interface RunningSlice {
  contract: SubscriptionContract
  metering: Metering
  cycle: TimelineCycle
  slice: UsageSlice
}

/**
 * The slices of the cycles that run at `now`, as far as they have begun, in order of time, with the terms they go by. None of
 * a contract that is in a trial or paused, has ended, or whose plan has no overage price.
 */
export async function loadRunningSlices(
  { contracts, now }: { contracts: readonly SubscriptionContract[]; now: Date },
  tx: Database,
): Promise<{ running: RunningSlice[]; terms: MeterTerms }> {
  const siblings = await loadSiblings(tx, [...new Set(contracts.map(({ customerId }) => customerId))])
  // What other subscriptions of the customer include counts as well.
  const all = [...contracts, ...[...siblings.values()].flat()]
  const planIds = new Set(all.flatMap(({ items }) => items.map(({ price }) => price.planId)))
  const terms = await listMeterTerms([...planIds], tx)
  const running = contracts.flatMap((contract) => {
    const metering = meteringOf(contract, { terms, siblings: siblings.get(contract.customerId) })
    return runningSlices({ contract, metering, now })
  })
  return { running, terms }
}

function runningSlices({
  contract,
  metering,
  now,
}: Omit<RunningSlice, 'cycle' | 'slice'> & { now: Date }): RunningSlice[] {
  const { segments } = metering
  if (segments.length === 0) return []
  const subscription = subscriptionFacts(contract)
  const cycle = cyclesOf({ subscription, through: now, since: now }).find(({ start, end }) => start <= now && now < end)
  if (!cycle) return []
  return usageSlices({ cycle, segments })
    .filter(({ from }) => from <= now)
    .map((slice) => ({ contract, metering, cycle, slice }))
}

/** What has to be counted for a slice, up to an instant. */
export function windowOf({ slice: { price, from }, contract, cycle, metering }: RunningSlice, to: Date): CountedWindow {
  const { meterCode = '', measure = 'flow' } = price
  const periodMs = cycle.period.end.getTime() - cycle.period.start.getTime()
  const { countedElsewhere } = metering
  return { customerId: contract.customerId, meterCode, measure, from, to, periodMs, countedElsewhere }
}
