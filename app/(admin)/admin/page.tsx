import type { Metadata } from 'next'
import { Suspense } from 'react'
import { requireStaff } from '@/app/_server/guard'
import { AttentionList } from '@/components/admin/attention-list'
import { RangePicker } from '@/components/admin/range-picker'
import { ChartSkeleton, TilesSkeleton } from '@/components/admin/skeletons'
import { STAFF_TIME_ZONE } from '@/components/admin/time-zone'
import { formatDateTime } from '@/components/format/date-time'
import { texts } from '@/components/texts/en'
import { PageHeader } from '@/components/ui/page-header'
import { readAttention } from '@/lib/reports/read-dashboard'
import { readMrr } from '@/lib/reports/read-mrr'
import { INTERVALS_OF, RANGES } from '@/lib/reports/report-range'
import { RevenueCharts } from './_dashboard/charts'
import { DashboardTiles } from './_dashboard/tiles'
import { Rates } from './_dashboard/rates'
import { MrrPanel } from './_dashboard/mrr-panel'
import { readReportQuery } from './_lists/report-query'

export const metadata: Metadata = { title: texts.admin.dashboard.title }

interface DashboardPageProps {
  searchParams: Promise<Record<string, string | string[] | undefined>>
}

export default async function DashboardPage({ searchParams }: DashboardPageProps) {
  const { now, may } = await requireStaff('staff.dashboard')
  const { range, currency, currencies } = await readReportQuery(await searchParams, now)
  const attention = await readAttention({ now })
  const report = { range, currency, now, showRows: may('staff.reports.view') }
  // Read once, awaited by each island that shows some of it.
  const mrr = readMrr({ currency, range })
  const key = `${range.name} ${range.interval} ${currency}`
  return (
    <>
      <PageHeader
        title={texts.admin.dashboard.title}
        description={texts.admin.common.asOf(formatDateTime(now, { timeZone: STAFF_TIME_ZONE }))}
        actions={
          <RangePicker
            range={range.name}
            ranges={RANGES}
            interval={range.interval}
            intervals={INTERVALS_OF[range.name]}
            currency={currency}
            currencies={currencies}
          />
        }
      />
      <div className="flex flex-col gap-5">
        <AttentionList attention={attention} />
        <Suspense key={`tiles ${key}`} fallback={<TilesSkeleton />}>
          <DashboardTiles {...report} mrr={mrr} />
        </Suspense>
        <Suspense key={`mrr ${key}`} fallback={<ChartSkeleton />}>
          <MrrPanel {...report} mrr={mrr} />
        </Suspense>
        <Suspense key={`charts ${key}`} fallback={<ChartSkeleton />}>
          <RevenueCharts {...report} mrr={mrr} />
        </Suspense>
        <Suspense key={`rates ${key}`} fallback={<ChartSkeleton />}>
          <Rates {...report} mrr={mrr} />
        </Suspense>
      </div>
    </>
  )
}
