import { db, type Database, type Transaction } from '@/lib/platform/db/client'
import { selectRows } from '@/lib/platform/db/direct-sql'
import { Prisma, type SubscriptionStatus } from '@/lib/platform/db/generated/client'
import { arrayLiteral, columnsOf } from '@/lib/platform/db/rows'
import { notFound } from '@/lib/platform/errors'

export type CustomerRow = Prisma.CustomerGetPayload<object>

export async function insertCustomer(tx: Database, data: Prisma.CustomerUncheckedCreateInput): Promise<CustomerRow> {
  return tx.customer.create({ data })
}

export async function findCustomer(id: string, tx: Database = db): Promise<CustomerRow> {
  const row = await tx.customer.findUnique({ where: { id } })
  if (!row) throw notFound('customer', id)
  return row
}

/** Every column under its name in code: what a lock returns is what a read returns. */
const columns = columnsOf(Prisma.CustomerScalarFieldEnum)

/**
 * Locks customers in id order (so two batches never deadlock) and returns them: the one lock for all that moves money.
 * A customer that another transaction holds is waited for.
 */
export async function lockCustomerRows(tx: Transaction, ids: string[]): Promise<Map<string, CustomerRow>> {
  const rows = await selectRows<CustomerRow>(
    tx,
    Prisma.sql`SELECT ${columns} FROM customer WHERE id = ANY(${arrayLiteral(ids)}::text[]) ORDER BY id FOR UPDATE`,
  )
  return new Map(rows.map((row) => [row.id, row]))
}

export async function updateCustomer(
  tx: Database,
  id: string,
  data: Prisma.CustomerUncheckedUpdateInput,
): Promise<CustomerRow> {
  return tx.customer.update({ where: { id }, data })
}

/** Adds one id to the customer's ids at processors, unless one is there: returns the one that counts. */
export async function saveProcessorRef({
  customerId,
  key,
  ref,
}: {
  customerId: string
  key: string
  ref: string
}): Promise<string> {
  const rows = await db.$queryRaw<{ ref: string }[]>`
    UPDATE customer SET processor_refs = jsonb_build_object(${key}::text, ${ref}::text) || processor_refs
    WHERE id = ${customerId} RETURNING processor_refs ->> ${key} AS ref`
  return rows[0]?.ref ?? ref
}

export interface CustomerSearch {
  query?: string
  /** States of a subscription, or NONE for customers without any; empty = all. */
  statuses?: string[]
  sort: 'name' | 'createdAt'
  direction: 'asc' | 'desc'
  page: number
  pageSize: number
}

/** One page of customers for the staff's table, with what the row shows of their subscription. */
export async function searchCustomerRows({ query, statuses = [], sort, direction, page, pageSize }: CustomerSearch) {
  const text = query?.trim()
  const inState = statuses.filter((status) => status !== 'NONE') as SubscriptionStatus[]
  const states: Prisma.CustomerWhereInput[] = [
    ...(inState.length > 0 ? [{ subscriptions: { some: { status: { in: inState } } } }] : []),
    ...(statuses.includes('NONE') ? [{ subscriptions: { none: {} } }] : []),
  ]
  const where: Prisma.CustomerWhereInput = {
    AND: [
      text
        ? {
            OR: [
              { name: { contains: text, mode: 'insensitive' } },
              { email: { contains: text, mode: 'insensitive' } },
              { id: text },
              { vatId: { equals: text, mode: 'insensitive' } },
            ],
          }
        : {},
      states.length > 0 ? { OR: states } : {},
    ],
  }
  const [rows, total] = await Promise.all([
    db.customer.findMany({
      where,
      orderBy: [{ [sort]: direction }, { id: 'asc' }],
      skip: (page - 1) * pageSize,
      take: pageSize,
      include: {
        subscriptions: {
          orderBy: { createdAt: 'desc' },
          take: 1,
          include: { items: { orderBy: { from: 'desc' }, take: 1, include: { price: { include: { plan: true } } } } },
        },
      },
    }),
    db.customer.count({ where }),
  ])
  return { rows, total }
}

/** Customers about whose VAT id VIES is to be asked. */
export async function findVatIdsToCheck(now: Date, limit: number): Promise<string[]> {
  const rows = await db.customer.findMany({
    where: { vatIdCheckAt: { lte: now } },
    orderBy: { vatIdCheckAt: 'asc' },
    take: limit,
    select: { id: true },
  })
  return rows.map(({ id }) => id)
}
