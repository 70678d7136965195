import { z } from 'zod'
import { extendTrial as extendUseCase, previewTrialExtension } from '@/lib/subscriptions/change-trial'
import { liftSuspension as liftUseCase } from '@/lib/subscriptions/lift-suspension'
import {
  previewReactivation as previewUseCase,
  reactivateSubscription,
} from '@/lib/subscriptions/reactivate-subscription'
import { getSubscription } from '@/lib/subscriptions/read-subscriptions'
import { defineEndpoint } from '../endpoint'
import { instantAnswer, toInstant } from '../fields'
import {
  subscriptionAnswer as answerOf,
  subscriptionChange as change,
  subscriptionPreview as preview,
  whose,
} from '../own-subscription'
import { settlementSchema, toSettlement } from '../views/charge-view'
import { createdSubscriptionSchema } from '../views/created-subscription-view'
import { subscriptionSchema, toSubscription } from '../views/subscription-view'

const trial = { days: z.int().min(1).max(365).meta({ description: 'Whole days, in the subscription’s time zone.' }) }
const refusedTrial = { subscription_not_in_trial: 'There is no trial running.' }

export const previewTrialExtensionEndpoint = defineEndpoint({
  ...preview,
  method: 'post',
  path: '/subscriptions/{id}/preview-extend-trial',
  operationId: 'previewExtendTrial',
  summary: 'Preview more days of a trial',
  description: 'When it would end. Changes nothing.',
  staffOnly: true,
  body: z.strictObject(trial),
  answer: z.object({ trialEndsAt: instantAnswer('When it would end.') }).meta({ id: 'TrialPreview' }),
  problems: refusedTrial,
  handle: async ({ caller, params: { id }, body: { days } }) => {
    const { trialEndsAt } = await previewTrialExtension({ ...(await whose(caller, id)), days })
    return { trialEndsAt: toInstant(trialEndsAt) }
  },
})

export const extendTrial = defineEndpoint({
  ...change,
  method: 'post',
  path: '/subscriptions/{id}/extend-trial',
  operationId: 'extendTrial',
  summary: 'Give a trial more days',
  staffOnly: true,
  body: z.strictObject(trial),
  answer: subscriptionSchema,
  problems: refusedTrial,
  handle: async ({ caller, params: { id }, body: { days }, now }) => {
    const { currency: _, ...whom } = await whose(caller, id)
    await extendUseCase({ ...whom, days, actor: caller.actor, now })
    return answerOf(id, now)
  },
})

export const liftSuspension = defineEndpoint({
  ...change,
  method: 'post',
  path: '/subscriptions/{id}/lift-suspension',
  operationId: 'liftSuspension',
  summary: 'Give back what a dispute took away',
  description: 'What it entitles to is there again, whatever becomes of the dispute.',
  staffOnly: true,
  answer: subscriptionSchema,
  handle: async ({ caller, params: { id }, now }) => {
    await liftUseCase({ subscriptionId: id, actor: caller.actor, now })
    return answerOf(id, now)
  },
})

const refusedReturn = {
  subscription_not_ended: 'It has not ended: resume it, or take the cancellation back.',
  subscription_exists: 'There is another one already.',
  price_not_available: 'The plan is not sold any more.',
  billing_address_missing: 'The customer has no address yet, without which there is no VAT.',
}

export const previewReactivation = defineEndpoint({
  ...preview,
  method: 'post',
  path: '/subscriptions/{id}/preview-reactivate',
  operationId: 'previewReactivation',
  summary: 'Preview coming back',
  description: 'What coming back after the end would charge today. Changes nothing.',
  answer: settlementSchema,
  problems: refusedReturn,
  handle: async ({ caller, params: { id }, now }) => {
    const { currency: _, ...whom } = await whose(caller, id)
    const { price, settlement } = await previewUseCase({ ...whom, now })
    return toSettlement({ previewedAt: now, settlement, currency: price.currency })
  },
})

export const reactivateEndpoint = defineEndpoint({
  ...change,
  method: 'post',
  path: '/subscriptions/{id}/reactivate',
  operationId: 'reactivateSubscription',
  summary: 'Come back after the end',
  description: `A new subscription with what was agreed last, from now on and at today's price, charged to the default payment method. The
old one stays ended.`,
  status: 201,
  answer: createdSubscriptionSchema,
  problems: { ...refusedReturn, payment_method_missing: 'There is nothing that could be charged.' },
  handle: async ({ caller, params: { id }, now }) => {
    const { currency: _, ...whom } = await whose(caller, id)
    const { subscriptionId, invoice } = await reactivateSubscription({ ...whom, actor: caller.actor, now })
    const subscription = toSubscription(await getSubscription(subscriptionId), now)
    return { subscription, invoiceId: invoice?.id ?? null, paymentId: null, clientSecret: null, status: null }
  },
})
