import type { Metadata } from 'next'
import { requireStaff } from '@/app/_server/guard'
import { PaymentTable } from '@/components/admin/payment-table'
import { STAFF_TIME_ZONE } from '@/components/admin/time-zone'
import { formatDate } from '@/components/format/date-time'
import { texts } from '@/components/texts/en'
import { PageHeader } from '@/components/ui/page-header'
import type { SearchParams } from '../_lists/list-query'
import { RangeChip } from '../_lists/range-chip'
import { readPaymentList } from './read-list'

export const metadata: Metadata = { title: texts.admin.payments.title }

export default async function PaymentsPage({ searchParams }: { searchParams: Promise<SearchParams> }) {
  await requireStaff('staff.payments.view')
  const { rows, total, table, settled } = await readPaymentList(await searchParams)
  const t = texts.admin.payments
  const day = (at: Date) => formatDate(at, { timeZone: STAFF_TIME_ZONE })
  return (
    <>
      <PageHeader title={t.title} description={t.description} />
      <PaymentTable
        rows={rows}
        total={total}
        query={table}
        toolbar={
          settled && <RangeChip label={t.settledBetween(day(settled.from), day(settled.to))} href="/admin/payments" />
        }
      />
    </>
  )
}
