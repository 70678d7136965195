import { listEntries, type EntryFilter } from '@/lib/reports/read-ledger'
import { readListQuery, type ListQuery, type SearchParams } from '../../_lists/list-query'
import { readBooksQuery } from '../books-query'

const one = (value: string | string[] | undefined) => (typeof value === 'string' && value !== '' ? value : undefined)

/** What the URL asks for; the list and its CSV share it. */
export async function readEntryFilter(
  params: SearchParams,
  now: Date,
): Promise<{ filter: EntryFilter; list: ListQuery; view: Awaited<ReturnType<typeof readBooksQuery>> }> {
  const view = await readBooksQuery(params, now)
  const list = readListQuery(params, { facets: ['account'], defaultSize: 50 })
  const filter = {
    from: view.from,
    through: view.through,
    currency: view.currency,
    accounts: list.table.facets.account,
    customerId: one(params.customer),
    search: list.query,
  }
  return { filter, list, view }
}

export async function readEntryList(params: SearchParams, now: Date) {
  const { filter, list, view } = await readEntryFilter(params, now)
  const found = await listEntries({ ...filter, page: list.page, pageSize: list.pageSize })
  return { ...found, table: list.table, view }
}
