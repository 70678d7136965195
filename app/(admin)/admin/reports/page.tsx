import type { Metadata } from 'next'
import { Download, Scale } from 'lucide-react'
import { requireStaff } from '@/app/_server/guard'
import { BooksHeader } from '@/components/admin/books/books-header'
import { DatevForm } from '@/components/admin/books/datev-form'
import { PeriodForm } from '@/components/admin/books/period-form'
import { TrialBalance } from '@/components/admin/books/trial-balance'
import { texts } from '@/components/texts/en'
import { buttonStyles } from '@/components/ui/button'
import { Card } from '@/components/ui/card'
import { EmptyState } from '@/components/ui/empty-state'
import { chartRow } from '@/lib/engine/chart-of-accounts'
import { readTrialBalance } from '@/lib/reports/read-ledger'
import type { SearchParams } from '../_lists/list-query'
import { booksParams, readBooksQuery } from './books-query'

export const metadata: Metadata = { title: texts.books.balance.title }

export default async function TrialBalancePage({ searchParams }: { searchParams: Promise<SearchParams> }) {
  const { now } = await requireStaff('staff.reports.view')
  const view = await readBooksQuery(await searchParams, now)
  const rows = await readTrialBalance(view)
  const query = booksParams(view)
  const t = texts.books.balance
  const csv = `/admin/reports/export?${new URLSearchParams(query).toString()}`
  return (
    <>
      <BooksHeader
        view="balance"
        query={query}
        actions={
          <a href={csv} download className={buttonStyles({ variant: 'secondary', size: 'sm' })}>
            <Download aria-hidden />
            {t.csv}
          </a>
        }
      />
      <PeriodForm {...view} path="/admin/reports" />
      {rows.length === 0 ? (
        <Card>
          <EmptyState icon={<Scale aria-hidden />} title={t.emptyTitle}>
            {t.emptyText}
          </EmptyState>
        </Card>
      ) : (
        <TrialBalance
          rows={rows.map((row) => ({ ...row, number: chartRow(row.account).numbers.SKR04 }))}
          currency={view.currency}
          entriesHref={(account) => `/admin/reports/entries?${new URLSearchParams({ ...query, account }).toString()}`}
        />
      )}
      <DatevForm from={view.from} through={view.through} />
    </>
  )
}
