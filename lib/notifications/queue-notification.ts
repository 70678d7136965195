import type { Database } from '@/lib/platform/db/client'
import type { JsonObject } from '@/lib/platform/db/json'
import { newId } from '@/lib/platform/id'
import { sendNotificationJob } from './jobs'
import type { NotificationData, NotificationKind } from './kinds'
import { insertNotifications } from './store'

export interface NewNotification<Kind extends NotificationKind = NotificationKind> {
  kind: Kind
  /** Says what this email tells, e.g. `invoice_paid:inv_…`: the same key is never sent twice. */
  dedupeKey: string
  recipient: string
  locale: string
  customerId?: string
  userId?: string
  data: NotificationData[Kind]
}

/** Queues one email in the caller's transaction. */
export function queueNotification<Kind extends NotificationKind>(
  tx: Database,
  now: Date,
  notification: NewNotification<Kind>,
): Promise<void> {
  return queueNotifications(tx, now, [notification])
}

/** Queues emails in the caller's transaction: they go out if and only if it commits, each once. */
export async function queueNotifications(tx: Database, now: Date, notifications: NewNotification[]): Promise<void> {
  if (notifications.length === 0) return
  const ids = await insertNotifications(
    tx,
    notifications.map((notification) => ({
      id: newId('ntf'),
      ...notification,
      data: { ...notification.data } as JsonObject,
      createdAt: now,
    })),
  )
  await sendNotificationJob.enqueueMany(
    tx,
    ids.map((notificationId) => ({ notificationId })),
  )
}
