import type { SubscriptionListItem } from '@/components/admin/subscription-table'
import { listPlansWithPrices } from '@/lib/catalog/read-catalog'
import { searchSubscriptions } from '@/lib/subscriptions/read-subscriptions'
import { readListQuery, sortOf, type SearchParams } from '../_lists/list-query'

const STATES = [
  'ACTIVE',
  'TRIALING',
  'SCHEDULED',
  'PAST_DUE',
  'UNPAID',
  'PAUSED',
  'CANCELED',
  'INCOMPLETE',
  'INCOMPLETE_EXPIRED',
] as const

/** The subscriptions that the URL asks for; the list and its CSV share it. */
export async function readSubscriptionList(params: SearchParams, all = false) {
  const list = readListQuery(params, {
    sortable: ['startedAt', 'currentPeriodEnd'],
    defaultSort: { column: 'startedAt', descending: true },
    facets: ['status', 'plan'],
    all,
  })
  const plans = (await listPlansWithPrices()).map(({ code, name }) => ({ code, name }))
  const { query, direction, page, pageSize, table } = list
  const { rows, total } = await searchSubscriptions({
    query,
    statuses: list.chosen('status', STATES),
    planCodes: list.chosen(
      'plan',
      plans.map(({ code }) => code),
    ),
    sort: sortOf<'startedAt' | 'currentPeriodEnd'>(list, 'startedAt'),
    direction,
    page,
    pageSize,
  })
  return { table, total, plans, rows: rows.map(toItem) }
}

type Row = Awaited<ReturnType<typeof searchSubscriptions>>['rows'][number]

function toItem(row: Row): SubscriptionListItem {
  const { id, customer, status, currency, startedAt, currentPeriodEnd, endedAt, items, pendingChange } = row
  const running = items.at(-1)
  return {
    id,
    customerName: customer.name,
    status,
    planName: running?.price.plan.name ?? '',
    interval: running?.price.interval ?? 'MONTH',
    amount: running ? running.price.unitAmount * BigInt(running.quantity) : 0n,
    currency,
    startedAt,
    currentPeriodEnd,
    endedAt,
    pending: pendingChange ? { kind: pendingChange.kind, at: pendingChange.effectiveAt } : null,
  }
}
