import { db } from '@/lib/platform/db/client'
import type { SubscriptionStatus } from '@/lib/engine/lifecycle'

/** The month that planted subscriptions are in. */
export const START = new Date('2026-03-01T00:00:00Z')
export const END = new Date('2026-04-01T00:00:00Z')
export const NOW = new Date('2026-03-10T12:00:00Z')

let count = 0

export interface Planted {
  plan?: string
  interval?: 'MONTH' | 'YEAR'
  quantity?: number
  status?: SubscriptionStatus
  suspendedAt?: Date
  kind?: 'BILLED' | 'TRIAL'
}

export async function plantCustomer(id = `cus_planted${++count}`): Promise<string> {
  await db.customer.create({
    data: { id, name: id, email: `${id}@example.com`, locale: 'en', timeZone: 'UTC', createdAt: START },
  })
  return id
}

/** A subscription of the default catalogue from START on, monthly unless said otherwise, as renewals would leave it. */
export async function plantSubscription(customerId: string, planted: Planted = {}): Promise<string> {
  const {
    plan = 'starter',
    interval = 'MONTH',
    quantity = 1,
    status = 'ACTIVE',
    suspendedAt,
    kind = 'BILLED',
  } = planted
  const id = `sub_planted${++count}`
  const price = await db.price.findFirstOrThrow({ where: { plan: { code: plan }, interval, active: true } })
  await db.subscription.create({
    data: {
      id,
      customerId,
      status,
      suspendedAt,
      currency: 'EUR',
      timeZone: 'UTC',
      startedAt: START,
      currentPeriodStart: START,
      currentPeriodEnd: interval === 'YEAR' ? new Date('2027-03-01T00:00:00Z') : END,
      trialEndsAt: kind === 'TRIAL' ? END : null,
      createdAt: START,
      phases: { create: { kind, from: START, anchor: START, interval } },
      items: { create: { id: `seg_${id}`, itemId: `item_${id}`, priceId: price.id, quantity, from: START } },
    },
  })
  return id
}

/** A customer with one subscription. */
export async function plantSubscriber(planted: Planted = {}): Promise<string> {
  const customerId = await plantCustomer()
  await plantSubscription(customerId, planted)
  return customerId
}
