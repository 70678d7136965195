'use server'

import { revalidatePath } from 'next/cache'
import { z } from 'zod'
import { dayFact, orProblem, settlementView } from '@/app/(portal)/portal/_views/settlement-view'
import { staffAction } from '@/app/_server/action'
import { texts } from '@/components/texts/en'
import { instantInZone } from '@/lib/engine/calendar'
import { cancelNow } from '@/lib/payments/cancel-now'
import { forbidden } from '@/lib/platform/errors'
import { changeAddOn, previewAddOn } from '@/lib/subscriptions/change-add-on'
import { changePlan, previewPlanChange } from '@/lib/subscriptions/change-plan'
import { extendTrial, previewTrialExtension } from '@/lib/subscriptions/change-trial'
import { previewEndNow } from '@/lib/subscriptions/end-now'
import { endTrialNow, previewEndTrial } from '@/lib/subscriptions/end-trial-now'
import { pauseSubscription, previewPause } from '@/lib/subscriptions/pause-subscription'
import { previewReactivation, reactivateSubscription } from '@/lib/subscriptions/reactivate-subscription'
import { getSubscription } from '@/lib/subscriptions/read-subscriptions'
import { previewResume, resumeSubscription } from '@/lib/subscriptions/resume-subscription'

const id = z.string().min(1).max(100)
const count = z
  .string()
  .regex(/^-?\d{1,6}$/)
  .transform(Number)
const day = z.union([z.literal(''), z.iso.date()])
const confirmed = { previewedAt: z.iso.datetime().transform((text) => new Date(text)) }
const t = texts.lifecycle.rows

const changeInput = z.object({ id, priceId: id, quantity: count, timing: z.enum(['policy', 'now', 'period_end']) })
const addOnInput = z.object({ id, priceId: id, quantity: count })
const pauseInput = z.object({ id, until: day })
const endInput = z.object({ id, credit: z.enum(['none', 'balance', 'refund']) })
const trialInput = z.object({ id, days: count })
const plainInput = z.object({ id })

/** The subscription of an action, with what every use-case wants to know of it. */
async function subjectOf(subscriptionId: string) {
  const { customerId, timeZone, currency } = await getSubscription(subscriptionId)
  return { facts: { customerId, subscriptionId }, shown: { timeZone, currency } }
}

const timingOf = (timing: 'policy' | 'now' | 'period_end') => (timing === 'policy' ? {} : { timing })

/** What a change of plan or quantity would come to. */
export const previewChange = staffAction('staff.subscriptions.manage')
  .inputSchema(changeInput)
  .action(async ({ parsedInput: { id, timing, ...wanted }, ctx: { now } }) =>
    orProblem(async () => {
      const { facts, shown } = await subjectOf(id)
      const found = await previewPlanChange({ ...facts, ...wanted, ...timingOf(timing), now })
      return settlementView({ ...found, ...shown, facts: [dayFact(t.takesEffect, found.effectiveAt, shown.timeZone)] })
    }),
  )

/** Errors: what `changePlan` throws. */
export const change = staffAction('staff.subscriptions.manage')
  .inputSchema(changeInput.extend(confirmed))
  .action(async ({ parsedInput: { id, timing, ...wanted }, ctx: { actor, now } }) => {
    const { facts } = await subjectOf(id)
    await changePlan({ ...facts, ...wanted, ...timingOf(timing), actor, now })
    revalidatePath('/admin', 'layout')
  })

/** What a change of an add-on would come to. */
export const previewAddOnChange = staffAction('staff.subscriptions.manage')
  .inputSchema(addOnInput)
  .action(async ({ parsedInput: { id, ...wanted }, ctx: { now } }) =>
    orProblem(async () => {
      const { facts, shown } = await subjectOf(id)
      const found = await previewAddOn({ ...facts, ...wanted, now })
      return settlementView({ ...found, ...shown, facts: [dayFact(t.takesEffect, found.effectiveAt, shown.timeZone)] })
    }),
  )

/** Errors: what `changeAddOn` throws. */
export const changeAddOns = staffAction('staff.subscriptions.manage')
  .inputSchema(addOnInput.extend(confirmed))
  .action(async ({ parsedInput: { id, ...wanted }, ctx: { actor, now } }) => {
    const { facts } = await subjectOf(id)
    await changeAddOn({ ...facts, ...wanted, actor, now })
    revalidatePath('/admin', 'layout')
  })

/** What a pause would credit. */
export const previewPausing = staffAction('staff.subscriptions.manage')
  .inputSchema(pauseInput)
  .action(async ({ parsedInput: { id, until }, ctx: { now } }) =>
    orProblem(async () => {
      const { facts, shown } = await subjectOf(id)
      const resumesAt = until ? instantInZone({ text: until, timeZone: shown.timeZone }) : null
      const found = await previewPause({ ...facts, resumesAt, now })
      const goesOn = resumesAt
        ? dayFact(t.resumes, resumesAt, shown.timeZone)
        : { label: t.resumes, text: t.untilResumed }
      return settlementView({ ...found, ...shown, facts: [goesOn] })
    }),
  )

