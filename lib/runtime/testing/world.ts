import { setSandboxClock } from '@/lib/platform/clock'
import { env } from '@/lib/platform/env'
import { createCustomer } from '@/lib/customers/create-customer'
import { systemActor, type Actor } from '@/lib/audit/actor'
import { listPlans } from '@/lib/catalog/read-catalog'
import { seedCatalog } from '@/lib/catalog/seed-catalog'
import { checkOut, type CheckOutResult } from '@/lib/checkout/check-out'
import { checkInvariants } from '@/lib/invariants/check-invariants'
import { inTransaction } from '@/lib/platform/db/client'
import { addPaymentMethod, openMethodSetup } from '@/lib/payments/add-payment-method'
import type { PaymentMethodRow } from '@/lib/payments/read-payments'
import { reconcilePayment } from '@/lib/payments/reconcile-payment'
import { runJobs } from '../run-jobs'
import { tick } from '../tick'
import { setProcessorClock, travel } from '../time-machine'
import '../compose'

/** The instant every flow test begins at: a Thursday in a month of 31 days, in winter time. */
export const START = new Date('2026-01-15T09:00:00Z')
export const ACTOR: Actor = systemActor('Test')

export const BERLIN = {
  name: 'Lindenhof GmbH',
  email: 'billing@lindenhof.example',
  isBusiness: true,
  addressLine1: 'Lindenstraße 5',
  postalCode: '10969',
  city: 'Berlin',
  country: 'DE',
}

/** An empty world at START: the catalogue, and a clock that stands still. */
export async function createWorld(): Promise<void> {
  await setSandboxClock(START, true)
  await setProcessorClock(START)
  await seedCatalog(START)
}

export async function priceOf(plan: string, interval: 'MONTH' | 'YEAR' = 'MONTH'): Promise<string> {
  const price = (await listPlans()).find(({ code }) => code === plan)?.prices.find((each) => each.interval === interval)
  if (!price) throw new Error(`No ${interval} price of ${plan}.`)
  return price.id
}

export async function newCustomer(name = 'Lindenhof GmbH'): Promise<string> {
  const { id } = await inTransaction((tx) =>
    createCustomer(tx, { customer: { name, email: BERLIN.email }, actor: ACTOR, now: START }),
  )
  return id
}

export async function startCheckout(input: {
  customerId: string
  plan?: string
  interval?: 'MONTH' | 'YEAR'
  details?: Partial<typeof BERLIN>
  promotionCode?: string
  now?: Date
}): Promise<CheckOutResult & { paymentId: string }> {
  const { paymentId, ...checkout } = await checkOutAs(input)
  if (!paymentId) throw new Error('There was nothing to pay.')
  return { paymentId, ...checkout }
}

/** As `startCheckout`, also where a discount or the balance leaves nothing to pay. */
export async function checkOutAs(input: Parameters<typeof startCheckout>[0]): Promise<CheckOutResult> {
  const { customerId, plan = 'professional', interval, details, promotionCode, now = START } = input
  return checkOut({
    customerId,
    priceId: await priceOf(plan, interval),
    promotionCode,
    details: { ...BERLIN, ...details, vatId: undefined },
    actor: ACTOR,
    now,
  })
}

const card = (number: string) => ({
  'payment_method_data[type]': 'card',
  'payment_method_data[card][number]': number,
  'payment_method_data[card][exp_month]': '11',
  'payment_method_data[card][exp_year]': '2031',
  'payment_method_data[card][cvc]': '314',
})
const bankAccount = (iban: string) => ({
  'payment_method_data[type]': 'sepa_debit',
  'payment_method_data[sepa_debit][iban]': iban,
  'payment_method_data[billing_details][name]': BERLIN.name,
  'payment_method_data[billing_details][email]': BERLIN.email,
})

/**
 * What the browser does with the client secret and the number of a card or an IBAN; the answer's status, 402 for a
 * refused card.
 */
export async function confirmInBrowser({
  clientSecret,
  number,
}: {
  clientSecret: string | null
  number: string
}): Promise<number> {
  const intent = intentOf(clientSecret)
  if (!clientSecret) throw new Error('There is nothing to confirm.')
  const path = clientSecret.startsWith('seti_') ? 'setup_intents' : 'payment_intents'
  const response = await fetch(`${env.SANDBOX_URL}/v1/${path}/${intent}/confirm`, {
    method: 'POST',
    body: new URLSearchParams({
      key: env.STRIPE_PUBLISHABLE_KEY,
      client_secret: clientSecret,
      ...(/^[A-Z]/.test(number) ? bankAccount(number) : card(number)),
    }),
  })
  return response.status
}

