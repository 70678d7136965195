'use server'

import { revalidatePath } from 'next/cache'
import { z } from 'zod'
import { dayFact, orProblem, settlementView } from '@/app/(portal)/portal/_views/settlement-view'
import { staffAction } from '@/app/_server/action'
import { texts } from '@/components/texts/en'
import { getCustomer } from '@/lib/customers/read-customers'
import { instantInZone } from '@/lib/engine/calendar'
import { beginSubscription, LONGEST_NAME, previewBegin } from '@/lib/subscriptions/begin-subscription'

const id = z.string().min(1).max(100)
const count = z
  .string()
  .regex(/^-?\d{1,6}$/)
  .transform(Number)
const beginInput = z.object({
  id,
  priceId: id,
  quantity: count,
  /** Beside what the customer has. */
  additional: z.enum(['yes', 'no']),
  name: z.string().trim().max(LONGEST_NAME),
  alignWith: z.union([z.literal(''), id]),
  start: z.union([z.literal(''), z.iso.date()]),
  trialDays: count,
  trialEnd: z.enum(['CANCEL', 'PAUSE', 'CREATE_INVOICE']),
})
type BeginValues = z.infer<typeof beginInput>

async function wanted({ id: customerId, start, trialEnd, additional, name, alignWith, ...rest }: BeginValues) {
  const { timeZone } = await getCustomer(customerId)
  const startsAt = start ? instantInZone({ text: start, timeZone }) : undefined
  const beside = { additional: additional === 'yes', name: name || undefined, alignWith: alignWith || undefined }
  return { timeZone, input: { customerId, startsAt, trialEndAction: trialEnd, ...rest, ...beside } }
}

/** What a subscription that begins so would bill, and when. */
export const previewBeginning = staffAction('staff.subscriptions.manage')
  .inputSchema(beginInput)
  .action(async ({ parsedInput, ctx: { now } }) =>
    orProblem(async () => {
      const t = texts.lifecycle.rows
      const { timeZone, input } = await wanted(parsedInput)
      const { price, startsAt, trialEndsAt, settlement } = await previewBegin({ ...input, now })
      return settlementView({
        previewedAt: now,
        settlement,
        currency: price.currency,
        timeZone,
        chargedOn: startsAt > now ? startsAt : null,
        facts: [
          dayFact(t.takesEffect, startsAt, timeZone),
          ...(trialEndsAt ? [dayFact(t.trialUntil, trialEndsAt, timeZone)] : []),
        ],
      })
    }),
  )

/** Errors: what `beginSubscription` throws. */
export const begin = staffAction('staff.subscriptions.manage')
  .inputSchema(beginInput.extend({ previewedAt: z.iso.datetime() }))
  .action(async ({ parsedInput: { previewedAt, ...values }, ctx: { actor, now } }) => {
    const { input } = await wanted(values)
    await beginSubscription({ ...input, previewedAt: new Date(previewedAt), actor, now })
    revalidatePath('/admin', 'layout')
  })
