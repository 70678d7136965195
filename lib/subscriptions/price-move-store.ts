import { db, type Database, type Transaction } from '@/lib/platform/db/client'
import type { Prisma } from '@/lib/platform/db/generated/client'

export type PriceMoveRow = Prisma.PriceMoveGetPayload<object>

/** Subscriptions that are not over and have one of these prices, now or by what is planned, by id after `after`. */
export async function findOnPrices(
  priceIds: string[],
  { after, limit }: { after: string; limit: number },
): Promise<{ id: string; customerId: string }[]> {
  return db.subscription.findMany({
    where: {
      id: { gt: after },
      status: { notIn: ['CANCELED', 'INCOMPLETE_EXPIRED'] },
      OR: [
        { items: { some: { to: null, priceId: { in: priceIds } } } },
        { pendingChange: { is: { priceId: { in: priceIds } } } },
      ],
    },
    orderBy: { id: 'asc' },
    take: limit,
    select: { id: true, customerId: true },
  })
}

/** Announced for the price, or chosen at an older version of it before this one existed, and moved to it. */
const plannedFor = ({ id, createdAt }: { id: string; createdAt: Date }): Prisma.PendingChangeWhereInput => ({
  priceId: id,
  OR: [{ origin: 'PRICE_CHANGE' }, { createdAt: { lt: createdAt } }],
})

/** Subscriptions that are not over and are to move to a price, announced or waiting, by id after `after`. */
export async function findMoved(
  price: { id: string; createdAt: Date },
  { after, limit }: { after: string; limit: number },
): Promise<{ id: string; customerId: string }[]> {
  return db.subscription.findMany({
    where: {
      id: { gt: after },
      status: { notIn: ['CANCELED', 'INCOMPLETE_EXPIRED'] },
      OR: [{ pendingChange: { is: plannedFor(price) } }, { priceMoves: { some: { priceId: price.id } } }],
    },
    orderBy: { id: 'asc' },
    take: limit,
    select: { id: true, customerId: true },
  })
}

/** Remembers that a move stands. One that is remembered already stays as it is. Returns whether it is new. */
export async function savePriceMove(tx: Transaction, move: PriceMoveRow): Promise<boolean> {
  const { count } = await tx.priceMove.createMany({ data: [move], skipDuplicates: true })
  return count > 0
}

export async function deletePriceMove(
  tx: Transaction,
  { subscriptionId, priceId }: Pick<PriceMoveRow, 'subscriptionId' | 'priceId'>,
): Promise<void> {
  await tx.priceMove.deleteMany({ where: { subscriptionId, priceId } })
}

/** The moves that stand for a subscription, the newest version last. */
export async function findPriceMoves(subscriptionId: string, tx: Database = db): Promise<PriceMoveRow[]> {
  return tx.priceMove.findMany({ where: { subscriptionId }, orderBy: [{ createdAt: 'asc' }, { priceId: 'asc' }] })
}

/** Subscriptions with a move that nothing is in the way of any more, by id after `after`. */
export async function findMovable({
  after,
  limit,
}: {
  after: string
  limit: number
}): Promise<{ id: string; customerId: string }[]> {
  return db.subscription.findMany({
    where: {
      id: { gt: after },
      priceMoves: { some: {} },
      pendingChange: { is: null },
      status: { notIn: ['INCOMPLETE', 'UNPAID'] },
    },
    orderBy: { id: 'asc' },
    take: limit,
    select: { id: true, customerId: true },
  })
}

/** How many subscriptions a price is announced to, and for how many that still has to wait. */
export async function countMoves(price: {
  id: string
  createdAt: Date
}): Promise<{ announced: number; waiting: number }> {
  const { id: priceId } = price
  const [announced, waiting] = await Promise.all([
    db.pendingChange.count({ where: plannedFor(price) }),
    db.priceMove.count({
      where: {
        priceId,
        subscription: {
          status: { notIn: ['CANCELED', 'INCOMPLETE_EXPIRED'] },
          OR: [{ pendingChange: { is: null } }, { pendingChange: { isNot: { priceId } } }],
        },
      },
    }),
  ])
  return { announced, waiting }
}
