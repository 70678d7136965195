'use server'

import { revalidatePath } from 'next/cache'
import { z } from 'zod'
import { memberAction } from '@/app/_server/action'
import { texts } from '@/components/texts/en'
import { instantInZone } from '@/lib/engine/calendar'
import { changeAddOn, previewAddOn } from '@/lib/subscriptions/change-add-on'
import { changePlan, previewPlanChange } from '@/lib/subscriptions/change-plan'
import { endTrialNow, previewEndTrial } from '@/lib/subscriptions/end-trial-now'
import { pauseSubscription, previewPause } from '@/lib/subscriptions/pause-subscription'
import { previewReactivation, reactivateSubscription } from '@/lib/subscriptions/reactivate-subscription'
import { getSubscription, segmentAt } from '@/lib/subscriptions/read-subscriptions'
import { previewResume, resumeSubscription } from '@/lib/subscriptions/resume-subscription'
import { startTrial as startTrialUseCase } from '@/lib/subscriptions/start-trial'
import { dayFact, orProblem, settlementView } from '../_views/settlement-view'

const id = z.string().min(1).max(100)
const count = z
  .string()
  .regex(/^-?\d{1,6}$/)
  .transform(Number)
const confirmed = { previewedAt: z.iso.datetime().transform((text) => new Date(text)) }
const t = texts.lifecycle.rows

const plainInput = z.object({ id })
const quantityInput = z.object({ id, quantity: count })
const addOnInput = z.object({ id, priceId: id, quantity: count })
const pauseInput = z.object({ id, until: z.union([z.literal(''), z.iso.date()]) })

const shownOf = (customer: { timeZone: string }, currency: string) => ({ timeZone: customer.timeZone, currency })

/** What another quantity of the present plan would come to. */
export const previewQuantity = memberAction('billing.manage')
  .inputSchema(quantityInput)
  .action(async ({ parsedInput: { id, quantity }, ctx: { customer, now } }) =>
    orProblem(async () => {
      const contract = await getSubscription(id)
      const { priceId } = segmentAt(contract, now)
      const facts = { customerId: customer.id, subscriptionId: id }
      const found = await previewPlanChange({ ...facts, priceId, quantity, now })
      const when = dayFact(t.takesEffect, found.effectiveAt, customer.timeZone)
      return settlementView({ ...found, ...shownOf(customer, contract.currency), facts: [when] })
    }),
  )

/** Errors: what `changePlan` throws. */
export const changeQuantity = memberAction('billing.manage')
  .inputSchema(quantityInput.extend(confirmed))
  .action(async ({ parsedInput: { id, quantity, previewedAt }, ctx: { customer, actor, now } }) => {
    const { priceId } = segmentAt(await getSubscription(id), now)
    await changePlan({ customerId: customer.id, subscriptionId: id, priceId, quantity, previewedAt, actor, now })
    revalidatePath('/portal', 'layout')
  })

/** What a change of an add-on would come to. */
export const previewAddOnChange = memberAction('billing.manage')
  .inputSchema(addOnInput)
  .action(async ({ parsedInput: { id, ...wanted }, ctx: { customer, now } }) =>
    orProblem(async () => {
      const found = await previewAddOn({ customerId: customer.id, subscriptionId: id, ...wanted, now })
      const when = dayFact(t.takesEffect, found.effectiveAt, customer.timeZone)
      return settlementView({ ...found, ...shownOf(customer, found.price.currency), facts: [when] })
    }),
  )

/** Errors: what `changeAddOn` throws. */
export const changeAddOns = memberAction('billing.manage')
  .inputSchema(addOnInput.extend(confirmed))
  .action(async ({ parsedInput: { id, ...wanted }, ctx: { customer, actor, now } }) => {
    await changeAddOn({ customerId: customer.id, subscriptionId: id, ...wanted, actor, now })
    revalidatePath('/portal', 'layout')
  })

