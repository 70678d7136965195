import type { EventResult, RejectionCode } from './schemas'

/** Who reports: a customer's own key may only speak of itself. */
export interface UsageCaller {
  customerId: string | null
}

/** An event that can be read and has a customer. Times are milliseconds since 1970, UTC. */
export interface UsageEvent {
  id: string
  source: string
  type: string
  /** Null where only what it reverses or corrects says whose it is. */
  customerId: string | null
  time: number
  /** Whether the event said its time. */
  isTimed: boolean
  kind: 'USAGE' | 'REVERSAL' | 'CORRECTION'
  supersedesId: string | null
  data: Record<string, unknown>
  /** JSON. */
  dataText: string
  receivedAt: number
}

/** An event as one meter counts it: a row of `usage_event`. */
export interface CountedEvent {
  source: string
  id: string
  meterCode: string
  customerId: string
  type: string
  time: number
  kind: UsageEvent['kind']
  /** An exact decimal. */
  quantity: string
  groupKey: string
  uniqueValue: string | null
  supersedesId: string | null
  dataText: string
  receivedAt: number
}

export const HOUR = 3_600_000
export const DAY = 24 * HOUR

let lastMonth = { from: 0, to: 0, name: '' }

/** The first day of the month of an instant, UTC: `2026-11-01`. Most events are of the month that the one before was of. */
export function monthOf(time: number): string {
  if (time < lastMonth.from || time >= lastMonth.to) {
    const date = new Date(time)
    const [year, month] = [date.getUTCFullYear(), date.getUTCMonth()]
    lastMonth = {
      from: Date.UTC(year, month),
      to: Date.UTC(year, month + 1),
      name: `${date.toISOString().slice(0, 7)}-01`,
    }
  }
  return lastMonth.name
}

export function rejected(
  { id, source }: { id: string; source: string },
  code: RejectionCode,
  message: string,
): EventResult {
  return { id, source, status: 'rejected', code, message }
}
