import type { Metadata } from 'next'
import { requireStaff } from '@/app/_server/guard'
import { BooksHeader } from '@/components/admin/books/books-header'
import { EntryTable } from '@/components/admin/books/entry-table'
import { PeriodForm } from '@/components/admin/books/period-form'
import { texts } from '@/components/texts/en'
import { listLedgerAccounts } from '@/lib/reports/read-ledger'
import type { SearchParams } from '../../_lists/list-query'
import { booksParams } from '../books-query'
import { readEntryList } from './read-list'

export const metadata: Metadata = { title: texts.books.entries.title }

export default async function LedgerEntriesPage({ searchParams }: { searchParams: Promise<SearchParams> }) {
  const { now } = await requireStaff('staff.reports.view')
  const params = await searchParams
  const [{ rows, total, debit, credit, table, view }, accounts] = await Promise.all([
    readEntryList(params, now),
    listLedgerAccounts(),
  ])
  const kept = Object.entries(params).filter(
    (pair): pair is [string, string] => ['account', 'q', 'customer'].includes(pair[0]) && typeof pair[1] === 'string',
  )
  return (
    <>
      <BooksHeader view="entries" query={booksParams(view)} />
      <PeriodForm {...view} path="/admin/reports/entries" keep={Object.fromEntries(kept)} />
      <EntryTable
        rows={rows}
        total={total}
        query={table}
        accounts={accounts}
        sums={{ debit, credit, currency: view.currency }}
      />
    </>
  )
}
