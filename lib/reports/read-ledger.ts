import { chartRow, type AccountClass } from '@/lib/engine/chart-of-accounts'
import {
  findAccounts,
  findEntriesAfter,
  findEntryPage,
  findLedgerCurrencies,
  sumBalances,
  sumEntries,
  type Days,
  type EntryFilter,
  type EntryRow,
} from './ledger-store'

export { findEntrySlice as readEntrySlice, type Days, type EntryFilter, type EntryRow } from './ledger-store'

export interface TrialBalanceRow {
  account: string
  class: AccountClass
  /** Debit positive, credit negative, as are all balances. */
  opening: bigint
  debit: bigint
  /** Positive. */
  credit: bigint
  closing: bigint
}

/** Every account with its opening balance, what moved in the period, and its closing balance, in the chart's order. */
export async function readTrialBalance(query: Days & { currency: string }): Promise<TrialBalanceRow[]> {
  const rows = await sumBalances(query)
  return rows
    .map((row) => ({ ...row, ...chartRow(row.account), closing: row.opening + row.debit - row.credit }))
    .sort((a, b) => a.place - b.place || a.account.localeCompare(b.account))
    .map(({ account, class: kind, opening, debit, credit, closing }) => ({
      account,
      class: kind,
      opening,
      debit,
      credit,
      closing,
    }))
}

/** Currencies and accounts that something was posted in. */
export const listLedgerCurrencies = (): Promise<string[]> => findLedgerCurrencies()
export const listLedgerAccounts = (): Promise<string[]> => findAccounts()

/** One page of the entries, the newest first, with the sums of all of them. */
export async function listEntries({
  page,
  pageSize,
  ...filter
}: EntryFilter & { page: number; pageSize: number }): Promise<{
  rows: EntryRow[]
  total: number
  debit: bigint
  credit: bigint
}> {
  const [rows, { count, debit, credit }] = await Promise.all([
    findEntryPage(filter, { page, pageSize }),
    sumEntries(filter),
  ])
  return { rows, total: count, debit, credit }
}

const BATCH = 2000

/** All of them in order of time, however many: a batch is in memory at a time. */
export async function* streamEntries(filter: EntryFilter): AsyncGenerator<EntryRow> {
  let after: EntryRow | null = null
  for (;;) {
    const rows: EntryRow[] = await findEntriesAfter(filter, after, BATCH)
    yield* rows
    if (rows.length < BATCH) return
    after = rows.at(-1)!
  }
}

/** How many entries a filter finds. */
export const countEntries = async (filter: EntryFilter): Promise<number> => (await sumEntries(filter)).count
