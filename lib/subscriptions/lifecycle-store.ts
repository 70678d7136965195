import { db, type Database, type Transaction } from '@/lib/platform/db/client'
import type { Prisma } from '@/lib/platform/db/generated/client'

/** The phases of a subscription as they are now planned; what has passed stays in them. */
export async function replacePhases(
  tx: Transaction,
  subscriptionId: string,
  phases: Prisma.SubscriptionPhaseCreateManyInput[],
): Promise<void> {
  await tx.subscriptionPhase.deleteMany({ where: { subscriptionId } })
  await tx.subscriptionPhase.createMany({ data: phases })
}

/**
 * Brings the stored cycles to what the timeline says from a cycle on: a cut one gets its end, new ones are added, one that
 * no longer exists goes. A cycle keeps the invoice it was billed with.
 */
export async function syncCycles(
  tx: Transaction,
  subscriptionId: string,
  cycles: { index: number; startsAt: Date; endsAt: Date; invoiceId: string | null }[],
): Promise<void> {
  const last = cycles.at(-1)
  if (!last) return
  await tx.billingCycle.deleteMany({
    where: {
      subscriptionId,
      OR: [
        { index: { gt: last.index } },
        ...cycles.map(({ index, startsAt }) => ({ index, startsAt: { not: startsAt } })),
      ],
    },
  })
  for (const { index, startsAt, endsAt, invoiceId } of cycles) {
    await tx.billingCycle.upsert({
      where: { subscriptionId_index: { subscriptionId, index } },
      create: { subscriptionId, index, startsAt, endsAt, invoiceId },
      update: { endsAt },
    })
  }
}

/** Subscriptions for which something besides renewal is due, oldest first. Not locked: each is looked at again. */
export async function findWaking(now: Date, limit: number, except: string[]): Promise<string[]> {
  const rows = await db.subscription.findMany({
    where: { wakesAt: { lte: now }, id: { notIn: except } },
    orderBy: { wakesAt: 'asc' },
    take: limit,
    select: { id: true },
  })
  return rows.map(({ id }) => id)
}

export async function updateSegment(
  tx: Transaction,
  id: string,
  data: Pick<Prisma.SubscriptionItemUncheckedUpdateInput, 'to' | 'endProration' | 'priceId' | 'quantity'>,
): Promise<void> {
  await tx.subscriptionItem.update({ where: { id }, data })
}

/** Only for what was planned and never began. */
export async function deleteSegments(tx: Transaction, ids: string[]): Promise<void> {
  await tx.subscriptionItem.deleteMany({ where: { id: { in: ids } } })
}

/** How many running subscriptions have each of these prices. */
export async function countOnPrices(priceIds: string[]): Promise<Map<string, number>> {
  const rows = await db.subscriptionItem.groupBy({
    by: ['priceId'],
    where: {
      to: null,
      priceId: { in: priceIds },
      subscription: { status: { in: ['TRIALING', 'ACTIVE', 'PAST_DUE', 'PAUSED'] } },
    },
    _count: { _all: true },
  })
  return new Map(rows.map(({ priceId, _count }) => [priceId, _count._all]))
}

/** Yearly subscriptions that renew within (after, through]. */
export async function findYearlyRenewals(
  tx: Database,
  { after, through }: { after: Date; through: Date },
): Promise<string[]> {
  const rows = await tx.$queryRaw<{ id: string }[]>`
    SELECT s.id FROM subscription s
    CROSS JOIN LATERAL (
      SELECT p.interval FROM subscription_phase p
      WHERE p.subscription_id = s.id AND p.starts_at < s.renews_at ORDER BY p.starts_at DESC LIMIT 1
    ) AS phase
    WHERE s.renews_at > ${after} AND s.renews_at <= ${through} AND s.status IN ('ACTIVE', 'PAST_DUE')
      AND phase.interval = 'YEAR'
    ORDER BY s.renews_at, s.id`
  return rows.map(({ id }) => id)
}

/** The cycles that were billed with one invoice are billed with another. */
export async function relinkCycles(tx: Transaction, { from, to }: { from: string; to: string }): Promise<void> {
  await tx.billingCycle.updateMany({ where: { invoiceId: from }, data: { invoiceId: to } })
}
