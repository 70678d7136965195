import { z } from 'zod'
import { env } from '@/lib/platform/env'
import { notFound, unavailable } from '@/lib/platform/errors'

export const FAULT_KINDS = ['429', '409', '500', 'timeout', 'reset'] as const
export const WEBHOOK_MODES = ['normal', 'paused', 'duplicate', 'reorder'] as const

/** What VIES can be made to say; all but the first two are no answer. */
export const VIES_STATES = ['valid', 'invalid', 'MS_UNAVAILABLE', 'SERVICE_UNAVAILABLE', 'TIMEOUT'] as const

/** `vatId` is one id, a member state (`FR`) or `*`. */
export const viesOrderSchema = z.object({
  vatId: z.string().regex(/^(\*|[A-Z]{2}[0-9A-Z]{0,12})$/, 'Write it like FR40303265045.'),
  state: z.enum(VIES_STATES),
})
type ViesOrder = z.infer<typeof viesOrderSchema>

export const faultSchema = z.object({
  match: z.object({ method: z.string().optional(), path: z.string().startsWith('/').optional() }).default({}),
  kind: z.enum(FAULT_KINDS),
  when: z.enum(['before', 'after']),
  times: z.number().int().min(1).max(100),
})
export type Fault = z.infer<typeof faultSchema>

export const webhookModeSchema = z.enum(WEBHOOK_MODES)
export type WebhookMode = z.infer<typeof webhookModeSchema>

const viesAnswer = z.object({ orders: z.array(z.object({ id: z.string(), state: z.string() })) })
const faultsAnswer = z.object({ faults: z.array(faultSchema) })
const webhooksAnswer = z.object({ mode: webhookModeSchema, waiting: z.number() })
const mailSchema = z.object({
  id: z.string(),
  to: z.array(z.string()),
  from: z.string().nullable(),
  subject: z.string().nullable(),
  html: z.string().nullable(),
  text: z.string().nullable(),
  receivedAt: z.string(),
  attachments: z.array(z.object({ filename: z.string(), contentType: z.string(), size: z.number() })),
})
export type Mail = z.infer<typeof mailSchema>

/** What is armed, how webhooks are delivered, and what VIES was told to say. */
export async function readSandbox() {
  const [faults, webhooks, vies] = await Promise.all([
    call('/sandbox/faults'),
    call('/sandbox/webhooks'),
    call('/sandbox/vies'),
  ])
  return { ...faultsAnswer.parse(faults), ...webhooksAnswer.parse(webhooks), vies: viesAnswer.parse(vies).orders }
}

/** What the sandbox's VIES says from now on. */
export async function orderVies({ vatId, state }: ViesOrder): Promise<void> {
  await call('/sandbox/vies', { method: 'POST', body: { vatId, state } })
}

/** VIES answers as by itself again. */
export async function resetVies(): Promise<void> {
  await call('/sandbox/vies', { method: 'DELETE' })
}

/** Makes the next matching requests to the sandbox's Stripe go wrong. */
export async function armFault(fault: Fault): Promise<void> {
  await call('/sandbox/faults', { method: 'POST', body: fault })
}

export async function clearFaults(): Promise<void> {
  await call('/sandbox/faults', { method: 'DELETE' })
}

export async function setWebhookMode(mode: WebhookMode): Promise<void> {
  await call('/sandbox/webhooks', { method: 'POST', body: { mode } })
}

/** Delivers what waits now. */
export async function flushWebhooks(): Promise<void> {
  await call('/sandbox/webhooks/flush', { method: 'POST' })
}

/** Emails that arrived, newest first; with `to`, those to addresses that contain it. */
export async function listMail({ to, limit = 50 }: { to?: string; limit?: number } = {}): Promise<{
  mails: Mail[]
  total: number
}> {
  const query = to ? `?${new URLSearchParams({ to }).toString()}` : ''
  const mails = z.array(mailSchema).parse(await call(`/sandbox/mailbox${query}`))
  mails.sort((a, b) => (a.receivedAt < b.receivedAt ? 1 : -1))
  return { mails: mails.slice(0, limit), total: mails.length }
}

/** Throws not_found. */
export async function getMail(id: string): Promise<Mail> {
  return mailSchema.parse(await call(`/sandbox/mailbox/${encodeURIComponent(id)}`))
}

/** An attachment as it was sent. Throws not_found. */
export async function getMailAttachment({ id, index }: { id: string; index: number }): Promise<Response> {
  return ask(`/sandbox/mailbox/${encodeURIComponent(id)}/attachments/${index}`)
}

async function call(path: string, options?: { method: string; body?: unknown }): Promise<unknown> {
  return (await ask(path, options)).json()
}

async function ask(
  path: string,
  { method = 'GET', body }: { method?: string; body?: unknown } = {},
): Promise<Response> {
  if (!env.SANDBOX_URL) throw notFound('sandbox')
  const response = await fetch(`${env.SANDBOX_URL}${path}`, {
    method,
    cache: 'no-store',
    signal: AbortSignal.timeout(15_000),
    ...(body === undefined ? {} : { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } }),
  }).catch((error: unknown) => {
    throw unavailable('sandbox_unreachable', 'The sandbox does not answer.', error)
  })
  if (response.status === 404) throw notFound('thing in the sandbox', path)
  if (!response.ok) throw unavailable('sandbox_refused', `The sandbox refused: status ${response.status}.`)
  return response
}
