import { db, type Database, type Transaction } from '@/lib/platform/db/client'
import type { Prisma } from '@/lib/platform/db/generated/client'
import { arrayLiteral, insertRows } from '@/lib/platform/db/rows'

/** Quantities are exact decimals. */
export type ReservationRow = Omit<Prisma.UsageReservationGetPayload<object>, 'quantity' | 'consumed'> & {
  quantity: string
  consumed: string | null
}

/* eslint-disable no-restricted-syntax -- Decimal's own toFixed() without places is exact, and writes no exponent */
const toReservation = (row: Prisma.UsageReservationGetPayload<object>): ReservationRow => ({
  ...row,
  quantity: row.quantity.toFixed(),
  consumed: row.consumed?.toFixed() ?? null,
})
/* eslint-enable no-restricted-syntax */
export type OverrideRow = Prisma.EntitlementOverrideGetPayload<object>

/** Locks the spend caps of these customers, in one order; returns who has one. Before any counter. */
export async function lockSpendCaps(tx: Transaction, customerIds: readonly string[]): Promise<Set<string>> {
  const rows = await tx.$queryRaw<{ id: string }[]>`
    SELECT customer_id AS id FROM spend_cap WHERE customer_id = ANY(${arrayLiteral(customerIds)}::text[])
    ORDER BY customer_id COLLATE "C" FOR UPDATE`
  return new Set(rows.map(({ id }) => id))
}

export interface KnownUse {
  source: string
  id: string
  customerId: string
  meterCode: string
  quantity: string
}

/** What was counted under these ids, in the months given (their first days). */
export async function findCounted(
  tx: Database,
  keys: readonly { source: string; id: string }[],
  months: readonly string[],
): Promise<KnownUse[]> {
  return tx.$queryRaw<KnownUse[]>`
    SELECT e.source, e.id, e.customer_id AS "customerId", e.meter_code AS "meterCode", e.quantity::text AS quantity
    FROM unnest(${arrayLiteral(keys.map(({ source }) => source))}::text[],
                ${arrayLiteral(keys.map(({ id }) => id))}::text[]) AS k(source, id)
    CROSS JOIN LATERAL (
      SELECT * FROM usage_event u WHERE u.source = k.source AND u.id = k.id AND u.month = ANY(${arrayLiteral(months)}::date[])
      OFFSET 0) AS e`
}

/** When the newest event of a level was, epoch milliseconds; null = never. */
export async function findLastAt(tx: Database, customerId: string, meterCode: string): Promise<number | null> {
  const rows = await tx.$queryRaw<{ lastAt: Date | null }[]>`
    SELECT last_at AS "lastAt" FROM usage_bucket WHERE customer_id = ${customerId} AND meter_code = ${meterCode}
    ORDER BY hour DESC LIMIT 1`
  return rows[0]?.lastAt?.getTime() ?? null
}

/** What the newest event of a group said, and when; null = there was none. */
export async function findGroupLevel(
  tx: Database,
  { customerId, meterCode, group }: { customerId: string; meterCode: string; group: string },
): Promise<{ level: string; at: Date } | null> {
  const rows = await tx.$queryRaw<{ level: string; at: Date }[]>`
    SELECT last::text AS level, last_at AS at FROM usage_bucket
    WHERE customer_id = ${customerId} AND meter_code = ${meterCode} AND group_key = ${group} AND first_at IS NOT NULL
    ORDER BY hour DESC LIMIT 1`
  return rows[0] ?? null
}

export async function findReservationsByKey(
  tx: Database,
  keys: readonly { customerId: string; idempotencyKey: string }[],
): Promise<ReservationRow[]> {
  if (keys.length === 0) return []
  const rows = await tx.usageReservation.findMany({
    where: { OR: keys.map(({ customerId, idempotencyKey }) => ({ customerId, idempotencyKey })) },
  })
  return rows.map(toReservation)
}

export async function insertReservations(tx: Database, rows: readonly ReservationRow[]): Promise<void> {
  await insertRows(tx, { table: 'usage_reservation', rows })
}

/** With `customerId` only if it is theirs. */
export async function findReservation(id: string, customerId: string | null, tx: Database = db) {
  const row = await tx.usageReservation.findFirst({ where: { id, ...(customerId === null ? {} : { customerId }) } })
  return row && toReservation(row)
}

export async function lockReservation(tx: Transaction, id: string): Promise<ReservationRow> {
  await tx.$queryRaw`SELECT 1 FROM usage_reservation WHERE id = ${id} FOR UPDATE`
  return toReservation(await tx.usageReservation.findUniqueOrThrow({ where: { id } }))
}

export async function updateReservation(
  tx: Database,
  id: string,
  data: Prisma.UsageReservationUncheckedUpdateInput,
): Promise<ReservationRow> {
  return toReservation(await tx.usageReservation.update({ where: { id }, data }))
}

/** Reservations whose time is over, those that nobody works on right now; returns how many. */
export async function expireReservationRows(tx: Database, now: Date, limit: number): Promise<number> {
  return tx.$executeRaw`
    UPDATE usage_reservation SET state = 'EXPIRED', ended_at = expires_at WHERE id IN (
      SELECT id FROM usage_reservation WHERE state = 'HELD' AND expires_at <= ${now}
      ORDER BY expires_at LIMIT ${limit} FOR UPDATE SKIP LOCKED)`
}

export async function insertOverride(tx: Database, data: Prisma.EntitlementOverrideUncheckedCreateInput) {
  return tx.entitlementOverride.create({ data })
}

/** Those that hold at `at`, and with `past` also what expired or was removed; the newest first. */
export async function findOverrides(customerId: string, at: Date, tx: Database = db): Promise<OverrideRow[]> {
  return tx.entitlementOverride.findMany({
    where: { customerId, removedAt: null, OR: [{ expiresAt: null }, { expiresAt: { gt: at } }] },
    orderBy: [{ createdAt: 'desc' }, { id: 'desc' }],
  })
}

/** Marks one of the customer's overrides as removed; false if there is none that holds. */
export async function removeOverrideRow(
  tx: Database,
  { id, customerId, at, by }: { id: string; customerId: string; at: Date; by: string },
): Promise<boolean> {
  const { count } = await tx.entitlementOverride.updateMany({
    where: { id, customerId, removedAt: null },
    data: { removedAt: at, removedBy: by },
  })
  return count === 1
}

export async function findSpendCap(customerId: string, tx: Database = db) {
  return tx.spendCap.findUnique({ where: { customerId } })
}

export async function saveSpendCap(tx: Database, data: Prisma.SpendCapUncheckedCreateInput): Promise<void> {
  await tx.spendCap.upsert({ where: { customerId: data.customerId }, create: data, update: data })
}

export async function deleteSpendCap(tx: Database, customerId: string): Promise<void> {
  await tx.spendCap.deleteMany({ where: { customerId } })
}

export async function findThresholds(customerId: string, tx: Database = db): Promise<number[] | null> {
  return (await tx.usageAlertSettings.findUnique({ where: { customerId } }))?.thresholds ?? null
}

export async function saveThresholds(tx: Database, customerId: string, thresholds: number[]): Promise<void> {
  await tx.usageAlertSettings.upsert({
    where: { customerId },
    create: { customerId, thresholds },
    update: { thresholds },
  })
}
