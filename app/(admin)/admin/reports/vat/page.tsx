import type { Metadata } from 'next'
import { Download, Landmark } from 'lucide-react'
import { requireStaff } from '@/app/_server/guard'
import { BooksHeader } from '@/components/admin/books/books-header'
import { PeriodForm } from '@/components/admin/books/period-form'
import { VatTable } from '@/components/admin/books/vat-table'
import { texts } from '@/components/texts/en'
import { buttonStyles } from '@/components/ui/button'
import { Card } from '@/components/ui/card'
import { EmptyState } from '@/components/ui/empty-state'
import { getLegalEntity } from '@/lib/catalog/read-catalog'
import { readVat } from '@/lib/reports/read-vat'
import { vatReturnOf } from '@/lib/reports/vat-return'
import type { SearchParams } from '../../_lists/list-query'
import { booksParams, readBooksQuery } from '../books-query'

export const metadata: Metadata = { title: texts.books.vat.title }

export default async function VatPage({ searchParams }: { searchParams: Promise<SearchParams> }) {
  const { now } = await requireStaff('staff.reports.view')
  const view = await readBooksQuery(await searchParams, now)
  const [report, seller] = await Promise.all([readVat(view), getLegalEntity()])
  const t = texts.books.vat
  return (
    <>
      <BooksHeader
        view="vat"
        query={booksParams(view)}
        actions={
          <a
            href={`/admin/reports/vat/export?${new URLSearchParams(booksParams(view)).toString()}`}
            download
            className={buttonStyles({ variant: 'secondary', size: 'sm' })}
          >
            <Download aria-hidden />
            {t.export}
          </a>
        }
      />
      <PeriodForm {...view} path="/admin/reports/vat" />
      {report.rows.length === 0 && report.badDebt.length === 0 ? (
        <Card>
          <EmptyState icon={<Landmark aria-hidden />} title={t.emptyTitle}>
            {t.emptyText}
          </EmptyState>
        </Card>
      ) : (
        <VatTable {...report} currency={view.currency} returnOf={(row) => vatReturnOf(row, seller.country)} />
      )}
    </>
  )
}
