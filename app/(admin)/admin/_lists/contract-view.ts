import type { ContractSegment } from '@/components/admin/contract-timeline'
import { formatDate } from '@/components/format/date-time'
import { formatMoney } from '@/components/format/money'
import { texts } from '@/components/texts/en'
import { getPrices } from '@/lib/catalog/read-catalog'
import { describePrice } from '@/lib/subscriptions/compute-billing'
import { listPriceMoves, type SubscriptionContract } from '@/lib/subscriptions/read-subscriptions'

/** A contract's segments as the timeline shows them; a change that never took effect (no time at all) is left out. */
export function toSegments(contract: SubscriptionContract): ContractSegment[] {
  return contract.items
    .filter(({ from, to }) => !to || to > from)
    .map(({ id, price, quantity, from, to }) => ({
      id,
      planName: price.plan.name,
      planRank: price.plan.rank,
      interval: price.interval,
      amount: price.unitAmount * BigInt(quantity),
      currency: price.currency,
      from,
      to,
    }))
}

/** What is planned, in words: 'Ends on 3 Dec 2026', 'Becomes Starter, monthly on 3 Dec 2026'. */
export async function describePending(contract: SubscriptionContract): Promise<{ label: string; at: Date } | null> {
  const pending = contract.pendingChange
  if (!pending) return null
  const t = texts.admin.subscription
  const at = pending.effectiveAt
  const date = formatDate(at, { timeZone: contract.timeZone })
  if (pending.kind === 'CANCEL') return { at, label: t.pendingCancel(date) }
  const price = pending.priceId ? (await getPrices([pending.priceId])).get(pending.priceId) : undefined
  return { at, label: t.pendingChange(price ? describePrice(price) : '', date) }
}

/** New prices that this subscription will move to as soon as nothing is in the way of announcing them. */
export async function describeWaitingMoves({ id, pendingChange }: SubscriptionContract): Promise<string[]> {
  const moves = (await listPriceMoves(id)).filter(({ priceId }) => priceId !== pendingChange?.priceId)
  const prices = await getPrices(moves.map(({ priceId }) => priceId))
  return moves.flatMap(({ priceId }) => {
    const price = prices.get(priceId)
    const amount = price && formatMoney(price.unitAmount, { currency: price.currency })
    return price && amount ? [texts.admin.subscription.priceMove(describePrice(price), amount)] : []
  })
}
