import { z } from 'zod'
import { cancelPriceMove as cancelUseCase, previewCancelPriceMove } from '@/lib/subscriptions/cancel-price-move'
import { defineEndpoint } from '../endpoint'
import { instantAnswer, toInstantOrNull } from '../fields'
import {
  subscriptionAnswer as answerOf,
  subscriptionChange as change,
  subscriptionPreview as preview,
  whose,
} from '../own-subscription'
import { toUpcomingCharge, upcomingChargeSchema } from '../views/charge-view'
import { subscriptionSchema } from '../views/subscription-view'

const problems = {
  price_move_in_effect: 'The new price counts already.',
  price_move_not_planned: 'No move to a new price is planned.',
}

export const previewCancelMove = defineEndpoint({
  ...preview,
  method: 'post',
  path: '/subscriptions/{id}/preview-cancel-price-move',
  operationId: 'previewCancelPriceMove',
  summary: 'Preview calling off a new price',
  description: 'The next charge at the price that stays. Changes nothing.',
  staffOnly: true,
  answer: z
    .object({
      toldFor: instantAnswer(
        'When the customer was told that the new price counts; null: they know of nothing.',
      ).nullable(),
      nextCharge: upcomingChargeSchema.nullable(),
    })
    .meta({ id: 'CancelPriceMovePreview' }),
  problems,
  handle: async ({ caller, params: { id }, now }) => {
    const { currency, ...whom } = await whose(caller, id)
    const { toldFor, next } = await previewCancelPriceMove({ ...whom, now })
    return { toldFor: toInstantOrNull(toldFor), nextCharge: next && toUpcomingCharge(next, currency) }
  },
})

export const cancelMove = defineEndpoint({
  ...change,
  method: 'post',
  path: '/subscriptions/{id}/cancel-price-move',
  operationId: 'cancelPriceMove',
  summary: 'Call off a new price',
  description: `The move to a newer price, announced or waiting: it renews at the price it has. A customer who was told is told that it
does not come.`,
  staffOnly: true,
  answer: subscriptionSchema,
  problems,
  handle: async ({ caller, params: { id }, now }) => {
    const { currency: _, ...whom } = await whose(caller, id)
    await cancelUseCase({ ...whom, actor: caller.actor, now })
    return answerOf(id, now)
  },
})
