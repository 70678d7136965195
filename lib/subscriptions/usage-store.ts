import { db, type Database, type Transaction } from '@/lib/platform/db/client'
import { executeSql, selectRows } from '@/lib/platform/db/direct-sql'
import { Prisma } from '@/lib/platform/db/generated/client'
import { arrayLiteral } from '@/lib/platform/db/rows'

/** Makes use due to be settled apart from renewals; an earlier instant that was set already stays. */
export async function settleUsageApart(tx: Database, due: { id: string; settlesAt: Date }[]): Promise<void> {
  if (due.length === 0) return
  await executeSql(
    tx,
    Prisma.sql`
    UPDATE subscription SET usage_settles_at = least(subscription.usage_settles_at, d.settles_at)
    FROM unnest(${arrayLiteral(due.map(({ id }) => id))}::text[],
                ${arrayLiteral(due.map(({ settlesAt }) => settlesAt))}::timestamptz[]) AS d(id, settles_at)
    WHERE subscription.id = d.id`,
  )
}

/** What is due is settled, but for these: they are due again. */
export async function closeUsageSettlements(
  tx: Transaction,
  rows: { id: string; nextAt: Date | null }[],
): Promise<void> {
  await tx.$executeRaw`
    UPDATE subscription SET usage_settles_at = d.next_at
    FROM unnest(${arrayLiteral(rows.map(({ id }) => id))}::text[],
                ${arrayLiteral(rows.map(({ nextAt }) => nextAt))}::timestamptz[]) AS d(id, next_at)
    WHERE subscription.id = d.id`
}

/** Claims subscriptions whose use is to be settled, with their customers; what another worker holds is left to it. */
export async function claimUsageSettlements(
  tx: Transaction,
  { now, limit, except }: { now: Date; limit: number; except: string[] },
): Promise<{ id: string; customerId: string; usageSettlesAt: Date }[]> {
  return tx.$queryRaw`
    SELECT s.id, s.customer_id AS "customerId", s.usage_settles_at AS "usageSettlesAt"
    FROM subscription s JOIN customer c ON c.id = s.customer_id
    WHERE s.usage_settles_at <= ${now} AND s.id <> ALL(${except}::text[])
    ORDER BY s.usage_settles_at LIMIT ${limit} FOR UPDATE OF s, c SKIP LOCKED`
}

/** Running subscriptions of customers of whom something was counted in (after, through], by customer after `from`. */
export async function findTouched(
  tx: Database,
  { after, through, from, limit }: { after: Date; through: Date; from: string; limit: number },
): Promise<{ id: string; customerId: string }[]> {
  return tx.$queryRaw`
    SELECT s.id, s.customer_id AS "customerId" FROM subscription s
    WHERE s.status IN ('ACTIVE', 'PAST_DUE') AND s.id > ${from} AND s.customer_id IN (
      SELECT customer_id FROM usage_counter WHERE touched_at > ${after} AND touched_at <= ${through})
    ORDER BY s.id LIMIT ${limit}`
}

/** The subscriptions that began of those of these customers who have more than one. */
export async function findSiblingIds(tx: Database, customerIds: readonly string[]): Promise<string[]> {
  if (customerIds.length === 0) return []
  const rows = await selectRows<{ ids: string[] }>(
    tx,
    Prisma.sql`
    SELECT array_agg(id) AS ids FROM subscription
    WHERE customer_id = ANY(${arrayLiteral(customerIds)}::text[]) AND status NOT IN ('INCOMPLETE', 'INCOMPLETE_EXPIRED')
    GROUP BY customer_id HAVING count(*) > 1`,
  )
  return rows.flatMap(({ ids }) => ids)
}

/** Subscriptions that were running at `at`, of customers of whom something was counted: those heard of last. */
export async function findSettledSample({ at, limit }: { at: Date; limit: number }): Promise<string[]> {
  const rows = await db.$queryRaw<{ id: string }[]>`
    SELECT s.id FROM (
      SELECT customer_id, max(touched_at) AS touched_at FROM (
        SELECT customer_id, touched_at FROM usage_counter ORDER BY touched_at DESC LIMIT ${limit * 4}) AS newest
      GROUP BY customer_id) AS c
    JOIN subscription s ON s.customer_id = c.customer_id AND s.started_at < ${at}
      AND s.status NOT IN ('SCHEDULED', 'INCOMPLETE', 'INCOMPLETE_EXPIRED')
    ORDER BY c.touched_at DESC, s.id LIMIT ${limit}`
  return rows.map(({ id }) => id)
}
