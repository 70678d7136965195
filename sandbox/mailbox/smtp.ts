import { type AddressObject, type ParsedMail, simpleParser } from 'mailparser'
import { SMTPServer } from 'smtp-server'
import type { MailRecord } from '../state/records'
import type { Clock } from '../state/clock'
import { identifier } from '../state/ids'
import type { Store } from '../state/store'

const LARGEST_MESSAGE = 25 * 1024 * 1024

/** Takes any mail by SMTP, from anyone to anyone, and keeps it in the mailbox. Nothing is sent on. */
export function smtpServer(store: Store, clock: Clock): SMTPServer {
  return new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    disableReverseLookup: true,
    logger: false,
    size: LARGEST_MESSAGE,
    onAuth: (_credentials, _session, callback) => callback(null, { user: 'anyone' }),
    onData: (stream, session, callback) => {
      const recipients = session.envelope.rcptTo.map((recipient) => recipient.address)
      simpleParser(stream)
        .then(async (mail) => {
          const receivedAt = (clock.virtual ?? new Date()).toISOString()
          store.put('mail', mailRecord(mail, recipients, receivedAt))
          await store.durable()
        })
        .then(
          () => callback(),
          (error: Error) => callback(error),
        )
    },
  })
}

function mailRecord(mail: ParsedMail, recipients: string[], receivedAt: string): MailRecord {
  return {
    id: identifier('mail'),
    to: recipients.length > 0 ? recipients : addresses(mail.to),
    from: mail.from?.text ?? '',
    subject: mail.subject ?? '',
    html: mail.html || null,
    text: mail.text ?? null,
    headers: Object.fromEntries(mail.headerLines.map(({ key, line }) => [key, line.slice(key.length + 1).trim()])),
    receivedAt,
    attachments: mail.attachments.map((attachment, index) => ({
      filename: attachment.filename ?? `attachment-${index + 1}`,
      contentType: attachment.contentType,
      size: attachment.size,
      content: attachment.content.toString('base64'),
    })),
  }
}

function addresses(to: AddressObject | AddressObject[] | undefined): string[] {
  return [to ?? []].flat().flatMap((list) => list.value.flatMap((address) => address.address ?? []))
}
