import { expect, test } from 'vitest'
import { db, inTransaction } from '@/lib/platform/db/client'
import { queueNotification } from './queue-notification'
import { findNotification, markSent } from './store'

const now = new Date('2026-03-01T09:00:00Z')

test('once sent, a link that is as good as a password is forgotten; what else was said is kept', async () => {
  await inTransaction((tx) =>
    queueNotification(tx, now, {
      kind: 'password_reset',
      dedupeKey: 'password_reset:1',
      recipient: 'anna@example.com',
      locale: 'en',
      data: { name: 'Anna', url: 'https://billing.example/reset-password?token=secret', expiresInMinutes: 60 },
    }),
  )
  const { id } = await db.notification.findFirstOrThrow({ where: { dedupeKey: 'password_reset:1' } })
  await markSent(id, { subject: 'Reset your password', sentAt: now })
  expect(await findNotification(id)).toMatchObject({
    status: 'SENT',
    subject: 'Reset your password',
    sentAt: now,
    data: { name: 'Anna', expiresInMinutes: 60 },
  })
  expect(JSON.stringify(await findNotification(id))).not.toContain('secret')
})
