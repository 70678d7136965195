import { z } from 'zod'
import { endTrialNow, previewEndTrial as previewUseCase } from '@/lib/subscriptions/end-trial-now'
import { defineEndpoint } from '../endpoint'
import { idAnswer, instantAnswer, previewedAtSchema, toInstant } from '../fields'
import {
  subscriptionAnswer as answerOf,
  subscriptionChange as change,
  subscriptionPreview as preview,
  whose,
} from '../own-subscription'
import { settlementSchema, toSettlement } from '../views/charge-view'
import { subscriptionSchema } from '../views/subscription-view'

const refused = {
  subscription_not_in_trial: 'There is no trial running (any more).',
  cancellation_pending: 'It ends with the trial: take that back first.',
  billing_address_missing: 'The customer has no address yet, without which there is no VAT.',
  changed_meanwhile: 'It was changed since the preview, or at this very instant.',
}

export const previewEndTrial = defineEndpoint({
  ...preview,
  method: 'post',
  path: '/subscriptions/{id}/preview-end-trial',
  operationId: 'previewEndTrial',
  summary: 'Preview the end of a trial now',
  description: 'What paying from now on charges today, and when it then renews. Changes nothing.',
  answer: z
    .object({ renewsAt: instantAnswer('When the first paid period ends.'), settlement: settlementSchema })
    .meta({ id: 'TrialEndPreview' }),
  problems: refused,
  handle: async ({ caller, params: { id }, now }) => {
    const { currency: _, ...whom } = await whose(caller, id)
    const found = await previewUseCase({ ...whom, now })
    return { renewsAt: toInstant(found.renewsAt), settlement: toSettlement(found) }
  },
})

export const endTrial = defineEndpoint({
  ...change,
  method: 'post',
  path: '/subscriptions/{id}/end-trial',
  operationId: 'endTrial',
  summary: 'End a trial now',
  description: `The first paid period begins now, and is charged to the default payment method as at the trial's end. With
\`previewedAt\` it charges exactly what the preview showed.`,
  body: z.strictObject({ previewedAt: previewedAtSchema }),
  answer: z
    .object({
      subscription: subscriptionSchema,
      invoiceId: idAnswer('inv', 'the invoice of the first paid period').nullable(),
    })
    .meta({ id: 'ConvertedTrial' }),
  problems: {
    ...refused,
    payment_method_missing: 'There is nothing that could be charged.',
    preview_too_old: 'The preview is older than 15 minutes.',
  },
  handle: async ({ caller, params: { id }, body: { previewedAt }, now }) => {
    const { currency: _, ...whom } = await whose(caller, id)
    const { invoice } = await endTrialNow({ ...whom, previewedAt, actor: caller.actor, now })
    return { subscription: await answerOf(id, now), invoiceId: invoice?.id ?? null }
  },
})
