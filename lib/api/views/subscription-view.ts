import { z } from 'zod'
import type { SubscriptionContract } from '@/lib/subscriptions/read-subscriptions'
import { currencyAnswer, idAnswer, instantAnswer, toInstant, toInstantOrNull } from '../fields'

export const SUBSCRIPTION_STATUSES = [
  'SCHEDULED',
  'INCOMPLETE',
  'INCOMPLETE_EXPIRED',
  'TRIALING',
  'ACTIVE',
  'PAST_DUE',
  'UNPAID',
  'PAUSED',
  'CANCELED',
] as const

const itemSchema = z
  .object({
    id: idAnswer('item', 'the item, which stays through changes'),
    priceId: idAnswer('price', 'its price'),
    planCode: z.string().meta({ example: 'professional' }),
    kind: z.enum(['PLAN', 'ADD_ON']),
    quantity: z.int(),
  })
  .meta({ id: 'SubscriptionItem' })

export const subscriptionSchema = z
  .object({
    id: idAnswer('sub', 'the subscription'),
    customerId: idAnswer('cus', 'the customer'),
    name: z.string().nullable().meta({ description: 'Tells it apart from others of the customer.' }),
    status: z.enum(SUBSCRIPTION_STATUSES),
    currency: currencyAnswer,
    timeZone: z.string().meta({ description: 'Decides where its days begin (IANA).', example: 'Europe/Berlin' }),
    startedAt: instantAnswer('When it began, or will.'),
    currentPeriodStart: instantAnswer('Beginning of the period it is in.'),
    currentPeriodEnd: instantAnswer('End of that period (exclusive): when it renews.'),
    trialEndsAt: instantAnswer('When its trial ends or ended.').nullable(),
    resumesAt: instantAnswer('While it is paused: when it resumes by itself.').nullable(),
    canceledAt: instantAnswer('When it was cancelled; it may still run until the end of the period.').nullable(),
    endedAt: instantAnswer('When it ended.').nullable(),
    endReason: z.string().nullable(),
    suspendedAt: instantAnswer('Since when nothing may be used while a payment is disputed.').nullable(),
    createdAt: instantAnswer('When it was made.'),
    items: z.array(itemSchema).meta({ description: 'What it holds now: a plan, and add-ons beside it.' }),
    pendingChange: z
      .object({
        kind: z.enum(['CANCEL', 'CHANGE']),
        origin: z
          .enum(['REQUEST', 'PRICE_CHANGE'])
          .meta({ description: 'Asked for, or a new price that we announced.' }),
        effectiveAt: instantAnswer('When it takes effect.'),
        priceId: idAnswer('price', 'the price from then on').nullable(),
        quantity: z.int().nullable(),
      })
      .nullable()
      .meta({ description: 'What happens at the end of the period, unless it is taken back.' }),
  })
  .meta({ id: 'Subscription' })

export function toSubscription(
  contract: Omit<SubscriptionContract, 'phases'>,
  now: Date,
): z.input<typeof subscriptionSchema> {
  const { items, pendingChange, startedAt } = contract
  return {
    id: contract.id,
    customerId: contract.customerId,
    name: contract.name,
    status: contract.status,
    currency: contract.currency,
    timeZone: contract.timeZone,
    startedAt: toInstant(startedAt),
    currentPeriodStart: toInstant(contract.currentPeriodStart),
    currentPeriodEnd: toInstant(contract.currentPeriodEnd),
    trialEndsAt: toInstantOrNull(contract.trialEndsAt),
    resumesAt: toInstantOrNull(contract.resumesAt),
    canceledAt: toInstantOrNull(contract.canceledAt),
    endedAt: toInstantOrNull(contract.endedAt),
    endReason: contract.endReason,
    suspendedAt: toInstantOrNull(contract.suspendedAt),
    createdAt: toInstant(contract.createdAt),
    // One that begins later shows what it will begin with.
    items: items
      .filter(({ from, to }) => (from <= now || from <= startedAt) && (to === null || to > now))
      .map(({ itemId, priceId, quantity, price }) => ({
        id: itemId,
        priceId,
        planCode: price.plan.code,
        kind: price.plan.kind,
        quantity,
      })),
    pendingChange: pendingChange && {
      kind: pendingChange.kind,
      origin: pendingChange.origin,
      effectiveAt: toInstant(pendingChange.effectiveAt),
      priceId: pendingChange.priceId,
      quantity: pendingChange.quantity,
    },
  }
}
