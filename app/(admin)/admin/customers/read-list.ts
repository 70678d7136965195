import type { CustomerListItem } from '@/components/admin/customer-table'
import { searchCustomers } from '@/lib/customers/read-customers'
import { readListQuery, sortOf, type SearchParams } from '../_lists/list-query'

const STATES = ['ACTIVE', 'TRIALING', 'PAST_DUE', 'UNPAID', 'PAUSED', 'CANCELED', 'INCOMPLETE', 'NONE'] as const

/** The customers that the URL asks for; the list and its CSV share it. */
export async function readCustomerList(params: SearchParams, all = false) {
  const list = readListQuery(params, {
    sortable: ['name', 'createdAt'],
    defaultSort: { column: 'createdAt', descending: true },
    facets: ['status'],
    all,
  })
  const { query, direction, page, pageSize, table } = list
  const { rows, total } = await searchCustomers({
    query,
    statuses: list.chosen('status', STATES),
    sort: sortOf<'name' | 'createdAt'>(list, 'createdAt'),
    direction,
    page,
    pageSize,
  })
  return { table, total, rows: rows.map(toItem) }
}

type Row = Awaited<ReturnType<typeof searchCustomers>>['rows'][number]

function toItem({ id, name, email, country, createdAt, subscriptions }: Row): CustomerListItem {
  const subscription = subscriptions[0]
  const item = subscription?.items[0]
  return {
    id,
    name,
    email,
    country,
    createdAt,
    subscription:
      subscription && item
        ? {
            status: subscription.status,
            planName: item.price.plan.name,
            interval: item.price.interval,
            unitAmount: item.price.unitAmount,
            quantity: item.quantity,
            currency: subscription.currency,
          }
        : null,
  }
}
