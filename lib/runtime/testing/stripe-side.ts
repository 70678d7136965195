import { stripe } from '@/lib/processors/stripe/client'

// What happens at Stripe without us: in its dashboard, or at a bank.

/** Somebody who is no customer of ours pays something and gets it back. Returns the payment's id. */
export async function payAndRefundElsewhere(): Promise<string> {
  const intent = await stripe.paymentIntents.create({
    amount: 4200,
    currency: 'eur',
    confirm: true,
    payment_method: 'pm_card_visa',
    automatic_payment_methods: { enabled: true, allow_redirects: 'never' },
  })
  await stripe.refunds.create({ payment_intent: intent.id })
  return intent.id
}

/** Removes a stored card in the dashboard. */
export async function detachAtStripe(methodRef: string): Promise<void> {
  await stripe.paymentMethods.detach(methodRef)
}

/** The charge behind a payment: what disputes are about. */
export async function chargeOf(paymentRef: string): Promise<string> {
  const { latest_charge: charge } = await stripe.paymentIntents.retrieve(paymentRef)
  if (typeof charge !== 'string') throw new Error(`${paymentRef} has no charge.`)
  return charge
}
