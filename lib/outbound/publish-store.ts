import type { Database } from '@/lib/platform/db/client'
import { selectRows } from '@/lib/platform/db/direct-sql'
import { Prisma } from '@/lib/platform/db/generated/client'
import { arrayLiteral, insertRows } from '@/lib/platform/db/rows'

export interface Listener {
  id: string
  customerId: string | null
  eventTypes: string[]
  /** False for one that is switched off or deleted: events are kept, nothing is sent. */
  live: boolean
}

/** Every endpoint there ever was for these customers, or for all customers: one look into an index. */
export function findListeners(tx: Database, customerIds: readonly string[]): Promise<Listener[]> {
  return selectRows<Listener>(
    tx,
    Prisma.sql`
    SELECT id, customer_id AS "customerId", event_types AS "eventTypes",
      (status = 'ENABLED' AND deleted_at IS NULL) AS live
    FROM webhook_endpoint WHERE customer_id = ANY(${arrayLiteral(customerIds)}::text[])
    UNION ALL
    SELECT id, customer_id, event_types, (status = 'ENABLED' AND deleted_at IS NULL)
    FROM webhook_endpoint WHERE customer_id IS NULL`,
  )
}

/**
 * Takes the next numbers of each customer, as many as asked for, and returns the last one given. The rows stay locked until
 * the transaction ends, so that numbers rise as transactions commit and one that is rolled back leaves no gap.
 */
export async function takeNumbers(tx: Database, counts: ReadonlyMap<string, number>): Promise<Map<string, bigint>> {
  const customerIds = [...counts.keys()].sort()
  const rows = await tx.$queryRaw<{ customerId: string; last: bigint }[]>`
    INSERT INTO outbound_sequence AS s (customer_id, last)
    SELECT customer_id, wanted
    FROM unnest(${arrayLiteral(customerIds)}::text[], ${arrayLiteral(customerIds.map((id) => counts.get(id)))}::bigint[])
      AS each(customer_id, wanted) ORDER BY customer_id
    ON CONFLICT (customer_id) DO UPDATE SET last = s.last + EXCLUDED.last
    RETURNING customer_id AS "customerId", last`
  return new Map(rows.map(({ customerId, last }) => [customerId, last]))
}

export async function insertEvents(tx: Database, rows: Prisma.OutboundEventCreateManyInput[]): Promise<void> {
  await insertRows(tx, { table: 'outbound_event', rows })
}

export async function insertDeliveries(tx: Database, rows: Prisma.OutboundDeliveryCreateManyInput[]): Promise<void> {
  await insertRows(tx, { table: 'outbound_delivery', rows })
}
