import { db, type Transaction } from '@/lib/platform/db/client'
import { Prisma } from '@/lib/platform/db/generated/client'

/** A month's own table, `2026-01` → `usage_event_2026_01`. */
const tableOf = (month: string): Prisma.Sql => {
  if (!/^\d{4}-\d{2}$/.test(month)) throw new Error(`Not a month: ${month}`)
  return Prisma.raw(`"usage_event_${month.replace('-', '_')}"`)
}

/** The months that have events here, `2026-01`, in order. */
export async function findMonths(): Promise<string[]> {
  const rows = await db.$queryRaw<{ name: string }[]>`
    SELECT c.relname AS name FROM pg_inherits i JOIN pg_class c ON c.oid = i.inhrelid
    WHERE i.inhparent = 'usage_event'::regclass ORDER BY 1`
  return rows.map(({ name }) => name.slice('usage_event_'.length).replace('_', '-'))
}

/**
 * The earliest instant whose events billing may still ask for: a period rarely begins on the full hour, so both periods that
 * a subscription can still be billed for need the events of the hours they begin and end in.
 */
export async function findNeededFrom(): Promise<Date | null> {
  const rows = await db.$queryRaw<{ needed: Date | null }[]>`
    SELECT min(current_period_start - (current_period_end - current_period_start)) AS needed FROM subscription
    WHERE ended_at IS NULL OR usage_settles_at IS NOT NULL`
  return rows[0]?.needed ?? null
}

export interface Place {
  source: string
  id: string
  meterCode: string
}

/** The next rows of a month in the order of their key, each as one line of JSON with exact decimals. */
export async function readArchiveLines(
  month: string,
  after: Place | undefined,
  limit: number,
): Promise<(Place & { line: string })[]> {
  return db.$queryRaw`
    SELECT source, id, meter_code AS "meterCode", json_build_object(
      'source', source, 'id', id, 'meter', meter_code, 'customer', customer_id, 'type', type,
      'time', to_char(time AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'), 'kind', kind,
      'quantity', trim_scale(quantity)::text, 'group', group_key, 'value', unique_value, 'supersedes', supersedes_id,
      'data', data, 'receivedAt', to_char(received_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'))::text AS line
    FROM ${tableOf(month)}
    WHERE (source, id, meter_code) > (${after?.source ?? ''}, ${after?.id ?? ''}, ${after?.meterCode ?? ''})
    ORDER BY source, id, meter_code LIMIT ${limit}`
}

/** Removes a month's events, if they are still as many as were archived; false if not. Nobody writes meanwhile. */
export async function dropMonth(tx: Transaction, month: string, events: number): Promise<boolean> {
  const table = tableOf(month)
  await tx.$executeRaw`LOCK TABLE ${table} IN ACCESS EXCLUSIVE MODE`
  const rows = await tx.$queryRaw<{ count: bigint }[]>`SELECT count(*) AS count FROM ${table}`
  if (Number(rows[0]!.count) !== events) return false
  await tx.$executeRaw`ALTER TABLE usage_event DETACH PARTITION ${table}`
  await tx.$executeRaw`DROP TABLE ${table}`
  return true
}
