import type { Metadata } from 'next'
import { Suspense } from 'react'
import { requireMember } from '@/app/_server/guard'
import { InvoiceTable } from '@/components/invoices/invoice-table'
import { texts } from '@/components/texts/en'
import { PageHeader } from '@/components/ui/page-header'
import { SkeletonTable } from '@/components/ui/skeleton'
import { toInvoiceListItem } from '../_views/invoice-views'
import { readInvoiceQuery, searchByQuery } from './read-query'

export const metadata: Metadata = { title: texts.portal.invoices.title }

interface InvoicesPageProps {
  searchParams: Promise<Record<string, string | string[] | undefined>>
}

export default async function InvoicesPage({ searchParams }: InvoicesPageProps) {
  const { customer, now } = await requireMember('portal.view')
  const query = readInvoiceQuery(await searchParams)
  const { rows, total } = await searchByQuery(customer.id, query)
  return (
    <>
      <PageHeader title={texts.portal.invoices.title} description={texts.portal.invoices.description} />
      <Suspense fallback={<SkeletonTable />}>
        <InvoiceTable
          rows={rows.map((row) => toInvoiceListItem(row, now))}
          total={total}
          query={query}
          timeZone={customer.timeZone}
        />
      </Suspense>
    </>
  )
}
