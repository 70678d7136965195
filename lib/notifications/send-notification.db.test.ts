import { beforeEach, expect, test, vi } from 'vitest'
import { legalEntity } from '@/lib/catalog/default-catalog'
import { db, inTransaction } from '@/lib/platform/db/client'
import { sendMail } from './mailer'
import { queueNotification } from './queue-notification'
import { sendNotification } from './send-notification'
import { findNotification } from './store'

vi.mock('./mailer', () => ({ sendMail: vi.fn() }))
const mail = vi.mocked(sendMail)

const queuedAt = new Date('2026-11-15T09:30:00Z')
const now = new Date('2026-11-15T09:31:00Z')
const loadAttachments = vi.fn(() => Promise.resolve([]))
let count = 0

beforeEach(async () => {
  vi.resetAllMocks()
  loadAttachments.mockResolvedValue([])
  await db.legalEntity.upsert({ where: { id: legalEntity.id }, create: legalEntity, update: {} })
})

/** Queues one in the name of a customer in Tokyo and returns its id. */
async function queued(): Promise<string> {
  count += 1
  const customer = { id: `cus_${count}`, name: 'Lindner', email: 'a@customer.example', timeZone: 'Asia/Tokyo' }
  await db.customer.create({ data: { ...customer, createdAt: queuedAt } })
  await inTransaction((tx) =>
    queueNotification(tx, queuedAt, {
      kind: 'subscription_canceled',
      dedupeKey: `subscription_canceled:${count}`,
      recipient: customer.email,
      locale: 'en',
      customerId: customer.id,
      data: { planName: 'Professional', endsAt: '2026-12-14T20:00:00.000Z' },
    }),
  )
  const { id } = await db.notification.findFirstOrThrow({ where: { customerId: customer.id } })
  return id
}

test('an email goes out once, with its papers, in the customer’s time zone', async () => {
  const notificationId = await queued()
  const paper = { filename: 'NC-1.pdf', content: Buffer.from('%PDF'), contentType: 'application/pdf' }
  loadAttachments.mockResolvedValue([paper] as never)
  await sendNotification({ notificationId, now, loadAttachments })
  await sendNotification({ notificationId, now, loadAttachments })
  expect(mail).toHaveBeenCalledTimes(1)
  const sent = mail.mock.calls[0]![0]
  expect(sent).toMatchObject({ id: notificationId, to: 'a@customer.example', attachments: [paper] })
  // 20:00 UTC on 14 December is 05:00 on the 15th in Tokyo.
  expect(sent.text).toContain('ends on 15 December 2026')
  expect(sent.text).toContain('Amtsgericht Charlottenburg, HRB 201234 B')
  expect(await findNotification(notificationId)).toMatchObject({ status: 'SENT', sentAt: now, subject: sent.subject })
})

test('a failure is kept and thrown, and the next try can still succeed', async () => {
  const notificationId = await queued()
  mail.mockRejectedValueOnce(new Error('421 try again later'))
  await expect(sendNotification({ notificationId, now, loadAttachments })).rejects.toThrow('421')
  expect(await findNotification(notificationId)).toMatchObject({ status: 'FAILED', error: '421 try again later' })
  await sendNotification({ notificationId, now, loadAttachments })
  expect(await findNotification(notificationId)).toMatchObject({ status: 'SENT', error: null })
})

test('papers that cannot be made hold the email back', async () => {
  const notificationId = await queued()
  loadAttachments.mockRejectedValue(new Error('No such invoice.'))
  await expect(sendNotification({ notificationId, now, loadAttachments })).rejects.toThrow('No such invoice.')
  expect(mail).not.toHaveBeenCalled()
})

test('an unknown one is an error, not silence', async () => {
  const attempt = sendNotification({ notificationId: 'ntf_unknown', now, loadAttachments })
  await expect(attempt).rejects.toMatchObject({ code: 'not_found' })
})
