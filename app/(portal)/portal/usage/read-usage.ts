import { usageLevel, beyondIncluded } from '@/components/usage/usage-level'
import type { MeterView, OverageView } from '@/components/usage/types'
import { MEASURE } from '@/lib/catalog/measure'
import { listMeters, type MeterRow } from '@/lib/catalog/read-meters'
import { resolveCustomerEntitlements } from '@/lib/entitlements/resolve-customer-entitlements'
import { previousPeriod } from '@/lib/subscriptions/previous-period'
import { listProjectedOverage } from '@/lib/subscriptions/projected-overage'
import { listCurrentSubscriptions } from '@/lib/subscriptions/read-subscriptions'
import { hasUsage, usageSeries, type UsageSeries } from '@/lib/usage/usage-series'

export const RANGES = ['period', 'last', '30d', '90d', '12m'] as const
export type UsageRange = (typeof RANGES)[number]

const DAY = 24 * 60 * 60 * 1000
const LENGTH = { '30d': 30 * DAY, '90d': 90 * DAY, '12m': 365 * DAY }

/** The meters that a customer's plan says something about, as they stand now, and what holds them back. */
export async function readMeters(
  customerId: string,
  now: Date,
): Promise<{ meters: MeterView[]; spendCap: { amount: bigint; currency: string } | null }> {
  const [{ meters, spendCap }, rows] = await Promise.all([
    resolveCustomerEntitlements({ customerId, now }),
    listMeters(),
  ])
  const rowOf = new Map(rows.map((row) => [row.code, row]))
  const views = meters.map((each): MeterView => {
    const { meter: code, name, unit, used, included, hard, remaining, overageAmount, currency, period } = each
    const row = rowOf.get(code)
    const isFlow = row !== undefined && MEASURE[row.aggregation] === 'flow'
    return {
      code,
      name,
      unit,
      isFlow,
      used,
      included,
      hard,
      level: usageLevel({ used, included }),
      beyond: beyondIncluded({ used, included }),
      remaining,
      overageAmount,
      currency,
      resetsAt: row?.reset === 'PER_CYCLE' ? period.end.toISOString() : null,
    }
  })
  return { meters: views, spendCap }
}

export interface Overage {
  currency: string
  /** When the period ends. */
  until: string
  overages: OverageView[]
}

/** What use beyond the plans comes to, so far and by the end of the period; null where no plan has a price for it. */
export async function readOverage(customerId: string, now: Date): Promise<Overage | null> {
  const contracts = await listCurrentSubscriptions(customerId)
  const projected = await listProjectedOverage({ contracts, now })
  const all = [...projected.values()].flat()
  const [first] = all
  if (!first) return null
  return {
    currency: first.currency,
    until: first.to.toISOString(),
    overages: all.map((each) => ({
      code: each.meterCode,
      name: each.name,
      unit: each.unit,
      quantity: each.used,
      amount: each.overage,
      explanation: each.explanation,
      projectedQuantity: each.projectedQuantity,
      projectedAmount: each.projectedOverage,
    })),
  }
}

export interface UsageHistory extends UsageSeries {
  meter: MeterRow
  meters: MeterRow[]
  range: UsageRange
  ranges: UsageRange[]
  from: Date
  to: Date
  by: 'day' | 'month'
  view: 'total' | 'day'
}

interface HistoryQuery {
  customerId: string
  timeZone: string
  now: Date
  params: Record<string, string | string[] | undefined>
  /** Meters to choose from; empty = all that count. */
  offered: readonly string[]
}

/** One meter over the stretch of time that the URL asks for; null where nothing was ever counted. */
export async function readHistory(query: HistoryQuery): Promise<UsageHistory | null> {
  const { customerId, timeZone, now, params, offered } = query
  if (!(await hasUsage(customerId))) return null
  const [rows, [contract]] = await Promise.all([listMeters(), listCurrentSubscriptions(customerId)])
  const meters = rows.filter(({ code, active }) => (offered.length === 0 ? active : offered.includes(code)))
  const meter = meters.find(({ code }) => code === params.meter) ?? meters.find(isFlow) ?? meters[0]
  if (!meter) return null
  const period = contract && contract.status !== 'INCOMPLETE' ? currentPeriod(contract, now) : null
  const last = period && contract ? previousPeriod(contract, now) : null
  const ranges = RANGES.filter((range) => (range === 'period' ? period : range === 'last' ? last : true))
  const range = ranges.find((candidate) => candidate === params.range) ?? ranges[0]!
  const span =
    range === 'period' || range === 'last'
      ? { from: (range === 'period' ? period : last)!.start, to: range === 'period' ? now : last!.end }
      : { from: new Date(now.getTime() - LENGTH[range]), to: now }
  const by = range === '12m' ? 'month' : 'day'
  const isPeriod = range === 'period' || range === 'last'
  const view = isFlow(meter) && isPeriod && params.view !== 'day' ? 'total' : 'day'
  const series = await usageSeries({ customerId, meterCode: meter.code, ...span, timeZone, by })
  return { ...series, ...span, meter, meters, range, ranges, by, view }
}

type Contract = Awaited<ReturnType<typeof listCurrentSubscriptions>>[number]

const currentPeriod = ({ currentPeriodStart: start, currentPeriodEnd: end }: Contract, now: Date) =>
  start <= now ? { start, end } : null

const isFlow = ({ aggregation }: MeterRow) => MEASURE[aggregation] === 'flow'
