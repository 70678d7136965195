import { wallClock } from '@/lib/platform/clock'
import { findUsageRules, type MeterRow } from './store'

/** A week, as billing_policy has it where staff decided nothing. */
const DEFAULT_LATE_DAYS = 7
/** A new meter counts, at the latest, this much later. */
const FRESH_MS = 3_000

export interface Meter {
  code: string
  aggregation: MeterRow['aggregation']
  valueProperty: string
  groupByProperty: string | null
  /** Property → the values that count. */
  filters: [property: string, values: string[]][]
}

export interface UsageRules {
  /** The active meters by the events they listen to. */
  metersOfType: Map<string, Meter[]>
  /** All of them: what an inactive one counted can still be corrected. */
  meters: Map<string, Meter>
  lateDays: number
}

let known: { rules: Promise<UsageRules>; readAt: number } | undefined

/** Which meters listen to what, and how late an event may come: read once per few seconds and process. */
export function usageRules(): Promise<UsageRules> {
  const at = wallClock().getTime()
  if (known && at - known.readAt < FRESH_MS) return known.rules
  const rules = readRules()
  known = { rules, readAt: at }
  rules.catch(() => (known = undefined))
  return rules
}

/** Reads them anew with the next event: for whoever changes meters or the policy, and for tests. */
export function forgetUsageRules(): void {
  known = undefined
}

async function readRules(): Promise<UsageRules> {
  const { meters: rows, lateDays = DEFAULT_LATE_DAYS } = await findUsageRules()
  const metersOfType = new Map<string, Meter[]>()
  const meters = new Map<string, Meter>()
  for (const row of rows) {
    const { code, aggregation, valueProperty, groupByProperty, filters } = row
    const meter = { code, aggregation, valueProperty, groupByProperty, filters: readFilters(filters) }
    meters.set(code, meter)
    if (row.active && row.eventName !== '')
      metersOfType.set(row.eventName, [...(metersOfType.get(row.eventName) ?? []), meter])
  }
  return { metersOfType, meters, lateDays }
}

function readFilters(filters: MeterRow['filters']): Meter['filters'] {
  if (typeof filters !== 'object' || filters === null || Array.isArray(filters)) return []
  return Object.entries(filters).map(([property, value]) => [
    property,
    (Array.isArray(value) ? value : [value]).map(String),
  ])
}
