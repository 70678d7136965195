import { db, type Database } from '@/lib/platform/db/client'
import type { Prisma } from '@/lib/platform/db/generated/client'
import { notFound } from '@/lib/platform/errors'

/** An endpoint without its secrets: what anyone but the one who signs gets to see. */
const visible = { secret: true, previousSecret: true } as const
export type WebhookEndpointRow = Prisma.WebhookEndpointGetPayload<{ omit: typeof visible }>
export type WebhookEndpointWithSecrets = Prisma.WebhookEndpointGetPayload<object>

/** Whose endpoints one may reach: those of one customer, or (undefined) all, our own among them. */
export type Reach = string | undefined

export function insertEndpoint(tx: Database, data: Prisma.WebhookEndpointCreateInput): Promise<WebhookEndpointRow> {
  return tx.webhookEndpoint.create({ data, omit: visible })
}

export function countEndpoints(tx: Database, customerId: string | null): Promise<number> {
  return tx.webhookEndpoint.count({ where: { customerId, deletedAt: null } })
}

/** Endpoints that are not deleted, the newest first: of one customer, our own (null), or all (undefined). */
export function findEndpoints(customerId: string | null | undefined): Promise<WebhookEndpointRow[]> {
  return db.webhookEndpoint.findMany({
    where: { customerId, deletedAt: null },
    orderBy: [{ createdAt: 'desc' }, { id: 'desc' }],
    omit: visible,
  })
}

/** All endpoints for staff, our own first, each with whose it is. */
export async function findEndpointsWithOwners(
  limit: number,
): Promise<(WebhookEndpointRow & { customer: { id: string; name: string } | null })[]> {
  const rows = await db.webhookEndpoint.findMany({
    where: { deletedAt: null },
    orderBy: [{ customerId: { sort: 'asc', nulls: 'first' } }, { createdAt: 'desc' }],
    take: limit,
    omit: visible,
  })
  const owners = await findOwners(rows.flatMap(({ customerId }) => customerId ?? []))
  return rows.map((row) => ({ ...row, customer: owners.get(row.customerId ?? '') ?? null }))
}

/** Names of the customers behind endpoints, by id. */
export async function findOwners(customerIds: string[]): Promise<Map<string, { id: string; name: string }>> {
  const rows = await db.customer.findMany({ where: { id: { in: customerIds } }, select: { id: true, name: true } })
  return new Map(rows.map((row) => [row.id, row]))
}

export async function findEndpoint(id: string, within: Reach): Promise<WebhookEndpointRow> {
  const row = await db.webhookEndpoint.findFirst({
    where: { id, customerId: within, deletedAt: null },
    omit: visible,
  })
  if (!row) throw notFound('webhook endpoint', id)
  return row
}

/** The endpoint under lock, so that changes to it come one after another. */
export async function lockEndpoint(tx: Database, id: string, within: Reach): Promise<WebhookEndpointWithSecrets> {
  await tx.$queryRaw`SELECT FROM webhook_endpoint WHERE id = ${id} FOR UPDATE`
  const row = await tx.webhookEndpoint.findFirst({ where: { id, customerId: within, deletedAt: null } })
  if (!row) throw notFound('webhook endpoint', id)
  return row
}

export function updateEndpoint(
  tx: Database,
  id: string,
  data: Prisma.WebhookEndpointUpdateInput,
): Promise<WebhookEndpointRow> {
  return tx.webhookEndpoint.update({ where: { id }, data, omit: visible })
}

/** The next endpoints after an id, in order, with a secret that does not begin like this, which says by which key it is sealed. */
export async function findEndpointsSealedOtherwise(prefix: string, after: string, limit: number): Promise<string[]> {
  const startsOtherwise = { not: { startsWith: prefix } }
  const rows = await db.webhookEndpoint.findMany({
    where: {
      id: { gt: after },
      deletedAt: null,
      OR: [{ secret: startsOtherwise }, { previousSecret: startsOtherwise }],
    },
    orderBy: { id: 'asc' },
    take: limit,
    select: { id: true },
  })
  return rows.map(({ id }) => id)
}

/** Gives up whatever is still on its way to an endpoint that takes nothing any more. */
export async function dropPending(tx: Database, endpointId: string): Promise<void> {
  await tx.outboundDelivery.updateMany({
    where: { endpointId, status: 'PENDING' },
    data: { status: 'FAILED', nextAttemptAt: null, lastError: 'endpoint_disabled' },
  })
}
