import { Hono } from 'hono'
import type { MailRecord } from '../state/records'
import type { Store } from '../state/store'

/** Reading the mailbox over HTTP: as JSON for tests, and each message's HTML for people. */
export function mailboxRoutes(store: Store) {
  const app = new Hono()

  app.get('/sandbox/mailbox', (http) => {
    const to = http.req.query('to')?.toLowerCase()
    const isAsked = (mail: MailRecord) =>
      to === undefined || mail.to.some((address) => address.toLowerCase().includes(to))
    return http.json(store.all('mail').filter(isAsked).map(summary))
  })
  app.delete('/sandbox/mailbox', async (http) => {
    for (const mail of store.all('mail')) store.delete('mail', mail.id)
    await store.durable()
    return http.json([])
  })
  app.get('/sandbox/mailbox/:id', (http) => {
    const mail = store.get('mail', http.req.param('id'))
    return mail ? http.json({ ...summary(mail), headers: mail.headers }) : http.json(noMessage, 404)
  })
  app.get('/sandbox/mailbox/:id/html', (http) => {
    const mail = store.get('mail', http.req.param('id'))
    if (!mail) return http.json(noMessage, 404)
    // a message must not act as the sandbox's own page
    http.header('content-security-policy', "sandbox allow-popups allow-popups-to-escape-sandbox; script-src 'none'")
    return mail.html === null ? http.text(mail.text ?? '') : http.html(mail.html)
  })
  app.get('/sandbox/mailbox/:id/attachments/:index', (http) => {
    const attachment = store.get('mail', http.req.param('id'))?.attachments[Number(http.req.param('index'))]
    if (!attachment) return http.json({ error: { message: 'No such attachment' } }, 404)
    return http.body(Buffer.from(attachment.content, 'base64'), 200, {
      'content-type': attachment.contentType,
      'content-disposition': `attachment; filename*=UTF-8''${encodeURIComponent(attachment.filename)}`,
    })
  })

  return app
}

const noMessage = { error: { message: 'No such message' } }

/** A message without the contents of its attachments; they are at `url`. */
function summary(mail: MailRecord) {
  const { attachments, headers: _headers, ...shown } = mail
  return {
    ...shown,
    attachments: attachments.map(({ content: _content, ...attachment }, index) => ({
      ...attachment,
      url: `/sandbox/mailbox/${mail.id}/attachments/${index}`,
    })),
  }
}
