import { z } from 'zod'
import { getCustomer } from '@/lib/customers/read-customers'
import { previewRenewal } from '@/lib/subscriptions/preview-renewal'
import { getSubscription as readSubscription } from '@/lib/subscriptions/read-subscriptions'
import { filterByCustomer, visibleTo, type ApiCaller } from '../caller'
import { defineEndpoint } from '../endpoint'
import { amountAnswer, anyOf, idAnswer, instantAnswer, ofCustomerSchema, toAmount, toInstant } from '../fields'
import { findCycleSlice, findSubscriptionSlice } from '../lists-store'
import { subscriptionParams as params } from '../own-subscription'
import { pageOf, pageQuery, readPage } from '../pages'
import { chargeSchema, toCharge } from '../views/charge-view'
import { SUBSCRIPTION_STATUSES, subscriptionSchema, toSubscription } from '../views/subscription-view'

const ownSubscription = async (caller: ApiCaller, id: string) =>
  visibleTo(caller, 'subscription', await readSubscription(id))

export const listSubscriptions = defineEndpoint({
  method: 'get',
  path: '/subscriptions',
  operationId: 'listSubscriptions',
  tag: 'Subscriptions',
  summary: 'List subscriptions',
  scope: 'subscriptions:read',
  query: z.object({
    ...pageQuery,
    customerId: ofCustomerSchema,
    status: anyOf(SUBSCRIPTION_STATUSES, 'State of the subscription.'),
  }),
  answer: pageOf(subscriptionSchema, 'Subscription'),
  handle: async ({ caller, query, now }) => {
    const customerId = filterByCustomer(caller, query.customerId)
    return readPage({
      query,
      read: (slice) => findSubscriptionSlice({ customerId, statuses: query.status }, slice),
      at: ({ createdAt }) => createdAt,
      view: (row) => toSubscription(row, now),
    })
  },
})

export const getSubscription = defineEndpoint({
  method: 'get',
  path: '/subscriptions/{id}',
  operationId: 'getSubscription',
  tag: 'Subscriptions',
  summary: 'Get a subscription',
  scope: 'subscriptions:read',
  params,
  answer: subscriptionSchema,
  handle: async ({ caller, params: { id }, now }) => toSubscription(await ownSubscription(caller, id), now),
})

export const getNextCharge = defineEndpoint({
  method: 'get',
  path: '/subscriptions/{id}/next-charge',
  operationId: 'getNextCharge',
  tag: 'Subscriptions',
  summary: 'Preview the next charge',
  description: 'When it is and what it comes to, with what is pending in it: the compute of the renewal itself.',
  scope: 'subscriptions:read',
  params,
  answer: z
    .object({
      at: instantAnswer('When it is.').nullable(),
      charge: chargeSchema.nullable().meta({ description: 'Null when nothing will be charged.' }),
      fromBalance: amountAnswer('What the balance will pay of it.'),
    })
    .meta({ id: 'NextCharge' }),
  problems: { billing_address_missing: 'The customer has no address yet, without which there is no VAT.' },
  handle: async ({ caller, params: { id } }) => {
    const contract = await ownSubscription(caller, id)
    const next = await previewRenewal({ contract, buyer: await getCustomer(contract.customerId) })
    if (!next) return { at: null, charge: null, fromBalance: 0 }
    const { at, lines, invoice, fromBalance } = next
    return {
      at: toInstant(at),
      charge: toCharge({ lines, invoice }, contract.currency),
      fromBalance: toAmount(fromBalance),
    }
  },
})

export const listBillingCycles = defineEndpoint({
  method: 'get',
  path: '/subscriptions/{id}/billing-cycles',
  operationId: 'listBillingCycles',
  tag: 'Subscriptions',
  summary: 'List billing cycles',
  description: 'Its periods [from, to), the newest first, without a gap.',
  scope: 'subscriptions:read',
  params,
  query: z.object(pageQuery),
  answer: pageOf(
    z
      .object({
        index: z.int().meta({ description: 'Counts them from 0.' }),
        from: instantAnswer('Its beginning.'),
        to: instantAnswer('Its end (exclusive).'),
        invoiceId: idAnswer('inv', 'the invoice it was billed with').nullable(),
      })
      .meta({ id: 'BillingCycle' }),
    'BillingCycle',
  ),
  handle: async ({ caller, params, query }) => {
    const { id } = await ownSubscription(caller, params.id)
    return readPage({
      query,
      read: (slice) => findCycleSlice(id, slice),
      at: ({ startsAt }) => startsAt,
      view: ({ index, startsAt, endsAt, invoiceId }) => ({
        index,
        from: toInstant(startsAt),
        to: toInstant(endsAt),
        invoiceId,
      }),
    })
  },
})
