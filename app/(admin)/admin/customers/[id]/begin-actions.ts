'use server'

import { revalidatePath } from 'next/cache'
import { z } from 'zod'
import { dayFact, orProblem, settlementView } from '@/app/(portal)/portal/_views/settlement-view'
import { staffAction } from '@/app/_server/action'
import { texts } from '@/components/texts/en'
import { getCustomer } from '@/lib/customers/read-customers'
import { instantInZone } from '@/lib/engine/calendar'
import { beginSubscription, previewBegin } from '@/lib/subscriptions/begin-subscription'

const id = z.string().min(1).max(100)
const count = z
  .string()
  .regex(/^-?\d{1,6}$/)
  .transform(Number)
const beginInput = z.object({
  id,
  priceId: id,
  quantity: count,
  start: z.union([z.literal(''), z.iso.date()]),
  trialDays: count,
  trialEnd: z.enum(['CANCEL', 'PAUSE', 'CREATE_INVOICE']),
})

async function wanted({ id, priceId, quantity, start, trialDays, trialEnd }: z.infer<typeof beginInput>) {
  const { timeZone } = await getCustomer(id)
  const startsAt = start ? instantInZone({ text: start, timeZone }) : undefined
  return { timeZone, input: { customerId: id, priceId, quantity, startsAt, trialDays, trialEndAction: trialEnd } }
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
  .action(async ({ parsedInput, ctx: { actor, now } }) => {
    const { input } = await wanted(parsedInput)
    await beginSubscription({ ...input, actor, now })
    revalidatePath('/admin', 'layout')
  })
