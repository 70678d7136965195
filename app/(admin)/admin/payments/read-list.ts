import { failureReason } from '@/app/(portal)/portal/_views/invoice-views'
import type { PaymentListItem } from '@/components/admin/payment-table'
import { searchPayments } from '@/lib/payments/read-payments'
import { readListQuery, sortOf, type SearchParams } from '../_lists/list-query'

const STATES = ['SUCCEEDED', 'FAILED', 'PROCESSING', 'REQUIRES_ACTION', 'UNKNOWN', 'CREATED', 'CANCELED'] as const

/** The payments that the URL asks for; the list and its CSV share it. */
export async function readPaymentList(params: SearchParams, all = false) {
  const list = readListQuery(params, {
    sortable: ['createdAt', 'amount'],
    defaultSort: { column: 'createdAt', descending: true },
    facets: ['status', 'more'],
    all,
  })
  const { query, direction, page, pageSize, table } = list
  const more = list.chosen('more', ['disputed', 'automatic'])
  const settled = list.between('settled')
  const { rows, total } = await searchPayments({
    query,
    statuses: list.chosen('status', STATES),
    ...(more.includes('disputed') ? { disputed: true } : {}),
    ...(more.includes('automatic') ? { automatic: true } : {}),
    settled,
    sort: sortOf<'createdAt' | 'amount'>(list, 'createdAt'),
    direction,
    page,
    pageSize,
  })
  return { table, total, settled, rows: rows.map(toItem) }
}

type Row = Awaited<ReturnType<typeof searchPayments>>['rows'][number]

/** A payment as lists show it; one that was given back in whole counts as refunded. */
export function toItem(row: Row): PaymentListItem {
  const { id, status, disputed, amount, amountRefunded, currency, attempt, createdAt } = row
  return {
    id,
    disputed,
    amount,
    amountRefunded,
    currency,
    attempt,
    createdAt,
    invoiceId: row.invoice.id,
    invoiceNumber: row.invoice.number,
    customerName: row.customer.name,
    status: status === 'SUCCEEDED' && amountRefunded === amount ? 'REFUNDED' : status,
    method: row.paymentMethod && {
      type: row.paymentMethod.type,
      brand: row.paymentMethod.brand,
      last4: row.paymentMethod.last4,
    },
    failure: status === 'SUCCEEDED' ? null : failureReason(row),
  }
}
