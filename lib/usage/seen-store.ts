import type { Database } from '@/lib/platform/db/client'
import { Prisma } from '@/lib/platform/db/generated/client'
import { COUNTS } from './total-store'
import { HOUR } from './usage-event'

export interface SeenValue {
  customerId: string
  meterCode: string
  value: string
  /** Null = ever. */
  since: Date | null
}

/** From whole hours by what they keep, from the one that `since` cuts by its events: as the count itself is read. */
export async function findSeenValue(
  tx: Database,
  { customerId, meterCode, value, since }: SeenValue,
): Promise<boolean> {
  const from = since ?? new Date(0)
  const wholeFrom = new Date(Math.ceil(from.getTime() / HOUR) * HOUR)
  const rows = await tx.$queryRaw<object[]>`
    (SELECT 1 FROM usage_unique WHERE customer_id = ${customerId} AND meter_code = ${meterCode} AND value = ${value}
      AND hour >= ${wholeFrom} AND events > 0 LIMIT 1)
    UNION ALL
    (SELECT 1 FROM usage_event e WHERE e.customer_id = ${customerId} AND e.meter_code = ${meterCode}
      AND e.month = date_trunc('month', ${from}::timestamptz AT TIME ZONE 'UTC')::date AND e.time >= ${from} AND e.time < ${wholeFrom}
      AND e.unique_value = ${value} AND ${Prisma.raw(COUNTS)} LIMIT 1)`
  return rows.length > 0
}
