import { createTransport } from 'nodemailer'
import { expect, test } from 'vitest'
import { sandboxUnderTest } from '../testing-client'

const { control, smtpPort, url } = await sandboxUnderTest()
const transport = createTransport({ host: '127.0.0.1', port: smtpPort, secure: false })

test('mail sent by SMTP is read over HTTP, with its attachments', async () => {
  await transport.sendMail({
    from: '"New Concierge" <billing@example.com>',
    to: ['anna@example.com', 'ben@example.com'],
    subject: 'Your invoice – März',
    text: 'See attached.',
    html: '<p>See <b>attached</b>.</p>',
    attachments: [{ filename: 'invoice.pdf', content: Buffer.from('%PDF-1.7'), contentType: 'application/pdf' }],
  })
  await transport.sendMail({ from: 'billing@example.com', to: 'cleo@example.com', subject: 'Other', text: 'Hi' })

  const mails = (await control('GET', '/mailbox?to=anna@example.com')) as {
    id: string
    attachments: { url: string }[]
  }[]
  expect(mails).toMatchObject([
    {
      to: ['anna@example.com', 'ben@example.com'],
      from: '"New Concierge" <billing@example.com>',
      subject: 'Your invoice – März',
      attachments: [{ filename: 'invoice.pdf', contentType: 'application/pdf', size: 8 }],
    },
  ])
  const [mail] = mails
  expect(await control('GET', `/mailbox/${mail?.id}`)).toMatchObject({
    html: expect.stringContaining('<b>attached</b>'),
  })
  const attachment = await fetch(`${url}${mail?.attachments[0]?.url}`)
  expect(attachment.headers.get('content-type')).toBe('application/pdf')
  expect(await attachment.text()).toBe('%PDF-1.7')
  const html = await fetch(`${url}/sandbox/mailbox/${mail?.id}/html`)
  expect(html.headers.get('content-security-policy')).toContain('sandbox')

  expect(await control('GET', '/mailbox')).toHaveLength(2)
  await control('DELETE', '/mailbox')
  expect(await control('GET', '/mailbox')).toEqual([])
})