/** Errors: what `pauseSubscription` throws. */
export const pause = staffAction('staff.subscriptions.manage')
  .inputSchema(pauseInput.extend(confirmed))
  .action(async ({ parsedInput: { id, until, previewedAt }, ctx: { actor, now } }) => {
    const { facts, shown } = await subjectOf(id)
    const resumesAt = until ? instantInZone({ text: until, timeZone: shown.timeZone }) : null
    await pauseSubscription({ ...facts, resumesAt, previewedAt, actor, now })
    revalidatePath('/admin', 'layout')
  })

/** What resuming would charge. */
export const previewResuming = staffAction('staff.subscriptions.manage')
  .inputSchema(plainInput)
  .action(async ({ parsedInput: { id }, ctx: { now } }) =>
    orProblem(async () => {
      const { facts, shown } = await subjectOf(id)
      return settlementView({ ...(await previewResume({ ...facts, now })), ...shown })
    }),
  )

/** Errors: what `resumeSubscription` throws. */
export const resume = staffAction('staff.subscriptions.manage')
  .inputSchema(plainInput.extend(confirmed))
  .action(async ({ parsedInput: { id, previewedAt }, ctx: { actor, now } }) => {
    const { facts } = await subjectOf(id)
    await resumeSubscription({ ...facts, previewedAt, actor, now })
    revalidatePath('/admin', 'layout')
  })

/** What ending at once would give back. */
export const previewEnding = staffAction('staff.subscriptions.manage')
  .inputSchema(endInput)
  .action(async ({ parsedInput: { id, credit }, ctx: { now } }) =>
    orProblem(async () => {
      const { facts, shown } = await subjectOf(id)
      const found = await previewEndNow({ ...facts, credit, now })
      return settlementView({ ...found, ...shown, facts: [dayFact(t.ends, now, shown.timeZone)] })
    }),
  )

/** A refund needs its own permission. Errors: what `cancelNow` throws. */
export const endAtOnce = staffAction('staff.subscriptions.manage')
  .inputSchema(endInput.extend(confirmed))
  .action(async ({ parsedInput: { id, credit, previewedAt }, ctx: { actor, now, may } }) => {
    if (credit === 'refund' && !may('staff.refund')) throw forbidden()
    const { facts } = await subjectOf(id)
    await cancelNow({ ...facts, credit, previewedAt, actor, now })
    revalidatePath('/admin', 'layout')
  })

/** When the trial would then end. */
export const previewTrial = staffAction('staff.subscriptions.manage')
  .inputSchema(trialInput)
  .action(async ({ parsedInput: { id, days }, ctx: { now } }) =>
    orProblem(async () => {
      const { facts, shown } = await subjectOf(id)
      const { trialEndsAt } = await previewTrialExtension({ ...facts, days })
      const newEnd = dayFact(texts.lifecycle.trial.newEnd, trialEndsAt, shown.timeZone)
      return settlementView({ previewedAt: now, settlement: null, ...shown, facts: [newEnd] })
    }),
  )

/** Errors: what `extendTrial` throws. */
export const prolongTrial = staffAction('staff.subscriptions.manage')
  .inputSchema(trialInput.extend(confirmed))
  .action(async ({ parsedInput: { id, days }, ctx: { actor, now } }) => {
    const { facts } = await subjectOf(id)
    await extendTrial({ ...facts, days, actor, now })
    revalidatePath('/admin', 'layout')
  })

/** What ending the trial now would charge, and when it then renews. */
export const previewTrialEnd = staffAction('staff.subscriptions.manage')
  .inputSchema(plainInput)
  .action(async ({ parsedInput: { id }, ctx: { now } }) =>
    orProblem(async () => {
      const { facts, shown } = await subjectOf(id)
      const found = await previewEndTrial({ ...facts, now })
      return settlementView({ ...found, ...shown, facts: [dayFact(t.renews, found.renewsAt, shown.timeZone)] })
    }),
  )

/** Errors: what `endTrialNow` throws. */
export const endTrial = staffAction('staff.subscriptions.manage')
  .inputSchema(plainInput.extend(confirmed))
  .action(async ({ parsedInput: { id, previewedAt }, ctx: { actor, now } }) => {
    const { facts } = await subjectOf(id)
    await endTrialNow({ ...facts, previewedAt, actor, now })
    revalidatePath('/admin', 'layout')
  })

/** What starting again would charge. */
export const previewStartAgain = staffAction('staff.subscriptions.manage')
  .inputSchema(plainInput)
  .action(async ({ parsedInput: { id }, ctx: { now } }) =>
    orProblem(async () => {
      const { facts, shown } = await subjectOf(id)
      const { settlement } = await previewReactivation({ ...facts, now })
      return settlementView({ previewedAt: now, settlement, ...shown })
    }),
  )

/** Errors: what `reactivateSubscription` throws. */
export const startAgain = staffAction('staff.subscriptions.manage')
  .inputSchema(plainInput.extend(confirmed))
  .action(async ({ parsedInput: { id }, ctx: { actor, now } }) => {
    const { facts } = await subjectOf(id)
    await reactivateSubscription({ ...facts, actor, now })
    revalidatePath('/admin', 'layout')
  })
