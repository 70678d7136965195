import { db, type Database, type Transaction } from '@/lib/platform/db/client'
import { getPrices } from '@/lib/catalog/read-catalog'
import { executeSql, selectRows } from '@/lib/platform/db/direct-sql'
import { Prisma } from '@/lib/platform/db/generated/client'
import { arrayLiteral, columnsOf, insertRows } from '@/lib/platform/db/rows'
import { notFound } from '@/lib/platform/errors'
import { LIVE } from './states'

const withContract = {
  phases: { orderBy: { from: 'asc' } },
  items: { orderBy: [{ from: 'asc' }, { id: 'asc' }], include: { price: { include: { plan: true } } } },
  pendingChange: true,
} satisfies Prisma.SubscriptionInclude

export type SubscriptionRow = Prisma.SubscriptionGetPayload<object>
/** A subscription with its whole contract timeline. */
export type SubscriptionContract = Prisma.SubscriptionGetPayload<{ include: typeof withContract }>
export type SegmentRow = SubscriptionContract['items'][number]

export async function findContract(id: string, tx: Database = db): Promise<SubscriptionContract> {
  const row = await tx.subscription.findUnique({ where: { id }, include: withContract })
  if (!row) throw notFound('subscription', id)
  return row
}

/** The subscription itself, without its timeline. */
export async function findSubscriptionRow(id: string, tx: Database): Promise<SubscriptionRow> {
  const row = await tx.subscription.findUnique({ where: { id } })
  if (!row) throw notFound('subscription', id)
  return row
}

const columns = {
  subscription: columnsOf(Prisma.SubscriptionScalarFieldEnum),
  phase: columnsOf(Prisma.SubscriptionPhaseScalarFieldEnum, { from: 'starts_at' }),
  item: columnsOf(Prisma.SubscriptionItemScalarFieldEnum, { from: 'valid_from', to: 'valid_to' }),
  pendingChange: columnsOf(Prisma.PendingChangeScalarFieldEnum),
}

/** What `findContract` gives, for hundreds at once, in order of their ids. */
export async function findContracts(tx: Database, ids: string[]): Promise<SubscriptionContract[]> {
  const wanted = arrayLiteral(ids)
  const contracts = await selectRows<SubscriptionContract>(
    tx,
    Prisma.sql`SELECT ${columns.subscription} FROM subscription WHERE id = ANY(${wanted}::text[]) ORDER BY id`,
  )
  const phases = await selectRows<SubscriptionContract['phases'][number]>(
    tx,
    Prisma.sql`
    SELECT ${columns.phase} FROM subscription_phase WHERE subscription_id = ANY(${wanted}::text[]) ORDER BY starts_at`,
  )
  const items = await selectRows<SegmentRow>(
    tx,
    Prisma.sql`
    SELECT ${columns.item} FROM subscription_item WHERE subscription_id = ANY(${wanted}::text[]) ORDER BY valid_from, id`,
  )
  const changes = await selectRows<NonNullable<SubscriptionContract['pendingChange']>>(
    tx,
    Prisma.sql`SELECT ${columns.pendingChange} FROM pending_change WHERE subscription_id = ANY(${wanted}::text[])`,
  )
  const prices = await getPrices([...new Set(items.map(({ priceId }) => priceId))], tx)
  // Put together in place: a copy per row is what costs most here.
  const byId = new Map<string, SubscriptionContract>()
  for (const contract of contracts) {
    contract.phases = []
    contract.items = []
    contract.pendingChange = null
    byId.set(contract.id, contract)
  }
  for (const phase of phases) byId.get(phase.subscriptionId)!.phases.push(phase)
  for (const item of items) {
    item.price = prices.get(item.priceId)!
    byId.get(item.subscriptionId)!.items.push(item)
  }
  for (const change of changes) byId.get(change.subscriptionId)!.pendingChange = change
  return contracts
}

/**
 * The customer's subscription that matters now: a live one or one agreed for later, else one waiting for its first payment,
 * else none.
 */
export async function findCurrentContract(customerId: string, tx: Database = db): Promise<SubscriptionContract | null> {
  const rows = await tx.subscription.findMany({
    where: { customerId, status: { in: [...LIVE, 'SCHEDULED', 'INCOMPLETE'] } },
    include: withContract,
    orderBy: { createdAt: 'desc' },
  })
  return rows.find((row) => row.status !== 'INCOMPLETE') ?? rows[0] ?? null
}

