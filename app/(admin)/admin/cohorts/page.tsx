import type { Metadata } from 'next'
import { Grid3x3 } from 'lucide-react'
import { requireStaff } from '@/app/_server/guard'
import { CohortGrid } from '@/components/admin/cohort-grid'
import { STAFF_TIME_ZONE } from '@/components/admin/time-zone'
import { texts } from '@/components/texts/en'
import { Card } from '@/components/ui/card'
import { EmptyState } from '@/components/ui/empty-state'
import { PageHeader } from '@/components/ui/page-header'
import { readCohorts } from '@/lib/reports/read-mrr'
import type { SearchParams } from '../_lists/list-query'
import { readReportQuery } from '../_lists/report-query'

export const metadata: Metadata = { title: texts.admin.cohorts.title }

export default async function CohortsPage({ searchParams }: { searchParams: Promise<SearchParams> }) {
  const { now } = await requireStaff('staff.reports.view')
  const { currency } = await readReportQuery(await searchParams, now)
  const { cohorts } = await readCohorts({ currency, now, timeZone: STAFF_TIME_ZONE })
  const t = texts.admin.cohorts
  return (
    <>
      <PageHeader title={t.title} description={t.description} />
      {cohorts.length === 0 ? (
        <Card>
          <EmptyState icon={<Grid3x3 aria-hidden />} title={t.emptyTitle}>
            {t.emptyText}
          </EmptyState>
        </Card>
      ) : (
        <CohortGrid cohorts={cohorts} />
      )}
    </>
  )
}
