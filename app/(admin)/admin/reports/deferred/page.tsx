import type { Metadata } from 'next'
import { Hourglass } from 'lucide-react'
import { requireStaff } from '@/app/_server/guard'
import { bucketLabel } from '@/components/admin/bucket-label'
import { BooksHeader } from '@/components/admin/books/books-header'
import { STAFF_TIME_ZONE } from '@/components/admin/time-zone'
import { formatDate } from '@/components/format/date-time'
import { formatMoney } from '@/components/format/money'
import { texts } from '@/components/texts/en'
import { Card } from '@/components/ui/card'
import { Chart } from '@/components/ui/chart'
import { EmptyState } from '@/components/ui/empty-state'
import { Money } from '@/components/ui/money'
import { StatTile } from '@/components/ui/stat-tile'
import { Table, TableBody, TableCell, TableHead, TableHeaderCell, TableRow } from '@/components/ui/table'
import { addDaysToDate } from '@/lib/engine/calendar'
import { readDeferredRevenue } from '@/lib/reports/read-deferred'
import type { SearchParams } from '../../_lists/list-query'
import { booksParams, readBooksQuery } from '../books-query'

export const metadata: Metadata = { title: texts.books.deferred.title }

export default async function DeferredRevenuePage({ searchParams }: { searchParams: Promise<SearchParams> }) {
  const { now } = await requireStaff('staff.reports.view')
  const view = await readBooksQuery(await searchParams, now)
  const { currency } = view
  // Today still earns: what is left is said of its end, as the ledger will post it.
  const { deferred, months } = await readDeferredRevenue({ currency, day: addDaysToDate(view.today, -1) })
  const t = texts.books.deferred
  const named = months.map((row) => ({
    ...row,
    label: bucketLabel(new Date(`${row.month}-15T12:00:00Z`), 'month', STAFF_TIME_ZONE),
  }))
  return (
    <>
      <BooksHeader view="deferred" query={booksParams(view)} />
      {months.length === 0 ? (
        <Card>
          <EmptyState icon={<Hourglass aria-hidden />} title={t.emptyTitle}>
            {t.emptyText}
          </EmptyState>
        </Card>
      ) : (
        <div className="flex flex-col gap-6">
          <StatTile
            label={t.heldTitle}
            value={formatMoney(deferred, { currency })}
            footnote={t.held(formatDate(`${addDaysToDate(view.today, -1)}T12:00:00Z`, { timeZone: STAFF_TIME_ZONE }))}
            className="max-w-sm"
          />
          <Card className="p-4 sm:p-5">
            <Chart
              title={t.chart}
              kind="bar"
              series={[{ id: 'earned', label: t.earned }]}
              rows={named.map(({ label, earned }) => ({ label, values: { earned } }))}
              format={{ kind: 'money', currency }}
            />
          </Card>
          <div className="overflow-clip rounded-lg border border-line bg-surface shadow-card">
            <Table>
              <TableHead>
                <TableRow>
                  <TableHeaderCell>{t.month}</TableHeaderCell>
                  <TableHeaderCell numeric>{t.earned}</TableHeaderCell>
                  <TableHeaderCell numeric>{t.left}</TableHeaderCell>
                </TableRow>
              </TableHead>
              <TableBody>
                {named.map(({ month, label, earned, left }) => (
                  <TableRow key={month}>
                    <TableCell primary>{label}</TableCell>
                    <TableCell label={t.earned} numeric>
                      <Money amount={earned} currency={currency} />
                    </TableCell>
                    <TableCell label={t.left} numeric>
                      <Money amount={left} currency={currency} />
                    </TableCell>
                  </TableRow>
                ))}
              </TableBody>
            </Table>
          </div>
        </div>
      )}
    </>
  )
}
