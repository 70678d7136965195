import { db, type Database } from '@/lib/platform/db/client'
import type { Json } from '@/lib/platform/db/json'
import type { Prisma } from '@/lib/platform/db/generated/client'
import { notFound } from '@/lib/platform/errors'

export type ApiKeyRow = Prisma.ApiKeyGetPayload<object>

export async function insertApiKey(tx: Database, data: Prisma.ApiKeyUncheckedCreateInput): Promise<ApiKeyRow> {
  return tx.apiKey.create({ data })
}

/** The key of a secret, also of the one before a rotation. */
export async function findKeyByHash(hash: string): Promise<ApiKeyRow | null> {
  return db.apiKey.findFirst({ where: { OR: [{ secretHash: hash }, { previousHash: hash }] } })
}

/** Locks one key; with `customerId` (null = staff's) only if it is theirs. Throws not_found. */
export async function lockApiKey(
  tx: Database,
  { id, customerId }: { id: string; customerId: string | null },
): Promise<ApiKeyRow> {
  await tx.$queryRaw`SELECT 1 FROM api_key WHERE id = ${id} FOR UPDATE`
  const row = await tx.apiKey.findFirst({ where: { id, customerId } })
  if (!row) throw notFound('API key', id)
  return row
}

export async function updateApiKey(
  tx: Database,
  id: string,
  data: Prisma.ApiKeyUncheckedUpdateInput,
): Promise<ApiKeyRow> {
  return tx.apiKey.update({ where: { id }, data })
}

/** A customer's keys, or (null) those of staff; the newest first. */
export async function findApiKeys(customerId: string | null): Promise<ApiKeyRow[]> {
  return db.apiKey.findMany({ where: { customerId }, orderBy: { id: 'desc' } })
}

/** Notes that a key was used, unless that was noted less than a minute ago (by whichever process). */
export async function touchApiKey(id: string, at: Date): Promise<void> {
  const since = new Date(at.getTime() - 60_000)
  await db.$executeRaw`
    UPDATE api_key SET last_used_at = ${at} WHERE id = ${id} AND (last_used_at IS NULL OR last_used_at < ${since})`
}

export type IdempotencyRow = Prisma.IdempotencyRecordGetPayload<object>

/** Takes a key for a request. False: it was taken before. */
export async function insertIdempotencyRecord(row: {
  scope: string
  key: string
  requestHash: string
  createdAt: Date
}): Promise<boolean> {
  const { count } = await db.idempotencyRecord.createMany({ data: [row], skipDuplicates: true })
  return count === 1
}

export async function findIdempotencyRecord(scope: string, key: string): Promise<IdempotencyRow | null> {
  return db.idempotencyRecord.findUnique({ where: { scope_key: { scope, key } } })
}

/** Takes over a record whose request must have died with its process. False: somebody else did, or it was answered. */
export async function takeOverIdempotencyRecord({
  scope,
  key,
  startedBefore,
  now,
}: {
  scope: string
  key: string
  startedBefore: Date
  now: Date
}): Promise<boolean> {
  const { count } = await db.idempotencyRecord.updateMany({
    where: { scope, key, status: null, createdAt: { lt: startedBefore } },
    data: { createdAt: now },
  })
  return count === 1
}

export async function saveIdempotentAnswer(
  scope: string,
  key: string,
  answer: { status: number; response: Json },
): Promise<void> {
  await db.idempotencyRecord.update({ where: { scope_key: { scope, key } }, data: answer })
}

export async function deleteIdempotencyRecord(scope: string, key: string): Promise<void> {
  await db.idempotencyRecord.deleteMany({ where: { scope, key } })
}

export async function deleteIdempotencyRecordsBefore(instant: Date): Promise<number> {
  return (await db.idempotencyRecord.deleteMany({ where: { createdAt: { lt: instant } } })).count
}