/** All of the customer's that run, were agreed for later, or wait for their first payment; the oldest first. */
export async function findCurrentContracts(customerId: string, tx: Database = db): Promise<SubscriptionContract[]> {
  return tx.subscription.findMany({
    where: { customerId, status: { in: [...LIVE, 'SCHEDULED', 'INCOMPLETE'] } },
    include: withContract,
    orderBy: [{ createdAt: 'asc' }, { id: 'asc' }],
  })
}

export async function findCustomerContracts(customerId: string): Promise<SubscriptionContract[]> {
  return db.subscription.findMany({ where: { customerId }, include: withContract, orderBy: { createdAt: 'desc' } })
}

export async function insertSubscription(
  tx: Database,
  contract: {
    subscription: Prisma.SubscriptionUncheckedCreateInput
    phases: Prisma.SubscriptionPhaseCreateManyInput[]
    segments: Prisma.SubscriptionItemCreateManyInput[]
  },
): Promise<void> {
  await tx.subscription.create({ data: contract.subscription })
  await tx.subscriptionPhase.createMany({ data: contract.phases })
  await tx.subscriptionItem.createMany({ data: contract.segments })
}

export async function updateSubscription(
  tx: Database,
  id: string,
  data: Prisma.SubscriptionUncheckedUpdateInput,
): Promise<SubscriptionRow> {
  return tx.subscription.update({ where: { id }, data })
}

export async function closeSegment(tx: Database, id: string, to: Date): Promise<void> {
  await tx.subscriptionItem.update({ where: { id }, data: { to } })
}

export async function insertSegments(tx: Database, segments: Prisma.SubscriptionItemCreateManyInput[]): Promise<void> {
  await tx.subscriptionItem.createMany({ data: segments })
}

export async function savePendingChange(tx: Database, change: Prisma.PendingChangeUncheckedCreateInput): Promise<void> {
  await tx.pendingChange.upsert({ where: { subscriptionId: change.subscriptionId }, create: change, update: change })
}

export async function deletePendingChanges(tx: Database, subscriptionIds: string[]): Promise<void> {
  await tx.pendingChange.deleteMany({ where: { subscriptionId: { in: subscriptionIds } } })
}

/** The number of the cycle each subscription is in: earlier ones are closed. */
export async function findLastCycles(
  tx: Database,
  ids: string[],
): Promise<Map<string, { index: number; startsAt: Date }>> {
  const rows = await selectRows<{ id: string; index: number; startsAt: Date }>(
    tx,
    Prisma.sql`
    SELECT wanted.id, c.index, c.starts_at AS "startsAt" FROM unnest(${arrayLiteral(ids)}::text[]) AS wanted(id)
    CROSS JOIN LATERAL (SELECT index, starts_at FROM billing_cycle WHERE subscription_id = wanted.id
                        ORDER BY index DESC LIMIT 1) c`,
  )
  return new Map(rows.map(({ id, ...cycle }) => [id, cycle]))
}

/** Cycles are inserted once: one that exists stays as it is. */
export async function insertCycles(tx: Database, cycles: Prisma.BillingCycleCreateManyInput[]): Promise<void> {
  await insertRows(tx, { table: 'billing_cycle', rows: cycles, skipDuplicates: true })
}

/** Moves many subscriptions into their next period in one statement. */
export async function advancePeriods(tx: Database, periods: { id: string; start: Date; end: Date }[]): Promise<void> {
  if (periods.length === 0) return
  await executeSql(
    tx,
    Prisma.sql`
    UPDATE subscription SET current_period_start = p.start_at, current_period_end = p.end_at, renews_at = p.end_at
    FROM unnest(${arrayLiteral(periods.map((p) => p.id))}::text[],
                ${arrayLiteral(periods.map((p) => p.start))}::timestamptz[],
                ${arrayLiteral(periods.map((p) => p.end))}::timestamptz[]) AS p(id, start_at, end_at)
    WHERE subscription.id = p.id`,
  )
}

/**
 * Claims the customers of up to `limit` subscriptions that are due for renewal, oldest first: who is locked by another
 * worker is skipped, and the locks taken here are the lock of DESIGN §8. `except` are customers.
 */
