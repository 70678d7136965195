'use server'

import { revalidatePath } from 'next/cache'
import { z } from 'zod'
import { toBreakdown } from '@/app/(portal)/portal/_views/money-views'
import { dayFact, orProblem } from '@/app/(portal)/portal/_views/settlement-view'
import { staffAction } from '@/app/_server/action'
import { texts } from '@/components/texts/en'
import { cancelPriceMove, previewCancelPriceMove } from '@/lib/subscriptions/cancel-price-move'
import { getSubscription } from '@/lib/subscriptions/read-subscriptions'

const input = z.object({ id: z.string().min(1).max(100) })
const t = texts.lifecycle.priceMove.keep

/** The next charge at the price that stays, and whether the customer has to be told. */
export const previewKeepPrice = staffAction('staff.subscriptions.manage')
  .inputSchema(input)
  .action(async ({ parsedInput: { id: subscriptionId }, ctx: { now } }) =>
    orProblem(async () => {
      const { customerId } = await getSubscription(subscriptionId)
      const found = await previewCancelPriceMove({ customerId, subscriptionId, now })
      const { next, toldFor, currency, timeZone } = found
      return {
        previewedAt: now.toISOString(),
        currency,
        timeZone,
        breakdown: next && toBreakdown({ ...next, currency }),
        rows: [
          ...(next ? [dayFact(texts.lifecycle.rows.renews, next.at, timeZone)] : []),
          ...(toldFor
            ? [dayFact(t.told, toldFor, timeZone), { label: t.toldNow, text: '' }]
            : [{ label: t.untold, text: '' }]),
        ],
      }
    }),
  )

/** Errors: what `cancelPriceMove` throws. */
export const keepPrice = staffAction('staff.subscriptions.manage')
  .inputSchema(input.extend({ previewedAt: z.string() }))
  .action(async ({ parsedInput: { id: subscriptionId }, ctx: { actor, now } }) => {
    const { customerId } = await getSubscription(subscriptionId)
    await cancelPriceMove({ customerId, subscriptionId, actor, now })
    revalidatePath('/admin', 'layout')
  })