/** What a pause would credit. */
export const previewPausing = memberAction('billing.manage')
  .inputSchema(pauseInput)
  .action(async ({ parsedInput: { id, until }, ctx: { customer, now } }) =>
    orProblem(async () => {
      const { currency } = await getSubscription(id)
      const { timeZone } = customer
      const resumesAt = until ? instantInZone({ text: until, timeZone }) : null
      const found = await previewPause({ customerId: customer.id, subscriptionId: id, resumesAt, now })
      const goesOn = resumesAt ? dayFact(t.resumes, resumesAt, timeZone) : { label: t.resumes, text: t.untilResumed }
      return settlementView({ ...found, ...shownOf(customer, currency), facts: [goesOn] })
    }),
  )

/** Errors: what `pauseSubscription` throws. */
export const pause = memberAction('billing.manage')
  .inputSchema(pauseInput.extend(confirmed))
  .action(async ({ parsedInput: { id, until, previewedAt }, ctx: { customer, actor, now } }) => {
    const resumesAt = until ? instantInZone({ text: until, timeZone: customer.timeZone }) : null
    await pauseSubscription({ customerId: customer.id, subscriptionId: id, resumesAt, previewedAt, actor, now })
    revalidatePath('/portal', 'layout')
  })

/** What resuming would charge. */
export const previewResuming = memberAction('billing.manage')
  .inputSchema(plainInput)
  .action(async ({ parsedInput: { id }, ctx: { customer, now } }) =>
    orProblem(async () => {
      const { currency } = await getSubscription(id)
      const found = await previewResume({ customerId: customer.id, subscriptionId: id, now })
      return settlementView({ ...found, ...shownOf(customer, currency) })
    }),
  )

/** Errors: what `resumeSubscription` throws. */
export const resume = memberAction('billing.manage')
  .inputSchema(plainInput.extend(confirmed))
  .action(async ({ parsedInput: { id, previewedAt }, ctx: { customer, actor, now } }) => {
    await resumeSubscription({ customerId: customer.id, subscriptionId: id, previewedAt, actor, now })
    revalidatePath('/portal', 'layout')
  })

/** What paying from now on would charge, and when it renews. */
export const previewStartPaying = memberAction('billing.manage')
  .inputSchema(plainInput)
  .action(async ({ parsedInput: { id }, ctx: { customer, now } }) =>
    orProblem(async () => {
      const found = await previewEndTrial({ customerId: customer.id, subscriptionId: id, now })
      const renews = dayFact(t.renews, found.renewsAt, customer.timeZone)
      return settlementView({ ...found, ...shownOf(customer, found.currency), facts: [renews] })
    }),
  )

/** Errors: what `endTrialNow` throws. */
export const startPaying = memberAction('billing.manage')
  .inputSchema(plainInput.extend(confirmed))
  .action(async ({ parsedInput: { id, previewedAt }, ctx: { customer, actor, now } }) => {
    await endTrialNow({ customerId: customer.id, subscriptionId: id, previewedAt, actor, now })
    revalidatePath('/portal', 'layout')
  })

/** What coming back would charge today. */
export const previewComeBack = memberAction('billing.manage')
  .inputSchema(plainInput)
  .action(async ({ parsedInput: { id }, ctx: { customer, now } }) =>
    orProblem(async () => {
      const { price, settlement } = await previewReactivation({ customerId: customer.id, subscriptionId: id, now })
      return settlementView({ previewedAt: now, settlement, ...shownOf(customer, price.currency) })
    }),
  )

/** Errors: what `reactivateSubscription` throws. */
export const comeBack = memberAction('billing.manage')
  .inputSchema(plainInput.extend(confirmed))
  .action(async ({ parsedInput: { id }, ctx: { customer, actor, now } }) => {
    await reactivateSubscription({ customerId: customer.id, subscriptionId: id, actor, now })
    revalidatePath('/portal', 'layout')
  })

/** Begins the trial that the plan offers. Errors: `trial_not_offered`, `subscription_exists`. */
export const startTrial = memberAction('billing.manage')
  .inputSchema(z.object({ priceId: id }))
  .action(async ({ parsedInput: { priceId }, ctx: { customer, actor, now } }) => {
    await startTrialUseCase({ customerId: customer.id, priceId, actor, now })
  })
