import { createHmac, randomBytes } from 'node:crypto'

const PREFIX = 'whsec_'

/** A new secret of 256 bits, written as Standard Webhooks does. */
export const newSecret = (): string => `${PREFIX}${randomBytes(32).toString('base64')}`

export interface Message {
  /** The same for every attempt: receivers drop what they had. */
  id: string
  body: string
  /** Of the machine's own clock: receivers refuse what is minutes old by theirs. */
  at: Date
  /** The one in force, and during a rotation the one before. */
  secrets: readonly string[]
}

/** The headers of Standard Webhooks 1.0.0 (standardwebhooks.com): HMAC-SHA256 over `id.timestamp.body`, one `v1` per secret. */
export function signedHeaders({ id, body, at, secrets }: Message): Record<string, string> {
  const timestamp = Math.floor(at.getTime() / 1000).toString()
  const signatures = secrets.map((secret) => {
    const key = Buffer.from(secret.slice(PREFIX.length), 'base64')
    return `v1,${createHmac('sha256', key).update(`${id}.${timestamp}.${body}`).digest('base64')}`
  })
  return { 'webhook-id': id, 'webhook-timestamp': timestamp, 'webhook-signature': signatures.join(' ') }
}
