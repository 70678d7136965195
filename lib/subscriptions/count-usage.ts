import type { MeterTerms } from '@/lib/catalog/meter-terms'
import { groupBy } from '@/lib/engine/group'
import { meteredSegments } from '@/lib/engine/metered-segments'
import { add, compare, fromDecimalString, toDecimalString } from '@/lib/engine/rational'
import type { ItemSegment } from '@/lib/engine/timeline'
import type { Measure } from '@/lib/engine/usage-pricing'
import type { Database } from '@/lib/platform/db/client'
import { totalsOf, type UsageTotal } from '@/lib/usage/read-totals'
import type { Contract, ContractItem } from './contract-facts'
import { countedBy, givenBy, without } from './sibling-contracts'
import type { SubscriptionContract } from './store'

/** The metered segments of a contract, and when older subscriptions of its customer count for it. */
export interface Metering {
  segments: ItemSegment[]
  countedElsewhere: (meterCode: string) => { from: Date; to: Date }[]
}

/** By what the plans and add-ons of a contract say, and of the customer's other subscriptions, the oldest first. */
export function meteringOf(
  contract: Contract,
  { terms, siblings = [] }: { terms: MeterTerms; siblings?: readonly SubscriptionContract[] },
): Metering {
  const position = siblings.findIndex(({ id }) => id === contract.id)
  const others = siblings.filter(({ id }) => id !== contract.id)
  const older = (position === -1 ? [] : siblings.slice(0, position)).map((sibling) => ({
    contract: sibling,
    segments: segmentsOf(sibling.items, [], terms).map(({ from, to, metered }) => {
      return { from, to, meterCode: metered?.meterCode ?? '' }
    }),
  }))
  return {
    segments: segmentsOf(contract.items, givenBy(others), terms),
    countedElsewhere: (meterCode) => (older.length > 0 ? countedBy(older, meterCode) : []),
  }
}

function segmentsOf(
  own: readonly ContractItem[],
  given: readonly ContractItem[],
  { meters, plans }: MeterTerms,
): ItemSegment[] {
  const meteredItem = (item: ContractItem, isPlan: boolean) => {
    const { id, itemId, priceId, quantity, from, to, price } = item
    const { currency, taxBehavior, plan, planId } = price
    const terms = plans.get(planId)
    const inCurrency = [...(terms?.overagePrices ?? [])].map(([meter, versions]) => {
      return [meter, versions.filter((version) => version.currency === currency)] as const
    })
    return {
      ...{ itemId, segmentId: id, priceId, planCode: plan.code, quantity, currency, taxBehavior, from, to, isPlan },
      allowances: terms?.allowances ?? new Map(),
      overagePrices: new Map(inCurrency),
    }
  }
  return meteredSegments({
    items: [
      ...own.map((item) => meteredItem(item, item.price.plan.kind === 'PLAN')),
      ...given.map((item) => meteredItem(item, false)),
    ],
    meters: meters.map(({ code, name, measure }) => ({ code, description: name, measure })),
  })
}

export interface CountedWindow {
  customerId: string
  meterCode: string
  measure: Measure
  from: Date
  to: Date
  periodMs: number
  countedElsewhere: Metering['countedElsewhere']
}

/** What was used in each window, in the order given, but for what another subscription counts. */
export async function countUsage(tx: Database, windows: readonly CountedWindow[]): Promise<UsageTotal[]> {
  const parts = windows.flatMap((window, index) =>
    without(window, window.countedElsewhere(window.meterCode)).map(({ from, to }) => ({ index, from, to })),
  )
  const totals = await totalsOf(
    tx,
    parts.map(({ index, from, to }) => {
      const { customerId, meterCode, periodMs } = windows[index]!
      return { customerId, meterCode, from, to, periodMs }
    }),
  )
  const found = windows.map((): UsageTotal[] => [])
  parts.forEach(({ index }, position) => found[index]!.push(totals[position]!))
  return found.map((each, index) => together(each, windows[index]!.measure))
}

/** Parts of one window: a flow and an average add up, of a level the highest stands. */
function together(parts: readonly UsageTotal[], measure: Measure): UsageTotal {
  const [first, ...others] = parts
  if (!first) return { quantity: '0', groups: [] }
  if (others.length === 0) return first
  const combine = (quantities: string[]): string => {
    const exact = quantities.map(fromDecimalString)
    return toDecimalString(
      measure === 'level' ? exact.reduce((a, b) => (compare(a, b) < 0 ? b : a)) : exact.reduce((a, b) => add(a, b)),
    )
  }
  const groups = groupBy(
    parts.flatMap((part) => part.groups),
    ({ key }) => key,
  )
  return {
    quantity: combine(parts.map(({ quantity }) => quantity)),
    groups: [...groups].map(([key, rows]) => ({ key, quantity: combine(rows.map(({ quantity }) => quantity)) })),
  }
}
