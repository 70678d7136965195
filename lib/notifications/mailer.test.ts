import { simpleParser, type ParsedMail } from 'mailparser'
import { SMTPServer } from 'smtp-server'
import { afterAll, beforeAll, expect, it, vi } from 'vitest'
import type * as Mailer from './mailer'

const received: ParsedMail[] = []
let refuse = false
const server = new SMTPServer({
  authOptional: true,
  disabledCommands: ['STARTTLS'],
  onRcptTo: (_address, _session, accept) => accept(refuse ? new Error('No such mailbox') : null),
  onData: (stream, _session, done) => {
    simpleParser(stream).then((mail) => {
      received.push(mail)
      done()
    }, done)
  },
})

let mailer: Pick<typeof Mailer, 'sendMail' | 'messageId' | 'closeMailer'>

beforeAll(async () => {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.server.address() as { port: number }
  vi.stubEnv('SMTP_URL', `smtp://127.0.0.1:${port}`)
  vi.resetModules()
  mailer = await import('./mailer')
})

afterAll(async () => {
  mailer.closeMailer()
  vi.unstubAllEnvs()
  await new Promise<void>((resolve) => server.close(resolve))
})

const mail = {
  id: 'ntf_01',
  to: 'maren@customer.example',
  subject: 'Zahlungsbeleg – 70,21 €',
  html: '<p>Guten Tag, Söhne</p>',
  text: 'Guten Tag, Söhne',
  attachments: [{ filename: 'NC-2026-000123.pdf', content: Buffer.from('%PDF-1.3'), contentType: 'application/pdf' }],
}

it('hands over both parts and the papers, under an id that follows from the notification', async () => {
  await mailer.sendMail(mail)
  const [message] = received.splice(0)
  expect(message).toMatchObject({
    messageId: '<ntf_01@newconcierge.example>',
    subject: 'Zahlungsbeleg – 70,21 €',
    html: '<p>Guten Tag, Söhne</p>',
    from: { text: expect.stringContaining('billing@newconcierge.example') as string },
    to: { text: 'maren@customer.example' },
  })
  expect(message?.text?.trim()).toBe('Guten Tag, Söhne')
  expect(message?.headers.get('auto-submitted')).toBe('auto-generated')
  expect(message?.attachments[0]).toMatchObject({ filename: 'NC-2026-000123.pdf', contentType: 'application/pdf' })
  expect(message?.attachments[0]?.content.toString()).toBe('%PDF-1.3')
})

it('throws where the mail server says no', async () => {
  refuse = true
  await expect(mailer.sendMail(mail)).rejects.toThrow('No such mailbox')
  refuse = false
  expect(received).toEqual([])
})

it('takes the domain of its Message-ID from the sender', () => {
  expect(mailer.messageId('ntf_1', 'Billing <a@b.example>')).toBe('<ntf_1@b.example>')
  expect(mailer.messageId('ntf_1', 'a@b.example')).toBe('<ntf_1@b.example>')
})
