import { getLegalEntity } from '@/lib/catalog/read-catalog'
import { getCustomer } from '@/lib/customers/read-customers'
import { env } from '@/lib/platform/env'
import { notFound } from '@/lib/platform/errors'
import type { NotificationData, NotificationKind } from './kinds'
import { sendMail, type Attachment } from './mailer'
import { findNotification, markFailed, markSent, type NotificationRow } from './store'
import { renderEmail } from './templates/render-email'

/** Given by the caller, as the papers belong to other modules: what goes with an email of this kind. */
export type LoadAttachments = (notification: { kind: string; data: unknown }) => Promise<Attachment[]>

interface SendNotificationInput {
  notificationId: string
  now: Date
  loadAttachments: LoadAttachments
}

/**
 * Sends one queued email and remembers that it went out; one that did is left alone, so the job may run twice.
 * A failure is kept on the row and thrown, so that the job is tried again. Between the mail server's yes and our note
 * of it a crash sends the email once more, under the same Message-ID. Throws not_found.
 */
export async function sendNotification({ notificationId, now, loadAttachments }: SendNotificationInput): Promise<void> {
  const notification = await findNotification(notificationId)
  if (!notification) throw notFound('notification', notificationId)
  if (notification.status === 'SENT') return
  try {
    const [{ subject, html, text }, attachments] = await Promise.all([
      render(notification),
      loadAttachments({ kind: notification.kind, data: notification.data }),
    ])
    await sendMail({ id: notification.id, to: notification.recipient, subject, html, text, attachments })
    await markSent(notification.id, { subject, sentAt: now })
  } catch (error) {
    await markFailed(notification.id, error instanceof Error ? error.message : String(error))
    throw error
  }
}

async function render({ kind, locale, data, customerId }: NotificationRow) {
  const [sender, customer] = await Promise.all([getLegalEntity(), customerId ? getCustomer(customerId) : null])
  return renderEmail({
    kind: kind as NotificationKind,
    locale,
    data: data as unknown as NotificationData[NotificationKind],
    appUrl: env.APP_URL,
    timeZone: customer?.timeZone,
    sender,
  })
}
