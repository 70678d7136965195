import { z } from 'zod'
import { BillingError } from '@/lib/platform/errors'
import {
  changeAddOn as changeAddOnUseCase,
  previewAddOn as previewAddOnUseCase,
} from '@/lib/subscriptions/change-add-on'
import { changePlan, previewPlanChange } from '@/lib/subscriptions/change-plan'
import {
  pauseSubscription as pauseUseCase,
  previewPause as previewPauseUseCase,
} from '@/lib/subscriptions/pause-subscription'
import {
  previewResume as previewResumeUseCase,
  resumeSubscription as resumeUseCase,
} from '@/lib/subscriptions/resume-subscription'
import type { ApiCaller } from '../caller'
import { defineEndpoint } from '../endpoint'
import { idAnswer, idSchema, instantAnswer, instantSchema, previewedAtSchema, toInstant } from '../fields'
import {
  subscriptionAnswer as answerOf,
  subscriptionChange as change,
  subscriptionPreview as preview,
  whose,
} from '../own-subscription'
import { settlementSchema, toSettlement, toUpcomingCharge, upcomingChargeSchema } from '../views/charge-view'
import { subscriptionSchema } from '../views/subscription-view'

const timing = z.enum(['NOW', 'PERIOD_END']).optional().meta({ description: 'Against the policy: by staff only.' })

/** Against the policy only staff decide. */
function timingOf(caller: ApiCaller, wanted: z.output<typeof timing>) {
  if (wanted === undefined) return undefined
  if (caller.customerId !== null)
    throw new BillingError({
      kind: 'forbidden',
      code: 'staff_terms',
      message: 'The policy decides when. Leave timing out.',
    })
  return wanted === 'NOW' ? ('now' as const) : ('period_end' as const)
}
const timingAnswer = z.enum(['NOW', 'PERIOD_END'])
const timingWord = (word: 'now' | 'period_end') => (word === 'now' ? ('NOW' as const) : ('PERIOD_END' as const))

const refusedChange = {
  subscription_not_active: 'Only an active one or a trial changes.',
  subscription_past_due: 'The open invoice comes first.',
  subscription_paused: 'Resume it first.',
  cancellation_pending: 'It is about to end: take that back first.',
  already_on_price: 'That is what it has already.',
  price_not_available: 'The price is not on sale, or not for this subscription.',
  changed_meanwhile: 'It was changed since the preview, or at this very instant.',
  preview_too_old: 'The preview is older than 15 minutes.',
  staff_terms: 'Only staff decide the timing.',
}

const planChange = {
  priceId: idSchema('price', 'the price from then on'),
  quantity: z.int().min(1).max(10_000).optional().meta({ description: 'Left out: as many as now.' }),
  timing,
}

export const previewChange = defineEndpoint({
  ...preview,
  method: 'post',
  path: '/subscriptions/{id}/preview-change',
  operationId: 'previewChange',
  summary: 'Preview a change of plan',
  description:
    'When it takes effect, what is charged or credited at once, and what the next renewal then charges. Changes nothing.',
  body: z.strictObject(planChange),
  answer: z
    .object({
      timing: timingAnswer,
      effectiveAt: instantAnswer('When it takes effect.'),
      settlement: settlementSchema,
      nextCharge: upcomingChargeSchema.nullable(),
    })
    .meta({ id: 'ChangePreview' }),
  problems: refusedChange,
  handle: async ({ caller, params: { id }, body, now }) => {
    const { currency, ...whom } = await whose(caller, id)
    const found = await previewPlanChange({ ...whom, ...body, timing: timingOf(caller, body.timing), now })
    const { nextRenewal } = found
    return {
      timing: timingWord(found.timing),
      effectiveAt: toInstant(found.effectiveAt),
      settlement: toSettlement({ ...found, currency }),
      nextCharge: nextRenewal && toUpcomingCharge(nextRenewal, currency),
    }
  },
})

const changedSchema = z
  .object({
    subscription: subscriptionSchema,
    timing: timingAnswer,
    effectiveAt: instantAnswer('When it takes effect.'),
    invoiceId: idAnswer('inv', 'the invoice that was issued').nullable(),
  })
  .meta({ id: 'ChangedSubscription' })

export const changeSubscription = defineEndpoint({
  ...change,
  method: 'post',
  path: '/subscriptions/{id}/change',
  operationId: 'changeSubscription',
  summary: 'Change plan or quantity',
  description: `By policy, more takes effect now and the difference is charged; less takes effect at the end of the period. With
\`previewedAt\` it charges exactly what the preview showed.`,
  body: z.strictObject({ ...planChange, previewedAt: previewedAtSchema }),
  answer: changedSchema,
  problems: refusedChange,
  handle: async ({ caller, params: { id }, body, now }) => {
    const { currency: _, ...whom } = await whose(caller, id)
    const done = await changePlan({ ...whom, ...body, timing: timingOf(caller, body.timing), actor: caller.actor, now })
    return {
      subscription: await answerOf(id, now),
      timing: timingWord(done.timing),
      effectiveAt: toInstant(done.effectiveAt),
      invoiceId: done.invoice?.id ?? null,
    }
  },
})

