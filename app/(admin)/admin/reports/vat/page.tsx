import type { Metadata } from 'next'
import { Landmark } from 'lucide-react'
import { requireStaff } from '@/app/_server/guard'
import { BooksHeader } from '@/components/admin/books/books-header'
import { PeriodForm } from '@/components/admin/books/period-form'
import { VatTable } from '@/components/admin/books/vat-table'
import { texts } from '@/components/texts/en'
import { Card } from '@/components/ui/card'
import { EmptyState } from '@/components/ui/empty-state'
import { getLegalEntity } from '@/lib/catalog/read-catalog'
import { readVat } from '@/lib/reports/read-vat'
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
      <BooksHeader view="vat" query={booksParams(view)} />
      <PeriodForm {...view} path="/admin/reports/vat" />
      {report.rows.length === 0 && report.badDebt.length === 0 ? (
        <Card>
          <EmptyState icon={<Landmark aria-hidden />} title={t.emptyTitle}>
            {t.emptyText}
          </EmptyState>
        </Card>
      ) : (
        <VatTable {...report} currency={view.currency} sellerCountry={seller.country} />
      )}
    </>
  )
}
