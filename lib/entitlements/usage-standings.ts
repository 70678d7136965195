import { db } from '@/lib/platform/db/client'
import { readCurrentUsages } from '@/lib/usage/current-usage'
import { usageState, type UsageState } from './decide'
import { overageAmount, readOverageParts } from './overage-parts'
import { readStates } from './read-state'

/** How a customer stands with a meter in the period that runs. */
export interface UsageStanding extends UsageState {
  /** Minor units, without VAT: what is beyond costs so far. */
  overageAmount: bigint
  currency: string
}

/**
 * How many customers stand with a meter each, in the order given: a handful of reads for hundreds, without locks. Null: there
 * is no such customer or meter.
 */
export async function readUsageStandings(
  wanted: readonly { customerId: string; meterCode: string }[],
  now: Date,
): Promise<(UsageStanding | null)[]> {
  const ids = [...new Set(wanted.map(({ customerId }) => customerId))]
  const states = new Map((await readStates(ids, now)).map((state, index) => [ids[index]!, state]))
  const found = [...states.values()].flatMap((state) => state?.entitlements ?? [])
  await readOverageParts(
    found.filter(({ spendCap }) => !spendCap),
    now,
  )
  const meters = wanted.map(({ customerId, meterCode }) => states.get(customerId)?.entitlements.meters.get(meterCode))
  const missing = wanted.flatMap(({ customerId, meterCode }, index) => {
    const state = meters[index]
    if (!state || state.counted !== null) return []
    return [{ customerId, meterCode, periodStart: state.period.start, periodEnd: state.period.end }]
  })
  const read = await readCurrentUsages(db, missing)
  let next = 0
  return meters.map((state) => {
    if (!state) return null
    const used = state.counted ?? read[next++]!
    return { ...usageState(state, used), overageAmount: overageAmount(state, used), currency: state.currency }
  })
}
