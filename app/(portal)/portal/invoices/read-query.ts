import { parseTableQuery, type TableQuery } from '@/components/ui/data-table/table-query'
import { type InvoiceSearch, searchInvoices } from '@/lib/invoices/read-invoices'

const SORTABLE = ['number', 'finalizedAt', 'total'] as const
const STATUSES = ['OPEN', 'PAID', 'VOID', 'UNCOLLECTIBLE'] as const

export function readInvoiceQuery(params: Record<string, string | string[] | undefined>): TableQuery {
  return parseTableQuery(params, {
    sortable: SORTABLE,
    defaultSort: { column: 'finalizedAt', descending: true },
    facets: ['status'],
  })
}

/** The page of invoices that the URL asks for; the list and its CSV share it. */
export function searchByQuery(customerId: string, query: TableQuery, all = false) {
  const status = STATUSES.find((value) => value === query.facets.status?.[0])
  return searchInvoices({
    customerId,
    query: query.search || undefined,
    status,
    sort: (query.sort?.column ?? 'finalizedAt') as InvoiceSearch['sort'],
    direction: query.sort?.descending === false ? 'asc' : 'desc',
    page: all ? 1 : query.page,
    pageSize: all ? 10_000 : query.size,
  })
}
