import type { Actor } from '@/lib/audit/actor'
import { getSellablePrice } from '@/lib/catalog/read-catalog'
import { conflict } from '@/lib/platform/errors'
import { beginSubscription } from './begin-subscription'
import { findCustomerContracts } from './store'

/**
 * How many days a customer may try a price free of charge: the plan's offer, for who never had a subscription that began.
 * 0 = none.
 */
export async function trialOffer({ customerId, priceId }: { customerId: string; priceId: string }): Promise<number> {
  const { plan } = await getSellablePrice(priceId)
  if (plan.trialDays === 0) return 0
  const earlier = await findCustomerContracts(customerId)
  return earlier.every(({ status }) => status === 'INCOMPLETE' || status === 'INCOMPLETE_EXPIRED') ? plan.trialDays : 0
}

/** Begins the trial that a plan offers, without a payment method. Throws trial_not_offered, subscription_exists. */
export async function startTrial(input: {
  customerId: string
  priceId: string
  actor: Actor
  now: Date
}): Promise<{ subscriptionId: string }> {
  const trialDays = await trialOffer(input)
  if (trialDays === 0) throw conflict('trial_not_offered', 'This plan cannot be tried free of charge.')
  return beginSubscription({ ...input, trialDays })
}
