import type { Metadata } from 'next'
import { requireStaff } from '@/app/_server/guard'
import { MovementTable } from '@/components/admin/movement-table'
import { RangePicker } from '@/components/admin/range-picker'
import { texts } from '@/components/texts/en'
import { PageHeader } from '@/components/ui/page-header'
import { INTERVALS_OF, RANGES } from '@/lib/reports/report-range'
import type { SearchParams } from '../_lists/list-query'
import { readMovementList } from './read-list'

export const metadata: Metadata = { title: texts.admin.movements.title }

export default async function MovementsPage({ searchParams }: { searchParams: Promise<SearchParams> }) {
  const { now } = await requireStaff('staff.reports.view')
  const { rows, total, table, range, currency, currencies } = await readMovementList({
    params: await searchParams,
    now,
  })
  return (
    <>
      <PageHeader
        title={texts.admin.movements.title}
        description={texts.admin.movements.description}
        breadcrumb={[
          { label: texts.admin.nav.dashboard, href: `/admin?range=${range.name}&interval=${range.interval}` },
          { label: texts.admin.movements.title },
        ]}
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
      <MovementTable rows={rows} total={total} query={table} currency={currency} interval={range.interval} />
    </>
  )
}
