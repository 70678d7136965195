import type { Database, Transaction } from '@/lib/platform/db/client'
import { findCounters, lockCounterRows, saveCounters, type Pair } from './counter-store'
import { shortest } from './quantity'
import { totalsOf } from './read-totals'

/** A meter of a customer in the period that its limit is for. */
export interface CurrentWindow {
  customerId: string
  meterCode: string
  periodStart: Date
  periodEnd: Date
}

/**
 * Takes the lock that all who change or compare these totals take, until the transaction ends: whoever reserves or consumes
 * under a limit, and the intake of events. Several are locked in one order; take the customer's lock before, if at all.
 */
export async function lockCounter(
  tx: Transaction,
  { counters, now }: { counters: readonly Pair[]; now: Date },
): Promise<void> {
  await lockCounterRows(tx, counters, now)
}

/**
 * What counts against a limit now, as exact decimals in the order given. Of a flow: what the period used so far, or, if the
 * meter never resets, all that was ever used. Of a level (MAX, LAST, TIME_WEIGHTED): what it stands at now, whatever it was
 * before, with the groups added up; it starts at nothing with each period unless the meter never resets.
 *
 * One row each where nothing happened that cannot be added up; else read from the totals and remembered, under the
 * counter's lock, which is taken for that. So it needs a transaction.
 */
export async function currentUsages(tx: Transaction, windows: readonly CurrentWindow[]): Promise<string[]> {
  if (windows.length === 0) return []
  const first = await readCounters(tx, windows)
  const missing = windows.filter((_, index) => first[index] === undefined)
  if (missing.length === 0) return first as string[]
  await lockCounterRows(tx, missing, new Date(Math.min(...missing.map(({ periodStart }) => periodStart.getTime()))))
  const totals = await readCurrentUsages(tx, missing)
  await saveCounters(
    tx,
    missing.map((window, index) => ({ ...window, quantity: totals[index]! })),
  )
  let next = 0
  return first.map((quantity) => quantity ?? totals[next++]!)
}

/** As `currentUsages`, of one meter. */
export async function currentUsage(tx: Transaction, window: CurrentWindow): Promise<string> {
  const [quantity] = await currentUsages(tx, [window])
  return quantity!
}

/** As `currentUsages`, without a lock and without remembering: for screens. */
export async function readCurrentUsages(tx: Database, windows: readonly CurrentWindow[]): Promise<string[]> {
  const limits = windows.map(({ customerId, meterCode, periodStart, periodEnd }) => {
    return { customerId, meterCode, from: periodStart, to: periodEnd, isLimit: true }
  })
  return (await totalsOf(tx, limits)).map(({ quantity }) => quantity)
}

async function readCounters(tx: Database, windows: readonly CurrentWindow[]): Promise<(string | undefined)[]> {
  const rows = await findCounters(tx, windows)
  const byPair = new Map(rows.map((row) => [`${row.customerId}\n${row.meterCode}`, row]))
  return windows.map(({ customerId, meterCode, periodStart }) => {
    const row = byPair.get(`${customerId}\n${meterCode}`)
    if (!row || row.stale || row.periodStart?.getTime() !== periodStart.getTime()) return undefined
    return shortest(row.quantity)
  })
}
