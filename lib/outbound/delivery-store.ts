import { db, type Database } from '@/lib/platform/db/client'
import type { Prisma } from '@/lib/platform/db/generated/client'
import { notFound } from '@/lib/platform/errors'
import type { Reach } from './store'

const withBoth = {
  event: true,
  endpoint: { omit: { secret: true, previousSecret: true } },
} satisfies Prisma.OutboundDeliveryInclude
export type DeliveryRow = Prisma.OutboundDeliveryGetPayload<{ include: typeof withBoth }>
export type AttemptRow = Prisma.OutboundAttemptGetPayload<object>
export type DeliveryToSend = Prisma.OutboundDeliveryGetPayload<{ include: { event: true; endpoint: true } }>

export function findDeliveryToSend(id: string): Promise<DeliveryToSend | null> {
  return db.outboundDelivery.findUnique({ where: { id }, include: { event: true, endpoint: true } })
}

/**
 * Takes an attempt for oneself: counts it, and sets the instant at which somebody else looks again if this process dies.
 * False: somebody else was first.
 */
export async function claimAttempt(
  { id, attempts }: { id: string; attempts: number },
  { now, leaseUntil }: { now: Date; leaseUntil: Date },
): Promise<boolean> {
  const { count } = await db.outboundDelivery.updateMany({
    where: { id, attempts, status: 'PENDING', nextAttemptAt: { lte: now } },
    data: { attempts: { increment: 1 }, lastAttemptAt: now, nextAttemptAt: leaseUntil },
  })
  return count > 0
}

/** Sets what became of an attempt, unless it took so long that another one was begun. */
export async function concludeAttempt(
  tx: Database,
  { id, attempt, data }: { id: string; attempt: number; data: Prisma.OutboundDeliveryUpdateManyMutationInput },
): Promise<void> {
  await tx.outboundDelivery.updateMany({ where: { id, attempts: attempt, status: 'PENDING' }, data })
}

export async function insertAttempt(tx: Database, data: Prisma.OutboundAttemptUncheckedCreateInput): Promise<void> {
  await tx.outboundAttempt.create({ data })
}

export async function postponeDelivery(id: string, until: Date): Promise<void> {
  await db.outboundDelivery.updateMany({ where: { id, status: 'PENDING' }, data: { nextAttemptAt: until } })
}

export async function giveUpDelivery(id: string, reason: string): Promise<void> {
  await db.outboundDelivery.updateMany({
    where: { id, status: 'PENDING' },
    data: { status: 'FAILED', nextAttemptAt: null, lastError: reason },
  })
}

/** Deliveries whose time has come. */
export async function findDueDeliveries(now: Date, limit: number): Promise<string[]> {
  const rows = await db.outboundDelivery.findMany({
    where: { nextAttemptAt: { lte: now } },
    orderBy: { nextAttemptAt: 'asc' },
    take: limit,
    select: { id: true },
  })
  return rows.map(({ id }) => id)
}

const ofReach = (within: Reach): Prisma.OutboundDeliveryWhereInput =>
  within === undefined ? {} : { endpoint: { customerId: within } }

export async function findDelivery(id: string, within: Reach): Promise<DeliveryRow & { log: AttemptRow[] }> {
  const row = await db.outboundDelivery.findFirst({
    where: { id, ...ofReach(within) },
    include: { ...withBoth, log: { orderBy: { number: 'desc' }, take: 100 } },
  })
  if (!row) throw notFound('delivery', id)
  return row
}

export interface DeliverySearch {
  within?: Reach
  endpointId?: string
  /** Empty = all. */
  statuses?: DeliveryRow['status'][]
  types?: string[]
  /** An id of an event, a delivery, a customer or the event's object. */
  query?: string
  page: number
  pageSize: number
}

export async function searchDeliveryRows(search: DeliverySearch): Promise<{ rows: DeliveryRow[]; total: number }> {
  const { within, endpointId, statuses = [], types = [], query, page, pageSize } = search
  const text = query?.trim()
  const where: Prisma.OutboundDeliveryWhereInput = {
    AND: [
      ofReach(within),
      endpointId ? { endpointId } : {},
      statuses.length > 0 ? { status: { in: statuses } } : {},
      types.length > 0 ? { event: { type: { in: types } } } : {},
      text
        ? {
            OR: [
              { id: text },
              { eventId: text },
              { event: { customerId: text } },
              { event: { subjectId: text } },
              { endpoint: { url: { contains: text, mode: 'insensitive' } } },
            ],
          }
        : {},
    ],
  }
  const [rows, total] = await Promise.all([
    db.outboundDelivery.findMany({
      where,
      orderBy: [{ createdAt: 'desc' }, { id: 'desc' }],
      skip: (page - 1) * pageSize,
      take: pageSize,
      include: withBoth,
    }),
    db.outboundDelivery.count({ where }),
  ])
  return { rows, total }
}

/** Begins deliveries anew, the oldest first: their schedule starts from the beginning, their log goes on. */
export async function restartDeliveries(
  tx: Database,
  where: Prisma.OutboundDeliveryWhereInput,
  { now, limit }: { now: Date; limit: number },
): Promise<{ id: string }[]> {
  const rows = await tx.outboundDelivery.findMany({
    where,
    orderBy: [{ createdAt: 'asc' }, { id: 'asc' }],
    take: limit,
    select: { id: true },
  })
  await tx.outboundDelivery.updateMany({
    where: { id: { in: rows.map(({ id }) => id) } },
    data: { status: 'PENDING', step: 0, nextAttemptAt: now },
  })
  return rows
}

/** Events an endpoint asks for and has never been sent, because it was not there or switched off: the oldest first. */
export async function findMissedEvents(
  tx: Database,
  {
    endpoint,
    since,
    limit,
  }: { endpoint: { id: string; customerId: string | null; eventTypes: string[] }; since: Date; limit: number },
): Promise<string[]> {
  const rows = await tx.outboundEvent.findMany({
    where: {
      createdAt: { gte: since },
      sequence: { not: null },
      ...(endpoint.customerId === null ? {} : { customerId: endpoint.customerId }),
      ...(endpoint.eventTypes.length > 0 ? { type: { in: endpoint.eventTypes } } : {}),
      deliveries: { none: { endpointId: endpoint.id } },
    },
    orderBy: [{ createdAt: 'asc' }, { id: 'asc' }],
    take: limit,
    select: { id: true },
  })
  return rows.map(({ id }) => id)
}
