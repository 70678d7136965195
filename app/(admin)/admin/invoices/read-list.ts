import { shownStatus } from '@/app/(portal)/portal/_views/invoice-views'
import type { StaffInvoiceListItem } from '@/components/admin/invoice-table'
import { amountDue } from '@/lib/invoices/amount-due'
import { overdueBefore } from '@/lib/invoices/overdue'
import { searchInvoices } from '@/lib/invoices/read-invoices'
import { readListQuery, sortOf, type SearchParams } from '../_lists/list-query'

const STATES = ['DRAFT', 'OPEN', 'OVERDUE', 'PAID', 'VOID', 'UNCOLLECTIBLE'] as const
const SORTABLE = ['number', 'finalizedAt', 'dueAt', 'total'] as const

/** The invoices that the URL asks for; the list and its CSV share it. */
export async function readInvoiceList({
  params,
  now,
  all = false,
}: {
  params: SearchParams
  now: Date
  all?: boolean
}) {
  const list = readListQuery(params, {
    sortable: SORTABLE,
    defaultSort: { column: 'finalizedAt', descending: true },
    facets: ['status'],
    all,
  })
  const { query, direction, page, pageSize, table } = list
  const paid = list.between('paid')
  const { rows, total } = await searchInvoices({
    query,
    statuses: list.chosen('status', STATES),
    overdueBefore: overdueBefore(now),
    paid,
    sort: sortOf<(typeof SORTABLE)[number]>(list, 'finalizedAt'),
    direction,
    page,
    pageSize,
  })
  return {
    table,
    total,
    paid,
    rows: rows.map((row): StaffInvoiceListItem => ({
      id: row.id,
      number: row.number,
      customerName: row.customer.name,
      status: shownStatus(row, now),
      currency: row.currency,
      total: row.total,
      amountDue: amountDue(row),
      finalizedAt: row.finalizedAt,
      dueAt: row.dueAt,
    })),
  }
}
