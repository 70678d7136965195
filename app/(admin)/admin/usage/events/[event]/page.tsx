import { CircleCheck, CircleSlash } from 'lucide-react'
import type { Metadata } from 'next'
import Link from 'next/link'
import { notFound } from 'next/navigation'
import { orNotFound } from '@/app/_server/or-not-found'
import { requireStaff } from '@/app/_server/guard'
import { STAFF_TIME_ZONE } from '@/components/admin/time-zone'
import { EventKind } from '@/components/admin/usage/usage-event-table'
import { texts } from '@/components/texts/en'
import { buttonStyles } from '@/components/ui/button'
import { Section } from '@/components/ui/card'
import { CopyButton } from '@/components/ui/copy-button'
import { DateTime } from '@/components/ui/date-time'
import { DescriptionList } from '@/components/ui/description-list'
import { PageHeader } from '@/components/ui/page-header'
import { Table, TableBody, TableCell, TableHead, TableHeaderCell, TableRow } from '@/components/ui/table'
import { quantityText } from '@/components/usage/quantity-text'
import { getUsageEvent } from '@/lib/usage/browse-events'
import { eventPath, readEventName } from '../read-query'

export const metadata: Metadata = { title: texts.usage.events.id }

export default async function UsageEventPage({ params }: { params: Promise<{ event: string }> }) {
  await requireStaff('staff.customers.view')
  const name = readEventName((await params).event)
  if (!name) notFound()
  const { rows, supersededBy } = await orNotFound(getUsageEvent(name))
  const event = rows[0]!
  const t = texts.usage.events
  const link = (id: string) => (
    <Link
      href={eventPath({ source: event.source, id })}
      className={buttonStyles({ variant: 'link', className: 'font-mono text-sm break-all whitespace-normal' })}
    >
      {id}
    </Link>
  )
  const instant = (at: Date) => <DateTime value={at} show="instant" timeZone={STAFF_TIME_ZONE} />
  const supersedes = event.kind === 'REVERSAL' ? t.reverses : t.corrects
  const by = supersededBy?.kind === 'REVERSAL' ? t.reversedBy : t.correctedBy
  return (
    <>
      <PageHeader
        title={event.type}
        badge={<EventKind kind={event.kind} isSuperseded={supersededBy !== null} />}
        description={
          <span className="inline-flex items-center gap-1.5">
            {supersededBy ? (
              <CircleSlash aria-hidden className="size-4 shrink-0 text-caution" />
            ) : (
              <CircleCheck aria-hidden className="size-4 shrink-0 text-positive" />
            )}
            {supersededBy ? t.countsNot : event.kind === 'REVERSAL' ? t.takesBack : t.counts}
          </span>
        }
        breadcrumb={[
          { label: texts.usage.title, href: '/admin/usage' },
          { label: texts.usage.admin.events, href: '/admin/usage/events' },
          { label: event.type },
        ]}
      />
      <div className="grid items-start gap-5 xl:grid-cols-3">
        <div className="flex min-w-0 flex-col gap-5 xl:col-span-2">
          <Section id="counted" title={t.counted} flush>
            <Table aria-label={t.counted}>
              <TableHead>
                <tr role="row">
                  <TableHeaderCell>{t.meter}</TableHeaderCell>
                  <TableHeaderCell>{t.group}</TableHeaderCell>
                  <TableHeaderCell numeric>{t.quantity}</TableHeaderCell>
                </tr>
              </TableHead>
              <TableBody>
                {rows.map((row) => (
                  <TableRow key={row.meterCode}>
                    <TableCell label={t.meter} primary>
                      <Link
                        href={`/admin/catalog/meters/${row.meterCode}`}
                        className="rounded-sm underline decoration-accent-line underline-offset-4 hover:decoration-current"
                      >
                        {row.meterName}
                      </Link>
                    </TableCell>
                    <TableCell label={t.group}>{row.groupKey || '–'}</TableCell>
                    <TableCell label={t.quantity} numeric>
                      {row.uniqueValue ?? quantityText(row.quantity, row.unit)}
                    </TableCell>
                  </TableRow>
                ))}
              </TableBody>
            </Table>
          </Section>
          <Section id="data" title={t.data}>
            <pre
              tabIndex={0}
              role="region"
              aria-label={t.dataAsJson}
              className="overflow-x-auto rounded-md border border-line bg-sunken/60 p-3.5 font-mono text-xs leading-5"
            >
              {JSON.stringify(event.data, null, 2)}
            </pre>
          </Section>
        </div>
        <Section id="said" title={t.whatItSaid}>
          <DescriptionList
            items={[
              {
                term: t.id,
                value: (
                  <span className="inline-flex items-center gap-1 font-mono text-xs break-all">
                    {event.id} <CopyButton value={event.id} label={t.id} />
                  </span>
                ),
              },
              { term: t.source, value: <span className="break-all">{event.source}</span> },
              {
                term: t.customer,
                value: (
                  <Link
                    href={`/admin/customers/${event.customerId}#usage`}
                    className={buttonStyles({ variant: 'link', className: 'text-sm whitespace-normal' })}
                  >
                    {event.customerName ?? event.customerId}
                  </Link>
                ),
              },
              { term: t.time, value: instant(event.time) },
              { term: t.received, value: instant(event.receivedAt) },
              ...(event.supersedesId ? [{ term: supersedes, value: link(event.supersedesId) }] : []),
              ...(supersededBy
                ? [
                    {
                      term: by,
                      value: (
                        <>
                          {link(supersededBy.id)}
                          <span className="block text-xs text-ink-faint">{instant(supersededBy.receivedAt)}</span>
                        </>
                      ),
                    },
                  ]
                : []),
            ]}
          />
        </Section>
      </div>
    </>
  )
}
