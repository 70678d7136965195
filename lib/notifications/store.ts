import { db, type Database } from '@/lib/platform/db/client'
import type { Prisma } from '@/lib/platform/db/generated/client'

export type NotificationRow = Prisma.NotificationGetPayload<object>

/** Inserts those whose dedupe key is new and returns their ids. */
export async function insertNotifications(tx: Database, rows: Prisma.NotificationCreateManyInput[]): Promise<string[]> {
  const inserted = await tx.notification.createManyAndReturn({ data: rows, skipDuplicates: true, select: { id: true } })
  return inserted.map((row) => row.id)
}

export function findNotification(id: string): Promise<NotificationRow | null> {
  return db.notification.findUnique({ where: { id } })
}

/** Once sent, the links that are as good as a password are forgotten: who can read this table must not sign in by it. */
export async function markSent(id: string, { subject, sentAt }: { subject: string; sentAt: Date }): Promise<void> {
  await db.$executeRaw`
    UPDATE notification SET status = 'SENT', subject = ${subject}, sent_at = ${sentAt}, error = NULL,
      data = CASE WHEN kind IN ('password_reset', 'invitation') THEN data - 'url' ELSE data END
    WHERE id = ${id}`
}

export async function markFailed(id: string, error: string): Promise<void> {
  await db.notification.update({ where: { id }, data: { status: 'FAILED', error: error.slice(0, 500) } })
}

export function findCustomerNotifications(customerId: string, limit: number): Promise<NotificationRow[]> {
  return db.notification.findMany({ where: { customerId }, orderBy: { createdAt: 'desc' }, take: limit })
}

export interface NotificationSearch {
  query?: string
  /** Empty = all. */
  statuses?: NotificationRow['status'][]
  kinds?: string[]
  page: number
  pageSize: number
}

export async function searchNotificationRows({
  query,
  statuses = [],
  kinds = [],
  page,
  pageSize,
}: NotificationSearch): Promise<{ rows: NotificationRow[]; total: number }> {
  const text = query?.trim()
  const where: Prisma.NotificationWhereInput = {
    ...(statuses.length > 0 ? { status: { in: statuses } } : {}),
    ...(kinds.length > 0 ? { kind: { in: kinds } } : {}),
    ...(text
      ? {
          OR: [
            { recipient: { contains: text, mode: 'insensitive' } },
            { subject: { contains: text, mode: 'insensitive' } },
          ],
        }
      : {}),
  }
  const [rows, total] = await Promise.all([
    db.notification.findMany({
      where,
      orderBy: [{ createdAt: 'desc' }, { id: 'desc' }],
      skip: (page - 1) * pageSize,
      take: pageSize,
    }),
    db.notification.count({ where }),
  ])
  return { rows, total }
}

/** Emails whose job may have died with its worker. `queuedBefore` is of the wall clock, as ids carry it. */
export async function findStrandedNotifications(queuedBefore: Date, limit: number): Promise<string[]> {
  const rows = await db.notification.findMany({
    where: { status: 'QUEUED', createdAt: { lte: queuedBefore } },
    take: limit,
    select: { id: true },
  })
  return rows.map((row) => row.id)
}

/** How far a reminder has looked, under lock; it begins at `from`. */
export async function lockReminderCursor(tx: Database, name: string, from: Date): Promise<Date> {
  await tx.reminderCursor.createMany({ data: [{ name, through: from }], skipDuplicates: true })
  const rows = await tx.$queryRaw<{ through: Date }[]>`
    SELECT through FROM reminder_cursor WHERE name = ${name} FOR UPDATE`
  return rows[0]!.through
}

export async function moveReminderCursor(tx: Database, name: string, through: Date): Promise<void> {
  await tx.reminderCursor.update({ where: { name }, data: { through } })
}
