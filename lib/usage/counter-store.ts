import type { Database, Transaction } from '@/lib/platform/db/client'
import { selectRows } from '@/lib/platform/db/direct-sql'
import { Prisma } from '@/lib/platform/db/generated/client'
import { arrayLiteral } from '@/lib/platform/db/rows'

export async function findCustomersWithUsage(tx: Database, customerIds: readonly string[]): Promise<string[]> {
  const rows = await selectRows<{ id: string }>(
    tx,
    Prisma.sql`
    SELECT id FROM unnest(${arrayLiteral(customerIds)}::text[]) AS asked(id)
    WHERE EXISTS (SELECT FROM usage_counter c WHERE c.customer_id = asked.id)`,
  )
  return rows.map(({ id }) => id)
}

export interface CounterRow {
  customerId: string
  meterCode: string
  periodStart: Date | null
  quantity: string
  stale: boolean
}

export interface Pair {
  customerId: string
  meterCode: string
}

/** Makes the rows that are missing, and locks all of them in one order. */
export async function lockCounterRows(tx: Transaction, pairs: readonly Pair[], now: Date): Promise<void> {
  const customers = arrayLiteral(pairs.map(({ customerId }) => customerId))
  const meters = arrayLiteral(pairs.map(({ meterCode }) => meterCode))
  const locked = await tx.$queryRaw<object[]>`
    SELECT 1 FROM usage_counter c
    WHERE (customer_id, meter_code) IN (SELECT * FROM unnest(${customers}::text[], ${meters}::text[]))
    ORDER BY customer_id COLLATE "C", meter_code COLLATE "C" FOR UPDATE`
  const wanted = new Set(pairs.map(({ customerId, meterCode }) => `${customerId}\n${meterCode}`)).size
  if (locked.length === wanted) return
  // The update changes nothing: it is what locks a row that is there already.
  await tx.$executeRaw`
    INSERT INTO usage_counter AS c (customer_id, meter_code, touched_at)
    SELECT DISTINCT customer_id COLLATE "C", meter_code COLLATE "C", ${now}::timestamptz
    FROM unnest(${customers}::text[], ${meters}::text[]) AS wanted(customer_id, meter_code)
    ORDER BY 1, 2
    ON CONFLICT (customer_id, meter_code) DO UPDATE SET touched_at = c.touched_at`
}

export async function findCounters(tx: Database, pairs: readonly Pair[]): Promise<CounterRow[]> {
  return tx.$queryRaw<CounterRow[]>`
    SELECT c.customer_id AS "customerId", c.meter_code AS "meterCode", c.period_start AS "periodStart",
           c.quantity::text AS quantity, c.stale
    FROM unnest(${arrayLiteral(pairs.map(({ customerId }) => customerId))}::text[],
                ${arrayLiteral(pairs.map(({ meterCode }) => meterCode))}::text[]) AS asked(customer_id, meter_code)
    JOIN usage_counter c USING (customer_id, meter_code)`
}

/** What was read from the totals while the rows were locked. */
export async function saveCounters(
  tx: Transaction,
  counters: readonly (Pair & { periodStart: Date; quantity: string })[],
): Promise<void> {
  await tx.$executeRaw`
    UPDATE usage_counter c SET period_start = fresh.period_start, quantity = fresh.quantity, stale = false
    FROM unnest(${arrayLiteral(counters.map(({ customerId }) => customerId))}::text[],
                ${arrayLiteral(counters.map(({ meterCode }) => meterCode))}::text[],
                ${arrayLiteral(counters.map(({ periodStart }) => periodStart))}::timestamptz[],
                ${arrayLiteral(counters.map(({ quantity }) => quantity))}::numeric[])
         AS fresh(customer_id, meter_code, period_start, quantity)
    WHERE c.customer_id = fresh.customer_id AND c.meter_code = fresh.meter_code`
}