const addOnChange = {
  priceId: idSchema('price', 'the price of the add-on'),
  quantity: z.int().min(0).max(10_000).meta({ description: 'How many from then on; 0 removes it.' }),
  timing,
}
const refusedAddOn = {
  ...refusedChange,
  add_on_not_in_interval: 'The add-on is not sold in the rhythm of the plan.',
}

export const previewAddOn = defineEndpoint({
  ...preview,
  method: 'post',
  path: '/subscriptions/{id}/preview-add-on',
  operationId: 'previewAddOn',
  summary: 'Preview a change of an add-on',
  body: z.strictObject(addOnChange),
  answer: z
    .object({ timing: timingAnswer, effectiveAt: instantAnswer('When it takes effect.'), settlement: settlementSchema })
    .meta({ id: 'AddOnPreview' }),
  problems: refusedAddOn,
  handle: async ({ caller, params: { id }, body, now }) => {
    const { currency, ...whom } = await whose(caller, id)
    const found = await previewAddOnUseCase({ ...whom, ...body, timing: timingOf(caller, body.timing), now })
    return {
      timing: timingWord(found.timing),
      effectiveAt: toInstant(found.effectiveAt),
      settlement: toSettlement({ ...found, currency }),
    }
  },
})

export const changeAddOn = defineEndpoint({
  ...change,
  method: 'post',
  path: '/subscriptions/{id}/add-on',
  operationId: 'changeAddOn',
  summary: 'Set how many of an add-on',
  body: z.strictObject({ ...addOnChange, previewedAt: previewedAtSchema }),
  answer: changedSchema,
  problems: refusedAddOn,
  handle: async ({ caller, params: { id }, body, now }) => {
    const { currency: _, ...whom } = await whose(caller, id)
    const done = await changeAddOnUseCase({
      ...whom,
      ...body,
      timing: timingOf(caller, body.timing),
      actor: caller.actor,
      now,
    })
    return {
      subscription: await answerOf(id, now),
      timing: timingWord(done.timing),
      effectiveAt: toInstant(done.effectiveAt),
      invoiceId: done.invoice?.id ?? null,
    }
  },
})

const pause = {
  resumesAt: instantSchema('When it resumes by itself, within a year; null: when somebody resumes it.')
    .nullable()
    .default(null),
}
const refusedPause = {
  ...refusedChange,
  subscription_in_trial: 'A trial costs nothing: it is not paused.',
  change_pending: 'A change is planned: take it back first.',
  resume_out_of_range: 'A pause ends after it begins, within a year.',
}

export const previewPause = defineEndpoint({
  ...preview,
  method: 'post',
  path: '/subscriptions/{id}/preview-pause',
  operationId: 'previewPause',
  summary: 'Preview a pause',
  description: 'What is credited for the unused rest of the period. Changes nothing.',
  body: z.strictObject(pause),
  answer: settlementSchema,
  problems: refusedPause,
  handle: async ({ caller, params: { id }, body, now }) => {
    const { currency, ...whom } = await whose(caller, id)
    return toSettlement({ ...(await previewPauseUseCase({ ...whom, ...body, now })), currency })
  },
})

export const pauseSubscription = defineEndpoint({
  ...change,
  method: 'post',
  path: '/subscriptions/{id}/pause',
  operationId: 'pauseSubscription',
  summary: 'Pause',
  description:
    'At once: nothing is charged and nothing may be used until it resumes, with a period that starts afresh then.',
  body: z.strictObject({ ...pause, previewedAt: previewedAtSchema }),
  answer: subscriptionSchema,
  problems: refusedPause,
  handle: async ({ caller, params: { id }, body, now }) => {
    const { currency: _, ...whom } = await whose(caller, id)
    await pauseUseCase({ ...whom, ...body, actor: caller.actor, now })
    return answerOf(id, now)
  },
})

const refusedResume = {
  subscription_not_paused: 'It is not paused.',
  payment_method_missing: 'There is nothing that could be charged.',
  changed_meanwhile: refusedChange.changed_meanwhile,
  preview_too_old: refusedChange.preview_too_old,
}

export const previewResume = defineEndpoint({
  ...preview,
  method: 'post',
  path: '/subscriptions/{id}/preview-resume',
  operationId: 'previewResume',
  summary: 'Preview resuming',
  description: 'What the new period charges. Changes nothing.',
  answer: settlementSchema,
  problems: refusedResume,
  handle: async ({ caller, params: { id }, now }) => {
    const { currency, ...whom } = await whose(caller, id)
    return toSettlement({ ...(await previewResumeUseCase({ ...whom, now })), currency })
  },
})

export const resumeSubscription = defineEndpoint({
  ...change,
  method: 'post',
  path: '/subscriptions/{id}/resume',
  operationId: 'resumeSubscription',
  summary: 'Resume a paused subscription',
  description: 'A new period begins now and is charged. (To take back a cancellation: undo-pending-change.)',
  body: z.strictObject({ previewedAt: previewedAtSchema }),
  answer: subscriptionSchema,
  problems: refusedResume,
  handle: async ({ caller, params: { id }, body: { previewedAt }, now }) => {
    const { currency: _, ...whom } = await whose(caller, id)
    await resumeUseCase({ ...whom, previewedAt, actor: caller.actor, now })
    return answerOf(id, now)
  },
})
