import { db } from '@/lib/platform/db/client'
import { stripe } from '@/lib/processors/stripe/client'
import { inParallel } from './lose-everything'
import { priceOf, START } from './world'

const RENEWAL = new Date('2026-02-15T09:00:00Z')

/**
 * Many active monthly Starter subscriptions that began at START and renew a month later, written in bulk: their past was
 * billed elsewhere, as after a move to this system. With `cards`, each customer has a stored card at Stripe that works.
 */
export async function plantSubscribers({
  count,
  cards = false,
}: {
  count: number
  cards?: boolean
}): Promise<string[]> {
  const priceId = await priceOf('starter')
  const ids = Array.from({ length: count }, (_, i) => String(i).padStart(4, '0'))
  await db.customer.createMany({
    data: ids.map((id) => ({
      id: `cus_${id}`,
      name: `Customer ${id}`,
      email: `billing-${id}@example.com`,
      addressLine1: 'Lindenstraße 5',
      postalCode: '10969',
      city: 'Berlin',
      country: 'DE',
      createdAt: START,
    })),
  })
  await db.subscription.createMany({
    data: ids.map((id) => ({
      id: `sub_${id}`,
      customerId: `cus_${id}`,
      status: 'ACTIVE' as const,
      currency: 'EUR',
      timeZone: 'Europe/Berlin',
      startedAt: START,
      currentPeriodStart: START,
      currentPeriodEnd: RENEWAL,
      renewsAt: RENEWAL,
      createdAt: START,
    })),
  })
  const subscriptions = ids.map((id) => `sub_${id}`)
  await db.subscriptionPhase.createMany({
    data: subscriptions.map((subscriptionId) => ({
      subscriptionId,
      kind: 'BILLED' as const,
      from: START,
      anchor: START,
      interval: 'MONTH' as const,
    })),
  })
  await db.subscriptionItem.createMany({
    data: subscriptions.map((subscriptionId) => ({
      id: `seg_${subscriptionId}`,
      itemId: `item_${subscriptionId}`,
      subscriptionId,
      priceId,
      from: START,
    })),
  })
  await db.billingCycle.createMany({
    data: subscriptions.map((subscriptionId) => ({ subscriptionId, index: 0, startsAt: START, endsAt: RENEWAL })),
  })
  if (cards) await inParallel(count, (i) => storeCard(`cus_${ids[i]!}`))
  return subscriptions
}

async function storeCard(customerId: string): Promise<void> {
  const { id: ref } = await stripe.customers.create({ metadata: { customer_id: customerId } })
  const method = await stripe.paymentMethods.attach('pm_card_visa', { customer: ref })
  const id = `pm_${customerId}`
  await db.paymentMethod.create({
    data: { id, customerId, processor: 'STRIPE', processorRef: method.id, type: 'card', createdAt: START },
  })
  await db.customer.update({
    where: { id: customerId },
    data: { defaultPaymentMethodId: id, processorRefs: { stripe: ref } },
  })
}
