import type { Database } from '@/lib/platform/db/client'
import { runSqlOn } from '@/lib/platform/db/run-sql'
import { findCustomersWithUsage } from './counter-store'
import { fromScaled, shortest, toScaled } from './quantity'
import { findWindowTotals, type Window } from './window-store'

export interface UsageTotal {
  /** An exact decimal of the meter's unit; a time-weighted level is rounded to 12 places. */
  quantity: string
  /** By the meter's group-by property ("" = without one), without those at zero. They add up but for a unique count. */
  groups: { key: string; quantity: string }[]
}

/**
 * What was used in [from, to) of each window, in the order given: one read for hundreds of them, whose cost depends on their
 * hours and not on how many events there were. Unknown meters and empty windows have used nothing.
 *
 * A level that starts at 10 GB and is 30 GB for the second half of the period is 20 GB-months time-weighted, 30 by LAST
 * and by MAX. With `reset: NEVER` it starts with what it stood at before the window, else at nothing.
 */
export async function totalsOf(tx: Database, windows: readonly Window[]): Promise<UsageTotal[]> {
  const totals = windows.map((): UsageTotal & { all?: string } => ({ quantity: '0', groups: [] }))
  if (windows.length === 0) return totals
  for (const { index, groupKey, quantity } of await findWindowTotals(runSqlOn(tx), windows)) {
    const total = totals[index]!
    if (groupKey === null) total.all = shortest(quantity)
    else total.groups.push({ key: groupKey, quantity: shortest(quantity) })
  }
  return totals.map(({ all, groups }) => ({ quantity: all ?? addUp(groups), groups }))
}

const addUp = (groups: readonly { quantity: string }[]): string =>
  fromScaled(groups.reduce((sum, { quantity }) => sum + toScaled(quantity), 0n))

/** Those of the customers for whom anything was ever counted. */
export async function customersWithUsage(tx: Database, customerIds: readonly string[]): Promise<Set<string>> {
  return new Set(await findCustomersWithUsage(tx, customerIds))
}
