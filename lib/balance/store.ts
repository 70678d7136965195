import { db, type Database, type Transaction } from '@/lib/platform/db/client'
import { Prisma } from '@/lib/platform/db/generated/client'
import { notFound } from '@/lib/platform/errors'

export type CreditGrantRow = Prisma.CreditGrantGetPayload<object>

/** A source grants once: asked again, it changes nothing. */
export async function insertGrant(tx: Database, grant: Prisma.CreditGrantCreateManyInput): Promise<void> {
  await tx.creditGrant.createMany({ data: [grant], skipDuplicates: true })
}

/** Grants of one currency with something left, expired ones included: the engine decides. */
export async function findGrants(
  tx: Database,
  { customerId, currency }: { customerId: string; currency: string },
): Promise<CreditGrantRow[]> {
  return tx.creditGrant.findMany({ where: { customerId, currency, remaining: { gt: 0n } } })
}

/** Those of these customers for whom some grant holds something. */
export async function findHolders(tx: Database, customerIds: string[]): Promise<Set<string>> {
  const where = { customerId: { in: customerIds }, remaining: { gt: 0n } }
  const rows = await tx.creditGrant.findMany({ where, distinct: ['customerId'], select: { customerId: true } })
  return new Set(rows.map(({ customerId }) => customerId))
}

export async function insertApplication(
  tx: Database,
  application: Prisma.CreditApplicationUncheckedCreateInput,
): Promise<void> {
  await tx.creditApplication.create({ data: application })
  await tx.creditGrant.update({
    where: { id: application.grantId },
    data: { remaining: { decrement: application.amount } },
  })
}

export async function findGrant(id: string, tx: Database = db): Promise<CreditGrantRow> {
  const row = await tx.creditGrant.findUnique({ where: { id } })
  if (!row) throw notFound('credit', id)
  return row
}

/** Takes what is unused off a grant. */
export async function endGrant(
  tx: Transaction,
  { id, amount, endedAt, endReason }: { id: string; amount: bigint; endedAt: Date; endReason: 'expired' | 'withdrawn' },
): Promise<void> {
  await tx.creditGrant.update({
    where: { id },
    data: { remaining: { decrement: amount }, ended: { increment: amount }, endedAt, endReason },
  })
}

/** Grants that have expired and still hold something, with their customers, oldest first. Not locked: look again. */
export async function findExpiredGrants(now: Date, limit: number): Promise<{ id: string; customerId: string }[]> {
  return db.creditGrant.findMany({
    where: { remaining: { gt: 0n }, expiresAt: { lte: now } },
    orderBy: { expiresAt: 'asc' },
    take: limit,
    select: { id: true, customerId: true },
  })
}

/** What paid an invoice and was not given back. */
export async function findApplications(tx: Database, invoiceId: string) {
  return tx.creditApplication.findMany({ where: { invoiceId, releasedAt: null }, orderBy: { id: 'asc' } })
}

export async function releaseApplication(
  tx: Transaction,
  { id, grantId, amount, releasedAt }: { id: string; grantId: string; amount: bigint; releasedAt: Date },
): Promise<void> {
  await tx.creditApplication.update({ where: { id }, data: { releasedAt } })
  await tx.creditGrant.update({ where: { id: grantId }, data: { remaining: { increment: amount } } })
}

/** A customer's grants, newest first. */
export async function findCustomerGrants(customerId: string, limit: number): Promise<CreditGrantRow[]> {
  return db.creditGrant.findMany({
    where: { customerId },
    orderBy: [{ grantedAt: 'desc' }, { id: 'desc' }],
    take: limit,
  })
}

export interface BalanceMovement {
  id: string
  at: Date
  kind: 'granted' | 'applied' | 'released' | 'expired' | 'withdrawn'
  /** Signed minor units: what it did to the balance. */
  amount: bigint
  currency: string
  /** Of a grant: `manual`, `credit_note` or `refund_failed`. */
  source: string
  note: string | null
  expiresAt: Date | null
  grantId: string
  invoiceId: string | null
  invoiceNumber: string | null
}

/** Everything that ever moved a customer's balance, newest first: its sum is the balance. */
export async function findMovements(customerId: string, limit: number): Promise<BalanceMovement[]> {
  return findMovementSlice(customerId, { from: null, backwards: false, take: limit })
}

/** The same, strictly beyond a movement in the list's order, or (`backwards`) before it, the nearest first. */
export async function findMovementSlice(
  customerId: string,
  { from, backwards, take }: { from: { at: Date; id: string } | null; backwards: boolean; take: number },
): Promise<BalanceMovement[]> {
  const { sql, empty } = Prisma
  const beyond = !from
    ? empty
    : backwards
      ? sql`WHERE (at, id) > (${from.at}, ${from.id})`
      : sql`WHERE (at, id) < (${from.at}, ${from.id})`
  const order = backwards ? sql`at, id` : sql`at DESC, id DESC`
  return db.$queryRaw<BalanceMovement[]>`
    SELECT * FROM (
      SELECT g.id, g.granted_at AS at, 'granted' AS kind, g.amount, g.currency, g.source, g.note, g.expires_at AS "expiresAt",
             g.id AS "grantId", NULL AS "invoiceId", NULL AS "invoiceNumber"
      FROM credit_grant g WHERE g.customer_id = ${customerId}
      UNION ALL SELECT g.id || '-end', g.ended_at, g.end_reason, -g.ended, g.currency, g.source, g.note, g.expires_at, g.id, NULL, NULL
      FROM credit_grant g WHERE g.customer_id = ${customerId} AND g.ended > 0
      UNION ALL SELECT a.id, a.applied_at, 'applied', -a.amount, g.currency, g.source, g.note, g.expires_at, g.id, i.id, i.number
      FROM credit_application a JOIN credit_grant g ON g.id = a.grant_id JOIN invoice i ON i.id = a.invoice_id
      WHERE g.customer_id = ${customerId}
      UNION ALL SELECT a.id || '-back', a.released_at, 'released', a.amount, g.currency, g.source, g.note, g.expires_at, g.id, i.id, i.number
      FROM credit_application a JOIN credit_grant g ON g.id = a.grant_id JOIN invoice i ON i.id = a.invoice_id
      WHERE g.customer_id = ${customerId} AND a.released_at IS NOT NULL
    ) AS movement ${beyond} ORDER BY ${order} LIMIT ${take}`
}
