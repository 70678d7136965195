import { env } from '@/lib/platform/env'

/** What the customer's browser would do: it talks to Stripe itself, with the publishable key and the client secret. */
async function post(path: string, fields: Record<string, string>): Promise<void> {
  const response = await fetch(`${env.SANDBOX_URL}${path}`, {
    method: 'POST',
    body: new URLSearchParams({ key: env.STRIPE_PUBLISHABLE_KEY, ...fields }),
  })
  if (!response.ok) throw new Error(`The sandbox refused ${path}: ${await response.text()}`)
}

const card = (number: string) => ({
  'payment_method_data[type]': 'card',
  'payment_method_data[card][number]': number,
  'payment_method_data[card][exp_month]': '11',
  'payment_method_data[card][exp_year]': '2031',
  'payment_method_data[card][cvc]': '314',
})

export async function confirmPayment({
  clientSecret,
  number,
}: {
  clientSecret: string
  number: string
}): Promise<void> {
  await post(`/v1/payment_intents/${clientSecret.split('_secret_')[0]}/confirm`, {
    client_secret: clientSecret,
    ...card(number),
  })
}

export async function confirmSetup({ clientSecret, number }: { clientSecret: string; number: string }): Promise<void> {
  await post(`/v1/setup_intents/${clientSecret.split('_secret_')[0]}/confirm`, {
    client_secret: clientSecret,
    ...card(number),
  })
}

/** A cardholder goes to their bank. */
export async function openDispute({ paymentIntent }: { paymentIntent: string }): Promise<void> {
  const intent = await fetch(`${env.SANDBOX_URL}/v1/payment_intents/${paymentIntent}`, {
    headers: { authorization: `Bearer ${env.STRIPE_SECRET_KEY}` },
  })
  const { latest_charge: charge } = (await intent.json()) as { latest_charge: string }
  const response = await fetch(`${env.SANDBOX_URL}/sandbox/disputes`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ charge, reason: 'fraudulent' }),
  })
  if (!response.ok) throw new Error(`The sandbox refused the dispute: ${await response.text()}`)
}
