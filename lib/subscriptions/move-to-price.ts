import type { Actor } from '@/lib/audit/actor'
import { getSellablePrice, listPriceVersions } from '@/lib/catalog/read-catalog'
import { lockCustomer } from '@/lib/customers/lock-customers'
import { inTransaction } from '@/lib/platform/db/client'
import { invalid } from '@/lib/platform/errors'
import { announcePriceMove } from './announce-price-move'
import { getBillingPolicy } from './billing-policy'
import { findOnPrices } from './price-move-store'

const BATCH = 200

/**
 * Moves subscriptions from older versions of a price to this one: each with the first billed cycle that begins at least the
 * notice (never less than the policy's) after now, and each customer is told now. That is a renewal, the end of a trial, the
 * return from a pause, or a start to come. Who has chosen this plan at an older price for later keeps the choice, at the new
 * price. Where something else is in the way (a cancellation, a change of plan, a first payment) the move waits, and is
 * announced by the tick when it is not any more (`announceMovesDue`). Run again it changes nothing.
 * Throws price_not_available, notice_too_short.
 */
export async function moveToPrice({
  priceId,
  noticeDays,
  actor,
  now,
}: {
  priceId: string
  noticeDays?: number
  actor: Actor
  now: Date
}): Promise<{ moved: number; waiting: number }> {
  const price = await getSellablePrice(priceId)
  if (price.plan.kind !== 'PLAN') throw invalid('price_not_available', 'Add-ons keep their price.', { priceId })
  const { priceNoticeDays } = await getBillingPolicy()
  const days = noticeDays ?? priceNoticeDays
  if (!Number.isSafeInteger(days) || days < priceNoticeDays)
    throw invalid('notice_too_short', `A new price is announced at least ${priceNoticeDays} days before.`, {
      priceNoticeDays,
    })
  const older = (await listPriceVersions(price)).filter(({ id }) => id !== priceId).map(({ id }) => id)
  const result = { moved: 0, waiting: 0 }
  for (let after = ''; ;) {
    const rows = await findOnPrices(older, { after, limit: BATCH })
    for (const { id: subscriptionId, customerId } of rows) {
      const outcome = await inTransaction(async (tx) => {
        const customer = await lockCustomer(tx, customerId)
        return announcePriceMove(tx, { subscriptionId, customer, price, noticeDays: days, actor, now })
      })
      if (outcome !== 'nothing') result[outcome] += 1
    }
    const last = rows.at(-1)
    if (!last) return result
    after = last.id
  }
}