export async function claimDueCustomers(
  tx: Transaction,
  { now, limit, except }: { now: Date; limit: number; except: string[] },
): Promise<string[]> {
  const rows = await selectRows<{ customerId: string }>(
    tx,
    Prisma.sql`
    SELECT s.customer_id AS "customerId" FROM subscription s JOIN customer c ON c.id = s.customer_id
    WHERE s.renews_at <= ${now} AND s.customer_id <> ALL(${except}::text[])
    ORDER BY s.renews_at LIMIT ${limit} FOR UPDATE OF s, c SKIP LOCKED`,
  )
  return [...new Set(rows.map(({ customerId }) => customerId))]
}

/** All that is due of these customers, whom the caller has locked; null where it is not due in that way. */
export async function findDueOf(
  tx: Transaction,
  { customerIds, now }: { customerIds: string[]; now: Date },
): Promise<{ id: string; customerId: string; renewsAt: Date | null; wakesAt: Date | null }[]> {
  return selectRows(
    tx,
    Prisma.sql`
    SELECT id, customer_id AS "customerId", CASE WHEN renews_at <= ${now} THEN renews_at END AS "renewsAt",
           CASE WHEN wakes_at <= ${now} THEN wakes_at END AS "wakesAt"
    FROM subscription WHERE customer_id = ANY(${arrayLiteral(customerIds)}::text[]) AND (renews_at <= ${now} OR wakes_at <= ${now})`,
  )
}

/** Subscriptions whose time to pay is over: never paid at all, or past due for too long. */
export async function findExpiring(now: Date, limit: number): Promise<Pick<SubscriptionRow, 'id' | 'status'>[]> {
  return db.subscription.findMany({
    where: { expiresAt: { lte: now } },
    orderBy: { expiresAt: 'asc' },
    take: limit,
    select: { id: true, status: true },
  })
}

export async function countLive(tx: Database, customerId: string): Promise<number> {
  return tx.subscription.count({ where: { customerId, status: { in: [...LIVE] } } })
}

/** Whether another subscription of the customer is due by `at`, for renewal or for what else comes. */
export async function hasOthersDue(
  tx: Database,
  { id, customerId, at }: { id: string; customerId: string; at: Date },
): Promise<boolean> {
  const found = await tx.subscription.findFirst({
    where: { customerId, id: { not: id }, OR: [{ renewsAt: { lte: at } }, { wakesAt: { lte: at } }] },
    select: { id: true },
  })
  return found !== null
}

export async function hasBegunSince(
  tx: Database,
  { customerId, since }: { customerId: string; since: Date },
): Promise<boolean> {
  const where = { customerId, createdAt: { gt: since } }
  return (await tx.subscription.findFirst({ where, select: { id: true } })) !== null
}

/** Whether the customer ever had a subscription that began, but for this one. */
export async function hasHadSubscription(tx: Database, customerId: string, except = ''): Promise<boolean> {
  const found = await tx.subscription.findFirst({
    where: { customerId, id: { not: except }, status: { notIn: ['INCOMPLETE', 'INCOMPLETE_EXPIRED'] } },
    select: { id: true },
  })
  return found !== null
}

export interface SubscriptionSearch {
  query?: string
  customerId?: string
  /** Empty = all but those whose checkout was never paid. */
  statuses?: SubscriptionRow['status'][]
  /** What runs now is of one of these plans. */
  planCodes?: string[]
  sort?: 'createdAt' | 'currentPeriodEnd' | 'startedAt'
  direction?: 'asc' | 'desc'
  page: number
  pageSize: number
}

export async function searchSubscriptionRows(search: SubscriptionSearch) {
  const { query, customerId, statuses = [], planCodes = [], page, pageSize } = search
  const { sort = 'createdAt', direction = 'desc' } = search
  const text = query?.trim()
  const where: Prisma.SubscriptionWhereInput = {
    customerId,
    status: statuses.length > 0 ? { in: statuses } : { not: 'INCOMPLETE_EXPIRED' },
    ...(planCodes.length > 0 ? { items: { some: { to: null, price: { plan: { code: { in: planCodes } } } } } } : {}),
    ...(text ? { OR: [{ id: text }, { customer: { name: { contains: text, mode: 'insensitive' } } }] } : {}),
  }
  const [rows, total] = await Promise.all([
    db.subscription.findMany({
      where,
      orderBy: [{ [sort]: direction }, { id: direction }],
      skip: (page - 1) * pageSize,
      take: pageSize,
      include: { ...withContract, customer: { select: { id: true, name: true } } },
    }),
    db.subscription.count({ where }),
  ])
  return { rows, total }
}
