import { groupBy } from '@/lib/engine/group'
import { unionOf, type Span } from '@/lib/engine/span'
import type { Database } from '@/lib/platform/db/client'
import type { Contract, ContractItem } from './contract-facts'
import { findContracts, type SubscriptionContract } from './store'
import { findSiblingIds } from './usage-store'

/**
 * The subscriptions of those of the customers who have more than one, the oldest first. Use is of a customer, so they share
 * it: the oldest that has an overage price for a meter counts, with what all of them include; each unit counts once.
 */
export async function loadSiblings(
  tx: Database,
  customerIds: readonly string[],
): Promise<Map<string, SubscriptionContract[]>> {
  const ids = await findSiblingIds(tx, customerIds)
  if (ids.length === 0) return new Map()
  const contracts = (await findContracts(tx, ids)).toSorted(
    (a, b) => a.createdAt.getTime() - b.createdAt.getTime() || (a.id < b.id ? -1 : 1),
  )
  return groupBy(contracts, ({ customerId }) => customerId)
}

const EVER = new Date(8.64e15)

/** When a subscription gives and counts something: not in a pause. */
function givingSpans({ phases, endedAt }: Contract): Span[] {
  return phases.flatMap(({ kind, from }, position) => {
    const to = phases[position + 1]?.from ?? endedAt ?? EVER
    return kind === 'PAUSED' || to <= from ? [] : [{ from, to: endedAt && endedAt < to ? endedAt : to }]
  })
}

/** What other subscriptions include, as stretches of items. */
export function givenBy(others: readonly Contract[]): ContractItem[] {
  return others.flatMap((other) =>
    other.items.flatMap((item) =>
      within({ from: item.from, to: item.to ?? EVER }, givingSpans(other)).map(({ from, to }) => {
        return { ...item, from, to: to < EVER ? to : null }
      }),
    ),
  )
}

/** The parts of a stretch that lie in any of the spans. */
function within({ from, to }: Span, spans: readonly Span[]): Span[] {
  return spans.flatMap((span) => {
    const part = { from: span.from > from ? span.from : from, to: span.to < to ? span.to : to }
    return part.from < part.to ? [part] : []
  })
}

/** When older subscriptions count a meter themselves. */
export function countedBy(
  older: readonly { contract: Contract; segments: readonly { from: Date; to: Date | null; meterCode: string }[] }[],
  meterCode: string,
): Span[] {
  return unionOf(
    older.flatMap(({ contract, segments }) =>
      segments
        .filter((segment) => segment.meterCode === meterCode)
        .flatMap(({ from, to }) => within({ from, to: to ?? EVER }, givingSpans(contract))),
    ),
  )
}

/** What is left of a stretch without the spans, which are in order and apart. */
export function without({ from, to }: Span, spans: readonly Span[]): Span[] {
  const left: Span[] = []
  let start = from
  for (const span of spans) {
    if (span.to <= start || span.from >= to) continue
    if (span.from > start) left.push({ from: start, to: span.from })
    start = span.to
  }
  if (start < to) left.push({ from: start, to })
  return left
}
