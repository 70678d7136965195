import type { Actor } from '@/lib/audit/actor'
import { listPriceVersions } from '@/lib/catalog/read-catalog'
import { getCustomer } from '@/lib/customers/read-customers'
import { conflict, notFound } from '@/lib/platform/errors'
import { assertCanPay } from './assert-can-pay'
import { beginSubscription, previewBegin } from './begin-subscription'
import { segmentAt } from './read-subscriptions'
import { findContract } from './store'

export interface ReactivateInput {
  customerId: string
  subscriptionId: string
  now: Date
}

/** What was agreed last, at the price it is sold for today. Throws subscription_not_ended, price_not_available. */
async function lastAgreement({ customerId, subscriptionId, now }: ReactivateInput) {
  const contract = await findContract(subscriptionId)
  if (contract.customerId !== customerId) throw notFound('subscription', subscriptionId)
  if (contract.status !== 'CANCELED')
    throw conflict('subscription_not_ended', 'It has not ended: resume it instead.', { status: contract.status })
  const { price, quantity } = segmentAt(contract, now)
  const newest = (await listPriceVersions(price)).find(({ active }) => active)
  if (!newest) throw conflict('price_not_available', 'This plan is not sold any more. Choose another one.')
  return { customerId, priceId: newest.id, quantity, now }
}

/** What coming back would charge today. */
export async function previewReactivation(input: ReactivateInput) {
  return previewBegin(await lastAgreement(input))
}

/**
 * Comes back after a cancellation: a new subscription with what was agreed last (plan, rhythm, quantity), from now on and at
 * today's price. The old one stays ended, so that its history, its churn and its invoices stay what they were.
 * Throws payment_method_missing, and what `lastAgreement` and `beginSubscription` throw.
 */
export async function reactivateSubscription(input: ReactivateInput & { actor: Actor }) {
  assertCanPay({ actor: input.actor, customer: await getCustomer(input.customerId) })
  return beginSubscription({ ...(await lastAgreement(input)), actor: input.actor })
}
