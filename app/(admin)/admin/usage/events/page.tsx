import { ChevronRight, ChevronsLeft, ScrollText, SearchX } from 'lucide-react'
import type { Metadata } from 'next'
import Link from 'next/link'
import { requireStaff } from '@/app/_server/guard'
import { EventFilter } from '@/components/admin/usage/event-filter'
import { UsageEventTable } from '@/components/admin/usage/usage-event-table'
import { formatInteger } from '@/components/format/number'
import { texts } from '@/components/texts/en'
import { buttonStyles } from '@/components/ui/button'
import { Card } from '@/components/ui/card'
import { EmptyState } from '@/components/ui/empty-state'
import { PageHeader } from '@/components/ui/page-header'
import { listMeters } from '@/lib/catalog/read-meters'
import { browseEvents } from '@/lib/usage/browse-events'
import type { SearchParams } from '../../_lists/list-query'
import { eventPath, readEventQuery, writePosition } from './read-query'

export const metadata: Metadata = { title: texts.usage.admin.events }

const SIZE = 50

export default async function UsageEventsPage({ searchParams }: { searchParams: Promise<SearchParams> }) {
  const { now } = await requireStaff('staff.customers.view')
  const { from, to, fields, after } = readEventQuery(await searchParams, now)
  const { customer, meter: meterCode, type, source, id } = fields
  const [{ events, next, by }, meters] = await Promise.all([
    browseEvents({ from, to, customer, meterCode, type, source, id, after, size: SIZE }),
    listMeters(),
  ])
  const t = texts.usage.events
  const href = (position?: string) => {
    const params = Object.entries({ ...fields, after: position }).flatMap(([name, value]) =>
      value ? [[name, value]] : [],
    )
    return `/admin/usage/events?${new URLSearchParams(params).toString()}`
  }
  const isFiltered = Object.values(fields).some(Boolean)
  return (
    <>
      <PageHeader
        title={texts.usage.admin.events}
        description={texts.usage.admin.eventsDescription}
        breadcrumb={[{ label: texts.usage.title, href: '/admin/usage' }, { label: texts.usage.admin.events }]}
      />
      <EventFilter
        fields={fields}
        meters={meters.map(({ code, name }) => ({ code, name }))}
        types={[...new Set(meters.map(({ eventName }) => eventName).filter(Boolean))].sort()}
      />
      <Card className="overflow-clip">
        {events.length > 0 ? (
          <UsageEventTable
            rows={events.map((event) => ({ ...event, href: eventPath(event) }))}
            showArrival={by === 'arrival'}
          />
        ) : isFiltered || after ? (
          <EmptyState
            icon={<SearchX aria-hidden />}
            title={t.noMatchTitle}
            actions={
              <Link href="/admin/usage/events" className={buttonStyles({ variant: 'secondary' })}>
                {t.clear}
              </Link>
            }
          >
            {next ? t.noMatchSoFar : t.noMatchText}
          </EmptyState>
        ) : (
          <EmptyState icon={<ScrollText aria-hidden />} title={t.emptyTitle}>
            {t.emptyText}
          </EmptyState>
        )}
        {(after || next) && (
          <nav
            aria-label={texts.usage.admin.events}
            className="flex flex-wrap items-center justify-between gap-3 border-t border-line px-4 py-2.5 text-sm text-ink-muted sm:px-5"
          >
            <span className="tabular">
              {t.count(formatInteger(events.length))}
              {by === 'arrival' && `. ${t.byArrival}`}
            </span>
            <span className="flex gap-2">
              {after && (
                <Link href={href()} className={buttonStyles({ variant: 'ghost', size: 'sm' })}>
                  <ChevronsLeft aria-hidden />
                  {t.newest}
                </Link>
              )}
              {next && (
                <Link href={href(writePosition(next))} className={buttonStyles({ variant: 'secondary', size: 'sm' })}>
                  {t.older}
                  <ChevronRight aria-hidden />
                </Link>
              )}
            </span>
          </nav>
        )}
      </Card>
    </>
  )
}