/** What Stripe calls the payment or set-up of a client secret. */
export function intentOf(clientSecret: string | null): string {
  const [intent] = (clientSecret ?? '').split('_secret_')
  if (!intent) throw new Error('There is nothing to confirm.')
  return intent
}

/** The bank's 3-D Secure page, on which the customer completes or fails the challenge. */
export async function answerChallenge(clientSecret: string | null, result: 'complete' | 'fail'): Promise<void> {
  const response = await fetch(`${env.SANDBOX_URL}/3d-secure/${intentOf(clientSecret)}?client_secret=${clientSecret}`, {
    method: 'POST',
    body: new URLSearchParams({ result }),
    redirect: 'manual',
  })
  if (response.status >= 400) throw new Error(`The challenge could not be answered: ${response.status}.`)
}

/** Stores a card or bank account as the customer's default, without anything to pay. */
export async function addMethod(customerId: string, number: string, now = START): Promise<PaymentMethodRow> {
  const { setupRef, clientSecret } = await openMethodSetup({ customerId })
  const status = await confirmInBrowser({ clientSecret, number })
  if (status !== 200) throw new Error(`The method was refused: ${status}.`)
  return addPaymentMethod({ customerId, setupRef, makeDefault: true, actor: ACTOR, now })
}

/** A customer with an active subscription, paid with this card. */
export async function subscribedCustomer(
  input: { plan?: string; interval?: 'MONTH' | 'YEAR'; number?: string; promotionCode?: string } = {},
) {
  const customerId = await newCustomer()
  const { number = '4242424242424242', ...plan } = input
  const checkout = await startCheckout({ customerId, ...plan })
  await confirmInBrowser({ clientSecret: checkout.clientSecret, number })
  await reconcilePayment({ paymentId: checkout.paymentId, now: START })
  return { customerId, ...checkout }
}

export async function setFault(fault: {
  method?: string
  path?: string
  kind: string
  when: 'before' | 'after'
  times?: number
}): Promise<void> {
  const { method, path, ...rest } = fault
  const response = await fetch(`${env.SANDBOX_URL}/sandbox/faults`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ match: { method, path }, times: 1, ...rest }),
  })
  if (!response.ok) throw new Error(`The sandbox refused the fault: ${await response.text()}`)
}

export async function clearFaults(): Promise<void> {
  await fetch(`${env.SANDBOX_URL}/sandbox/faults`, { method: 'DELETE' })
}

/** Travels without sending the emails on the way. */
export async function travelTo(instant: string): Promise<void> {
  await travel({ to: new Date(instant), options: { without: ['send-notification'] } })
}

/** Runs what is queued, but for emails. */
export const work = (): Promise<void> => runJobs({ without: ['send-notification'] })

/** The codes of the invariants that are broken now: none, always. */
export async function brokenInvariants(now: Date): Promise<string[]> {
  return (await checkInvariants({ now }))
    .filter(({ breaches }) => breaches.length > 0)
    .map(({ code, breaches }) => `${code}: ${JSON.stringify(breaches[0])}`)
}

/** Lets a worker tick every ten minutes from an instant on, and run what it queues. Returns the last instant. */
export async function workFor({ from, minutes }: { from: Date; minutes: number }): Promise<Date> {
  let now = from
  for (let passed = 10; passed <= minutes; passed += 10) {
    now = new Date(from.getTime() + passed * 60_000)
    await standAt(now)
    await tick({ now })
    await work()
  }
  return now
}

/** Moves both clocks without doing what is due on the way. */
export async function standAt(now: Date): Promise<void> {
  await Promise.all([setSandboxClock(now, true), setProcessorClock(now)])
}

export interface MoneyMove {
  id: string
  amount: number
  status: string
  metadata: Record<string, string>
}

/** What Stripe's side says of every payment or refund, whatever our rows say. */
export async function listAtStripe(collection: 'payment_intents' | 'refunds'): Promise<MoneyMove[]> {
  const all: MoneyMove[] = []
  for (;;) {
    const after = all.at(-1) ? `&starting_after=${all.at(-1)!.id}` : ''
    const response = await fetch(`${env.SANDBOX_URL}/v1/${collection}?limit=100${after}`, {
      headers: { authorization: `Bearer ${env.STRIPE_SECRET_KEY}` },
    })
    const { data, has_more } = (await response.json()) as { data: MoneyMove[]; has_more: boolean }
    all.push(...data)
    if (!has_more) return all
  }
}

/** The amounts Stripe took for each invoice: one each, always. */
export async function takenPerInvoice(): Promise<Map<string, number[]>> {
  const taken = new Map<string, number[]>()
  for (const { status, amount, metadata } of await listAtStripe('payment_intents')) {
    if (status === 'succeeded') taken.set(metadata.invoice_id!, [...(taken.get(metadata.invoice_id!) ?? []), amount])
  }
  return taken
}
