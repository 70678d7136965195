import { z } from 'zod'
import { getSubscription } from '@/lib/subscriptions/read-subscriptions'
import { visibleTo, type ApiCaller } from './caller'
import { idSchema } from './fields'
import { toSubscription } from './views/subscription-view'

export const subscriptionParams = z.object({ id: idSchema('sub', 'a subscription') })

/** What endpoints that preview or change a subscription have in common. */
export const subscriptionPreview = {
  tag: 'Subscriptions',
  params: subscriptionParams,
  scope: 'subscriptions:read',
  idempotency: 'none',
} as const
export const subscriptionChange = {
  tag: 'Subscriptions',
  params: subscriptionParams,
  scope: 'subscriptions:write',
  limit: 'costly',
} as const

/** Whose it is: the use-cases look again under the customer's lock. */
export async function whose(caller: ApiCaller, id: string) {
  const { customerId, currency } = visibleTo(caller, 'subscription', await getSubscription(id))
  return { customerId, subscriptionId: id, currency }
}

export const subscriptionAnswer = async (id: string, now: Date) => toSubscription(await getSubscription(id), now)
