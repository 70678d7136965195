import type { ContractSegment } from '@/components/admin/contract-timeline'
import { formatDate } from '@/components/format/date-time'
import { texts } from '@/components/texts/en'
import { getPrices } from '@/lib/catalog/read-catalog'
import { describePrice } from '@/lib/subscriptions/compute-billing'
import type { SubscriptionContract } from '@/lib/subscriptions/read-subscriptions'

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
