import nodemailer, { type Transporter } from 'nodemailer'
import { env } from '@/lib/platform/env'

export interface Attachment {
  filename: string
  content: Buffer
  contentType: string
}

export interface OutgoingMail {
  /** Becomes the Message-ID: the same email sent twice is the same message to every mail program. */
  id: string
  to: string
  subject: string
  html: string
  text: string
  attachments: Attachment[]
}

let transporter: Transporter | undefined

/** One pool of connections per process. */
function mailTransport(): Transporter {
  transporter ??= nodemailer.createTransport({
    url: env.SMTP_URL,
    pool: true,
    maxConnections: 4,
    connectionTimeout: 10_000,
    greetingTimeout: 10_000,
    socketTimeout: 30_000,
  })
  return transporter
}

/** Hands one email to the mail server; throws where it is not accepted. */
export async function sendMail({ id, ...mail }: OutgoingMail): Promise<void> {
  await mailTransport().sendMail({
    from: env.MAIL_FROM,
    messageId: messageId(id),
    // Tells other mail servers that a machine wrote this: no out-of-office replies (RFC 3834).
    headers: { 'Auto-Submitted': 'auto-generated' },
    ...mail,
  })
}

/** `ntf_123` → `<ntf_123@newconcierge.example>`, in the domain that sends. */
export function messageId(id: string, from: string = env.MAIL_FROM): string {
  const domain = /@([^\s>]+)>?\s*$/.exec(from)?.[1] ?? 'localhost'
  return `<${id}@${domain}>`
}

/** Lets a process that is done with sending end. */
export function closeMailer(): void {
  transporter?.close()
  transporter = undefined
}
