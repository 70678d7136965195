import { listMeterTerms } from '@/lib/catalog/meter-terms'
import { plansWithMinimum } from '@/lib/catalog/read-catalog'
import type { UsageFact } from '@/lib/engine/billing'
import type { ItemSegment } from '@/lib/engine/timeline'
import { usageWindows, type UsageWindow } from '@/lib/engine/usage-windows'
import type { Database } from '@/lib/platform/db/client'
import { customersWithUsage } from '@/lib/usage/read-totals'
import { subscriptionFacts, type Contract } from './contract-facts'
import { countUsage, meteringOf } from './count-usage'
import { loadSiblings } from './sibling-contracts'

/** What was used under a contract, as far as billing through an instant has to know it. */
export interface ContractUsage {
  /** The metered segments of the contract. */
  segments: ItemSegment[]
  windows: UsageWindow[]
  facts: UsageFact[]
  /** Cycles that ended after this are looked at. */
  since: Date
  /** Whether the cycle that runs is counted so far. */
  running: boolean
}

export interface UsageWanted {
  customerId: string
  /** As it will be. */
  contract: Contract
  /** Billing goes through here. */
  at: Date
  /** Use of cycles that ended after this. */
  since: Date
  running?: boolean
}

/**
 * What was used under these contracts, by subscription: a handful of reads for hundreds of them. Customers for whom nothing
 * was ever counted cost nothing, unless their plan has a minimum: they are left out.
 */
export async function loadUsage(tx: Database, wanted: readonly UsageWanted[]): Promise<Map<string, ContractUsage>> {
  const found = new Map<string, ContractUsage>()
  if (wanted.length === 0) return found
  const using = await customersWithUsage(tx, [...new Set(wanted.map(({ customerId }) => customerId))])
  const withMinimum = await plansWithMinimum(tx, planIdsOf(wanted.map(({ contract }) => contract)))
  const metered = wanted.filter(
    ({ customerId, contract }) =>
      using.has(customerId) || contract.items.some(({ price }) => withMinimum.has(price.planId)),
  )
  if (metered.length === 0) return found
  const siblings = await loadSiblings(tx, [...using])
  const contracts = [...metered.map(({ contract }) => contract), ...[...siblings.values()].flat()]
  const terms = await listMeterTerms(planIdsOf(contracts), tx)
  const counted = metered.flatMap(({ customerId, contract, at, since, running = false }) => {
    const { segments, countedElsewhere } = meteringOf(contract, { terms, siblings: siblings.get(customerId) })
    if (segments.length === 0) return []
    const subscription = subscriptionFacts(contract)
    const windows = usageWindows({ subscription, segments, billThrough: at, since, running })
    const usage: ContractUsage = { segments, windows, facts: [], since, running }
    found.set(contract.id, usage)
    return windows.map((window) => ({ ...window, usage, customerId, countedElsewhere }))
  })
  const totals = await countUsage(tx, counted)
  counted.forEach(({ segmentId, cycleIndex, usage }, index) => {
    usage.facts.push({ segmentId, cycleIndex, ...totals[index]! })
  })
  return found
}

const planIdsOf = (contracts: readonly Contract[]): string[] => [
  ...new Set(contracts.flatMap(({ items }) => items.map(({ price }) => price.planId))),
]

const DAY = 24 * 60 * 60 * 1000

/**
 * Since when use has to be looked at again at the boundary of a period: what may have arrived late was, at the boundary
 * before, not all there yet. Each cycle is thus looked at until its late window is over.
 */
export function usageSince({
  at,
  period,
  lateUsageDays,
}: {
  at: Date
  /** The one that ends at `at`. */
  period: { start: Date; end: Date }
  lateUsageDays: number
}): Date {
  return new Date(at.getTime() - (period.end.getTime() - period.start.getTime()) - lateUsageDays * DAY)
}

/** Since when use is settled apart from renewals: the late window, and the last cycle that it may be of. */
export function lookBack(at: Date, lateUsageDays: number): Date {
  return new Date(at.getTime() - (lateUsageDays + 31) * DAY)
}

/** Late use waits for the next renewal, but not longer than this: then it has an invoice of its own. */
const LONGEST_WAIT_DAYS = 45

/**
 * When use of a cycle that ended at `at` is settled apart from renewals: once no more can arrive, if the next renewal is
 * far (a year, a pause); else null.
 */
export function settlesApartAt({
  at,
  nextBoundary,
  lateUsageDays,
}: {
  at: Date
  nextBoundary: Date | null
  lateUsageDays: number
}): Date | null {
  const isNear = nextBoundary && nextBoundary.getTime() - at.getTime() <= LONGEST_WAIT_DAYS * DAY
  return isNear ? null : new Date(at.getTime() + lateUsageDays * DAY)
}
