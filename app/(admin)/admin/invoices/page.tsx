import type { Metadata } from 'next'
import { requireStaff } from '@/app/_server/guard'
import { StaffInvoiceTable } from '@/components/admin/invoice-table'
import { STAFF_TIME_ZONE } from '@/components/admin/time-zone'
import { formatDate } from '@/components/format/date-time'
import { texts } from '@/components/texts/en'
import { PageHeader } from '@/components/ui/page-header'
import type { SearchParams } from '../_lists/list-query'
import { RangeChip } from '../_lists/range-chip'
import { readInvoiceList } from './read-list'

export const metadata: Metadata = { title: texts.admin.invoices.title }

export default async function InvoicesPage({ searchParams }: { searchParams: Promise<SearchParams> }) {
  const { now } = await requireStaff('staff.invoices.view')
  const { rows, total, table, paid } = await readInvoiceList({ params: await searchParams, now })
  const t = texts.admin.invoices
  const day = (at: Date) => formatDate(at, { timeZone: STAFF_TIME_ZONE })
  return (
    <>
      <PageHeader title={t.title} description={t.description} />
      <StaffInvoiceTable
        rows={rows}
        total={total}
        query={table}
        toolbar={
          paid && <RangeChip label={t.paidBetween(day(paid.from), day(paid.to))} href="/admin/invoices?status=PAID" />
        }
      />
    </>
  )
}
