'use server'

import { revalidatePath } from 'next/cache'
import { z } from 'zod'
import { orProblem } from '@/app/(portal)/portal/_views/settlement-view'
import { staffAction } from '@/app/_server/action'
import type { ActionPreview } from '@/components/billing/previewed-action'
import { SCREEN_LOCALE } from '@/components/format/money'
import { texts } from '@/components/texts/en'
import { publishPrice } from '@/lib/catalog/publish-price'
import { getSellablePrice } from '@/lib/catalog/read-catalog'
import { parseMoney } from '@/lib/engine/money'
import { cancelPriceMoves } from '@/lib/subscriptions/cancel-price-move'
import { countOnPriceVersions } from '@/lib/subscriptions/count-on-prices'
import { moveToPrice as moveUseCase } from '@/lib/subscriptions/move-to-price'

const id = z.string().min(1).max(100)
const publishInput = z.object({ id, amount: z.string().trim().min(1).max(40) })

async function amountOf({ id, amount }: z.infer<typeof publishInput>) {
  const price = await getSellablePrice(id)
  return { price, unitAmount: parseMoney({ text: amount, currency: price.currency, locale: SCREEN_LOCALE }) }
}

/** What a new price means for whom. */
export const previewPublishing = staffAction('staff.catalog.edit')
  .inputSchema(publishInput)
  .action(async ({ parsedInput, ctx: { now } }) =>
    orProblem(async (): Promise<ActionPreview> => {
      const t = texts.lifecycle.priceMove
      const { price, unitAmount } = await amountOf(parsedInput)
      const holders = await countOnPriceVersions(price)
      return {
        previewedAt: now.toISOString(),
        currency: price.currency,
        timeZone: 'UTC',
        breakdown: null,
        rows: [
          { label: t.present, amount: price.unitAmount },
          { label: t.fromNow, amount: unitAmount, strong: true },
          { label: t.keepers, text: (holders.current + holders.older).toString() },
        ],
      }
    }),
  )

/** Errors: `price_unchanged`, `unit_amount_invalid`, `price_not_available`. */
export const publish = staffAction('staff.catalog.edit')
  .inputSchema(publishInput.extend({ previewedAt: z.iso.datetime() }))
  .action(async ({ parsedInput, ctx: { actor, now } }) => {
    const { unitAmount } = await amountOf(parsedInput)
    await publishPrice({ priceId: parsedInput.id, unitAmount, actor, now })
    revalidatePath('/admin', 'layout')
  })

/** Moves existing subscriptions with the policy's notice. Errors: `price_not_available`. */
export const moveToPrice = staffAction('staff.catalog.edit')
  .inputSchema(z.object({ id }))
  .action(async ({ parsedInput: { id }, ctx: { actor, now } }) => {
    await moveUseCase({ priceId: id, actor, now })
    revalidatePath('/admin', 'layout')
  })

/** Calls off the moves to a price that did not take effect yet. */
export const cancelMoves = staffAction('staff.catalog.edit')
  .inputSchema(z.object({ id }))
  .action(async ({ parsedInput: { id }, ctx: { actor, now } }) => {
    await cancelPriceMoves({ priceId: id, actor, now })
    revalidatePath('/admin', 'layout')
  })
