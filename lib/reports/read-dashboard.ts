import { overdueBefore } from '@/lib/invoices/overdue'
import type { ReportRange } from './report-range'
import {
  countAttention,
  countCustomers,
  countSubscriptions,
  findCurrencies,
  findPlanNames,
  sumNetRevenue,
  sumOverdue,
  sumRecovery,
  type AttentionCounts,
} from './store'

export type { AttentionCounts } from './store'

/** Currencies that something is priced in. */
export const listCurrencies = (): Promise<string[]> => findCurrencies()

/** What somebody should look at, counted over all currencies. */
export const readAttention = ({ now }: { now: Date }): Promise<AttentionCounts> =>
  countAttention({ dueBefore: overdueBefore(now) })

/** How many subscriptions are in each state now; a state nobody is in is missing. */
export async function readSubscriptionCounts(currency: string): Promise<Partial<Record<string, number>>> {
  return Object.fromEntries((await countSubscriptions(currency)).map(({ status, count }) => [status, count]))
}

/** All customers, and those who came within the range. */
export const readCustomerCounts = ({ from, to }: ReportRange): Promise<{ total: number; added: number }> =>
  countCustomers({ from, to })

export interface RevenueReport {
  total: bigint
  /** Per plan, one amount per bucket; the last one, without a code, is what belongs to no plan. */
  plans: { code: string | null; name: string; amounts: bigint[] }[]
}

/**
 * What was earned in the range, without tax: invoices by the day they were paid in full, less credit notes by the day
 * they were issued. Minor units, nothing rounded.
 */
export async function readNetRevenue({
  currency,
  range,
}: {
  currency: string
  range: ReportRange
}): Promise<RevenueReport> {
  const bounds = [range.from, ...range.buckets.map(({ end }) => end)]
  const [rows, plans] = await Promise.all([sumNetRevenue({ currency, bounds }), findPlanNames()])
  const amountsOf = (code: string | null) =>
    range.buckets.map((_, index) => rows.find((row) => row.plan === code && row.bucket === index + 1)?.amount ?? 0n)
  const ofNoPlan = rows.some(({ plan }) => plan === null) ? [{ code: null, name: '' }] : []
  return {
    total: rows.reduce((sum, { amount }) => sum + amount, 0n),
    plans: [...plans, ...ofNoPlan].map(({ code, name }) => ({ code, name, amounts: amountsOf(code) })),
  }
}

export interface RecoveryReport {
  failed: number
  recovered: number
  /** Gross, minor units. */
  failedAmount: bigint
  recoveredAmount: bigint
}

/** Invoices with an automatic charge that failed in the range, and how many of them are paid by now. */
export const readRecovery = ({ currency, range }: { currency: string; range: ReportRange }): Promise<RecoveryReport> =>
  sumRecovery({ currency, from: range.from, to: range.to })

export interface OverdueReport {
  count: number
  amount: bigint
  /** By days past due, youngest first; each age is there, with zero if need be. */
  ages: { fromDays: number; count: number; amount: bigint }[]
}

const AGES = [1, 8, 31, 61]

/** Open invoices more than a day past their due date, by age. Gross, minor units, what is still to be paid. */
export async function readOverdue({ currency, now }: { currency: string; now: Date }): Promise<OverdueReport> {
  const rows = await sumOverdue({ currency, now, dueBefore: overdueBefore(now) })
  return {
    count: rows.reduce((sum, { count }) => sum + count, 0),
    amount: rows.reduce((sum, { amount }) => sum + amount, 0n),
    ages: AGES.map((fromDays, age) => {
      const row = rows.find((candidate) => candidate.age === age)
      return { fromDays, count: row?.count ?? 0, amount: row?.amount ?? 0n }
    }),
  }
}
