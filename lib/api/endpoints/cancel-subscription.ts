import { z } from 'zod'
import { cancelNow } from '@/lib/payments/cancel-now'
import { BillingError } from '@/lib/platform/errors'
import {
  cancelSubscription as cancelUseCase,
  undoPendingChange as undoUseCase,
} from '@/lib/subscriptions/cancel-subscription'
import { previewEndNow } from '@/lib/subscriptions/end-now'
import { defineEndpoint } from '../endpoint'
import { previewedAtSchema, textSchema } from '../fields'
import {
  subscriptionAnswer as answerOf,
  subscriptionChange as change,
  subscriptionPreview as preview,
  whose,
} from '../own-subscription'
import { settlementSchema, toSettlement } from '../views/charge-view'
import { subscriptionSchema } from '../views/subscription-view'

const credit = z.enum(['NONE', 'BALANCE', 'REFUND']).default('NONE').meta({ description: 'With NOW.' })
const creditWords = { NONE: 'none', BALANCE: 'balance', REFUND: 'refund' } as const

export const cancelSubscription = defineEndpoint({
  ...change,
  method: 'post',
  path: '/subscriptions/{id}/cancel',
  operationId: 'cancelSubscription',
  summary: 'Cancel',
  description: `At the end of the paid period: until then nothing changes and it can be taken back. Staff can end it \`NOW\`, with
\`credit\` for the unused rest.`,
  body: z.strictObject({
    when: z.enum(['PERIOD_END', 'NOW']).default('PERIOD_END'),
    credit,
    previewedAt: previewedAtSchema.meta({ description: 'With NOW: of the preview, at most 15 minutes old.' }),
    reason: textSchema(50).optional(),
    comment: textSchema(1000).optional(),
  }),
  answer: subscriptionSchema,
  problems: {
    subscription_not_live: 'It is not running.',
    changed_meanwhile: 'It was changed at this very instant.',
    preview_too_old: 'The preview is older than 15 minutes.',
    staff_terms: 'Only staff end it at once.',
  },
  handle: async ({ caller, params: { id }, body: { when, credit, previewedAt, ...why }, now }) => {
    const { currency: _, ...whom } = await whose(caller, id)
    const { actor } = caller
    if (when === 'PERIOD_END') await cancelUseCase({ ...whom, ...why, actor, now })
    else if (caller.customerId !== null)
      throw new BillingError({
        kind: 'forbidden',
        code: 'staff_terms',
        message: 'Only staff end a subscription at once.',
      })
    else await cancelNow({ ...whom, credit: creditWords[credit], previewedAt, actor, now })
    return answerOf(id, now)
  },
})

export const previewCancel = defineEndpoint({
  ...preview,
  method: 'post',
  path: '/subscriptions/{id}/preview-cancel',
  operationId: 'previewCancel',
  summary: 'Preview ending it now',
  description: 'What ending it at once gives back for the unused rest, and where that goes. Changes nothing.',
  staffOnly: true,
  body: z.strictObject({ credit }),
  answer: settlementSchema,
  problems: {
    subscription_not_live: 'It is not running.',
    changed_meanwhile: 'It was changed at this very instant.',
  },
  handle: async ({ caller, params: { id }, body, now }) => {
    const { currency, ...whom } = await whose(caller, id)
    return toSettlement({ ...(await previewEndNow({ ...whom, credit: creditWords[body.credit], now })), currency })
  },
})

export const undoPendingChange = defineEndpoint({
  ...change,
  method: 'post',
  path: '/subscriptions/{id}/undo-pending-change',
  operationId: 'undoPendingChange',
  summary: 'Take back what is pending',
  description: 'A cancellation or a change at the end of the period.',
  answer: subscriptionSchema,
  problems: {
    nothing_pending: 'There is nothing to take back.',
    price_change_stands: 'A new price that was announced stays.',
  },
  handle: async ({ caller, params: { id }, now }) => {
    const { currency: _, ...whom } = await whose(caller, id)
    await undoUseCase({ ...whom, actor: caller.actor, now })
    return answerOf(id, now)
  },
})
