import { boundaryFrom } from '@/lib/engine/calendar'
import { recordAudit } from '@/lib/audit/record-audit'
import type { Actor } from '@/lib/audit/actor'
import { getSellablePrice, listPriceVersions, type PriceRow } from '@/lib/catalog/read-catalog'
import { lockCustomer } from '@/lib/customers/lock-customers'
import { queueNotification } from '@/lib/notifications/queue-notification'
import { publishAbout } from '@/lib/outbound/publish-about'
import { inTransaction } from '@/lib/platform/db/client'
import { invalid } from '@/lib/platform/errors'
import { getBillingPolicy } from './billing-policy'
import { planItem } from './change-contract'
import { findOnPrices } from './lifecycle-store'
import { describeSubscription } from './read-subscriptions'
import { findContract, savePendingChange } from './store'

const BATCH = 200
const DAY = 24 * 60 * 60 * 1000

/**
 * Moves running subscriptions from older versions of a price to this one: each at its first renewal that is at least the
 * notice away (never less than the policy's), and each customer is told now. Left as they are: who is leaving, and who has
 * chosen another plan. Run again it changes nothing. Throws price_not_available, notice_too_short.
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
}): Promise<{ moved: number; left: number }> {
  const price = await getSellablePrice(priceId)
  const { priceNoticeDays } = await getBillingPolicy()
  const days = noticeDays ?? priceNoticeDays
  if (!Number.isSafeInteger(days) || days < priceNoticeDays)
    throw invalid('notice_too_short', `A new price is announced at least ${priceNoticeDays} days before.`, {
      priceNoticeDays,
    })
  const older = (await listPriceVersions(price)).filter(({ id }) => id !== priceId).map(({ id }) => id)
  const result = { moved: 0, left: 0 }
  for (let after = ''; ;) {
    const rows = await findOnPrices(older, { after, limit: BATCH })
    for (const row of rows) {
      const moved = await announce({ ...row, price, noticeDays: days, actor, now })
      if (moved) result.moved += 1
      else result.left += 1
    }
    const last = rows.at(-1)
    if (!last) return result
    after = last.id
  }
}

interface AnnounceInput {
  id: string
  customerId: string
  price: PriceRow
  noticeDays: number
  actor: Actor
  now: Date
}

async function announce({ id, customerId, price, noticeDays, actor, now }: AnnounceInput): Promise<boolean> {
  return inTransaction(async (tx) => {
    const customer = await lockCustomer(tx, customerId)
    const contract = await findContract(id, tx)
    const item = planItem(contract.items)
    const phase = contract.phases.at(-1)
    const { pendingChange } = contract
    const isAnnounced = pendingChange?.origin === 'PRICE_CHANGE'
    if (!item || !phase || item.price.planId !== price.planId || item.priceId === price.id) return false
    if (pendingChange && (!isAnnounced || pendingChange.priceId === price.id)) return false
    const earliest = new Date(Math.max(now.getTime() + noticeDays * DAY, contract.currentPeriodEnd.getTime()))
    const effectiveAt = boundaryFrom({ ...phase, timeZone: contract.timeZone, at: earliest })
    await savePendingChange(tx, {
      subscriptionId: id,
      kind: 'CHANGE',
      origin: 'PRICE_CHANGE',
      effectiveAt,
      priceId: price.id,
      quantity: item.quantity,
      reason: null,
      comment: null,
      createdAt: now,
    })
    const [fromAmount, toAmount] = [item.price, price].map(({ unitAmount }) =>
      (unitAmount * BigInt(item.quantity)).toString(),
    )
    await recordAudit(tx, now, {
      actor,
      action: 'subscription.announce_price',
      customerId,
      target: { type: 'subscription', id },
      data: { from: fromAmount ?? '', to: toAmount ?? '', effectiveAt: effectiveAt.toISOString() },
    })
    await publishAbout(tx, { customerId, id, now }, 'subscription.updated')
    await queueNotification(tx, now, {
      kind: 'price_change',
      dedupeKey: `price_change:${id}:${price.id}`,
      recipient: customer.email,
      locale: customer.locale,
      customerId,
      data: {
        planName: describeSubscription(contract, now),
        effectiveAt: effectiveAt.toISOString(),
        fromAmount: fromAmount ?? '',
        toAmount: toAmount ?? '',
        currency: price.currency,
        interval: price.interval,
      },
    })
    return true
  })
}
