import { db } from '@/lib/platform/db/client'
import type { Prisma } from '@/lib/platform/db/generated/client'
import { notFound } from '@/lib/platform/errors'
import { newId } from '@/lib/platform/id'

export type InboundEventRow = Prisma.InboundEventGetPayload<object>

export interface NewInboundEvent {
  processor: InboundEventRow['processor']
  externalId: string
  type: string
  /** The verified body as it came. */
  rawBody: string
  receivedAt: Date
}

/** What handling it needs: only these get a job, the rest is kept as it came. */
export const HANDLE_TASK = 'handle-inbound-event'

/**
 * Writes events that arrived together with one statement, and a job for each that is new: a duplicate does nothing.
 * `isHandled` says which types have a handler; the others are kept and marked IGNORED.
 */
export async function insertInboundEvents(events: (NewInboundEvent & { isHandled: boolean })[]): Promise<void> {
  const rows = events.map((event) => ({ ...event, id: newId('evt') }))
  await db.$executeRaw`
    WITH fresh AS (
      INSERT INTO inbound_event (id, processor, external_id, type, payload, status, received_at)
      SELECT id, processor::"ProcessorName", external_id, type, payload::jsonb,
             (CASE WHEN handled THEN 'PENDING' ELSE 'IGNORED' END)::"InboundEventStatus", received_at
      FROM unnest(${rows.map((r) => r.id)}::text[], ${rows.map((r) => r.processor)}::text[], ${rows.map((r) => r.externalId)}::text[],
                  ${rows.map((r) => r.type)}::text[], ${rows.map((r) => storable(r.rawBody))}::text[], ${rows.map((r) => r.receivedAt)}::timestamptz[],
                  ${rows.map((r) => r.isHandled)}::boolean[])
           AS e(id, processor, external_id, type, payload, received_at, handled)
      ON CONFLICT (processor, external_id) DO NOTHING
      RETURNING id, status
    )
    SELECT graphile_worker.add_jobs(ARRAY(
      SELECT (${HANDLE_TASK}, json_build_object('eventId', id), NULL, NULL, 25, NULL, NULL, NULL)::graphile_worker.job_spec
      FROM fresh WHERE status = 'PENDING'))`
}

/** PostgreSQL's jsonb knows neither NUL nor half a surrogate pair: they become U+FFFD, the rest is kept as it came. */
function storable(rawBody: string): string {
  if (!/\\u(0000|d[89a-f])/i.test(rawBody)) return rawBody
  return JSON.stringify(JSON.parse(rawBody), (_key, value: unknown) =>
    typeof value === 'string' ? Buffer.from(value.replaceAll('\0', '\ufffd')).toString() : value,
  )
}

export async function findInboundEvent(id: string): Promise<InboundEventRow> {
  const row = await db.inboundEvent.findUnique({ where: { id } })
  if (!row) throw notFound('inbound event', id)
  return row
}

export async function markInboundEvent(
  id: string,
  data: { status: InboundEventRow['status']; error?: string | null; processedAt?: Date | null },
): Promise<void> {
  await db.inboundEvent.update({ where: { id }, data: { ...data, attempts: { increment: 1 } } })
}

/** Events whose job may have died with its worker. */
export async function findStrandedEvents(receivedBefore: Date, limit: number): Promise<string[]> {
  const rows = await db.inboundEvent.findMany({
    where: { status: 'PENDING', receivedAt: { lte: receivedBefore } },
    orderBy: { receivedAt: 'asc' },
    take: limit,
    select: { id: true },
  })
  return rows.map((row) => row.id)
}

export interface InboundEventSearch {
  /** Empty = all. */
  statuses?: InboundEventRow['status'][]
  types?: string[]
  query?: string
  page: number
  pageSize: number
}

/** The types that ever came, for a filter. */
export async function findInboundEventTypes(): Promise<string[]> {
  const rows = await db.inboundEvent.findMany({ distinct: ['type'], select: { type: true }, orderBy: { type: 'asc' } })
  return rows.map((row) => row.type)
}

export async function searchInboundEventRows({ statuses = [], types = [], query, page, pageSize }: InboundEventSearch) {
  const text = query?.trim()
  const where: Prisma.InboundEventWhereInput = {
    ...(statuses.length > 0 ? { status: { in: statuses } } : {}),
    ...(types.length > 0 ? { type: { in: types } } : {}),
    ...(text ? { OR: [{ externalId: text }, { id: text }, { type: { contains: text, mode: 'insensitive' } }] } : {}),
  }
  const [rows, total] = await Promise.all([
    db.inboundEvent.findMany({
      where,
      orderBy: [{ receivedAt: 'desc' }, { id: 'desc' }],
      skip: (page - 1) * pageSize,
      take: pageSize,
      omit: { payload: true },
    }),
    db.inboundEvent.count({ where }),
  ])
  return { rows, total }
}
