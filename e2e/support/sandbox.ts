import { expect } from '@playwright/test'
import { sandboxUrl } from './environment'

/** The sandbox as another party sees it: Stripe's own books, and the mailbox. */

export interface Charge {
  id: string
  amount: number
  amount_refunded: number
  status: 'succeeded' | 'pending' | 'failed'
  failure_code: string | null
  payment_intent: string
}

export interface Mail {
  id: string
  subject: string
  text: string
  attachments: { filename: string; contentType: string; size: number; url: string }[]
}

/** All charges Stripe made or tried for the customers with this email, newest first. */
export async function chargesOf(email: string): Promise<Charge[]> {
  const customers = await stripe<{ id: string }>('/v1/customers', { email })
  const lists = await Promise.all(customers.map(({ id }) => stripe<Charge>('/v1/charges', { customer: id })))
  return lists.flat()
}

/** The events of a type that Stripe sent about this customer's payments. */
export async function eventsAbout(email: string, type: string): Promise<{ id: string }[]> {
  const intents = (await chargesOf(email)).map((charge) => charge.payment_intent)
  const events = await stripe<{ id: string; data: { object: { id: string } } }>('/v1/events', { type })
  return events.filter(({ data }) => intents.includes(data.object.id))
}

/** The amounts, in cents, that were really taken. */
export async function takenFrom(email: string): Promise<number[]> {
  return (await chargesOf(email)).filter(({ status }) => status === 'succeeded').map(({ amount }) => amount)
}

async function stripe<Item>(path: string, parameters: Record<string, string>): Promise<Item[]> {
  const query = new URLSearchParams({ ...parameters, limit: '100' })
  const response = await fetch(`${sandboxUrl()}${path}?${query}`, {
    headers: { authorization: 'Bearer sk_test_sandbox' },
  })
  expect(response.status, path).toBe(200)
  return ((await response.json()) as { data: Item[] }).data
}

export async function mailsTo(email: string): Promise<Mail[]> {
  const response = await fetch(`${sandboxUrl()}/sandbox/mailbox?to=${encodeURIComponent(email)}`)
  return (await response.json()) as Mail[]
}

/** The email with this subject, once it has arrived: the worker sends it a moment after its cause. */
export async function mailTo(email: string, subject: RegExp): Promise<Mail> {
  let found: Mail | undefined
  await expect(async () => {
    const mails = await mailsTo(email)
    found = mails.find((mail) => subject.test(mail.subject))
    expect(found, `${subject} among: ${mails.map((mail) => mail.subject).join(' | ')}`).toBeDefined()
  }).toPass({ timeout: 20_000 })
  return found!
}

/** The first address in an email that leads to this path of ours. */
export function linkIn({ text }: Mail, path: string): string {
  const link = text.match(/https?:\/\/\S+/g)?.find((address) => new URL(address).pathname === path)
  expect(link, `a link to ${path} in:\n${text}`).toBeDefined()
  return link!
}

export async function attachmentOf(mail: Mail, filename: RegExp): Promise<Buffer> {
  const attachment = mail.attachments.find((candidate) => filename.test(candidate.filename))
  expect(attachment, `an attachment like ${filename}`).toBeDefined()
  const response = await fetch(`${sandboxUrl()}${attachment!.url}`)
  return Buffer.from(await response.arrayBuffer())
}
