import { inTransaction, type Transaction } from '@/lib/platform/db/client'
import { runSql, runSqlOn } from '@/lib/platform/db/run-sql'
import { notFound } from '@/lib/platform/errors'
import { microBatch } from '@/lib/platform/micro-batch'
import { currentUsages, type CurrentWindow } from '@/lib/usage/current-usage'
import { catalogueOf, type Catalogue } from './catalogue'
import { findFacts } from './facts-store'
import type { UsedByMeter } from './decide'
import { readOverageParts } from './overage-parts'
import { resolve, type CustomerEntitlements } from './resolve'

/** What a customer may do, and the catalogue it was resolved by. */
export interface EntitlementState {
  entitlements: CustomerEntitlements
  catalogue: Catalogue
}

/** Reads and resolves many at once, in the order given; null = no such customer. With `tx` as that transaction sees it. */
export async function readStates(
  customerIds: readonly string[],
  at: Date,
  tx?: Transaction,
): Promise<(EntitlementState | null)[]> {
  const facts = await findFacts(tx ? runSqlOn(tx) : runSql, customerIds, at)
  if (facts.length === 0) return []
  const catalogue = await catalogueOf(facts[0]!.catalogVersion)
  const states = facts.map((each) => (each.known ? { entitlements: resolve(each, catalogue, at), catalogue } : null))
  const capped = states.flatMap((state) => (state?.entitlements.spendCap ? [state.entitlements] : []))
  await readOverageParts(capped, at, tx)
  return states
}

const READERS = 2

/** What is asked at the same moment is read by one statement. */
const readBatched = microBatch<{ customerId: string; at: Date }, EntitlementState | null>({
  maxItems: 64,
  writers: READERS,
  write(items) {
    const at = items.reduce((latest, item) => (item.at > latest ? item.at : latest), items[0]!.at)
    return readStates(
      items.map(({ customerId }) => customerId),
      at,
    )
  },
})

/** Throws not_found. */
export async function readState(customerId: string, at: Date): Promise<EntitlementState> {
  const state = await readBatched({ customerId, at })
  if (!state) throw notFound('customer', customerId)
  return state
}

/** What is used of meters: from their counters, and where those are not up to date from the totals, which brings them up. */
export async function usedOf(
  entitlements: CustomerEntitlements,
  meters: readonly string[],
  tx?: Transaction,
): Promise<UsedByMeter> {
  const used = new Map<string, string>()
  const windows: CurrentWindow[] = []
  for (const code of meters) {
    const state = entitlements.meters.get(code)
    if (!state) continue
    if (state.counted !== null) used.set(code, state.counted)
    else windows.push({ customerId: entitlements.customerId, meterCode: code, ...windowOf(state.period) })
  }
  if (windows.length === 0) return used
  const quantities = tx ? await currentUsages(tx, windows) : await inTransaction((own) => currentUsages(own, windows))
  for (const [index, { meterCode }] of windows.entries()) used.set(meterCode, quantities[index]!)
  return used
}

const windowOf = ({ start, end }: { start: Date; end: Date }) => ({ periodStart: start, periodEnd: end })

/** The meters whose use a decision depends on: the one asked for, and with a spend cap all that cost something. */
export function metersThatDecide({ spendCap, meters }: CustomerEntitlements, meter: string): string[] {
  if (!spendCap) return [meter]
  return [...meters].flatMap(([code, { overage, parts }]) => (overage || parts || code === meter ? [code] : []))
}
