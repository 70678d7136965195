import type { IssuedLine, LineDraft } from '../lines'
import type { ItemSegment, SubscriptionFacts } from '../timeline'

/** A monthly subscription from 1 January 2026, UTC. */
export function subscriptionFrom(facts: Partial<SubscriptionFacts> = {}): SubscriptionFacts {
  const start = facts.startsAt ?? facts.anchor ?? new Date('2026-01-01T00:00:00Z')
  return {
    id: 'sub_1',
    anchor: start,
    interval: 'MONTH',
    intervalCount: 1,
    timeZone: 'UTC',
    startsAt: start,
    endsAt: null,
    ...facts,
  }
}

/** Starter, 29.00 EUR, from 1 January 2026 on. */
export function starter(facts: Partial<ItemSegment> = {}): ItemSegment {
  return {
    itemId: 'item_1',
    segmentId: 'seg_1',
    priceId: 'price_starter',
    planCode: 'starter',
    description: 'Starter',
    unitAmount: 2900n,
    currency: 'EUR',
    quantity: 1,
    taxBehavior: 'EXCLUSIVE',
    from: new Date('2026-01-01T00:00:00Z'),
    to: null,
    ...facts,
  }
}

/** Professional, 59.00 EUR. */
export function professional(facts: Partial<ItemSegment> = {}): ItemSegment {
  return starter({
    segmentId: 'seg_2',
    priceId: 'price_professional',
    planCode: 'professional',
    description: 'Professional',
    unitAmount: 5900n,
    ...facts,
  })
}

/** What a store keeps of a draft once it is on an invoice. */
export function issue(drafts: readonly LineDraft[]): IssuedLine[] {
  return drafts.map(({ billingKey, segmentId, cycleIndex, kind, amount, discounts, from, to }) => {
    return { billingKey, segmentId, cycleIndex, kind, amount, discounts, from, to }
  })
}
