import type { Metadata } from 'next'
import { requireStaff } from '@/app/_server/guard'
import { ReplayButton } from '@/components/admin/replay-button'
import { StateBadge } from '@/components/admin/state-badge'
import { STAFF_TIME_ZONE } from '@/components/admin/time-zone'
import { formatInteger } from '@/components/format/number'
import { RefreshWhile } from '@/components/payments/refresh-while'
import { texts } from '@/components/texts/en'
import { Banner } from '@/components/ui/banner'
import { Section } from '@/components/ui/card'
import { CopyButton } from '@/components/ui/copy-button'
import { DateTime } from '@/components/ui/date-time'
import { DescriptionList } from '@/components/ui/description-list'
import { PageHeader } from '@/components/ui/page-header'
import { getInboundEvent } from '@/lib/webhooks/read-webhooks'
import { orNotFound } from '@/app/_server/or-not-found'
import { replayEvent } from './actions'

export const metadata: Metadata = { title: texts.admin.webhooks.title }

export default async function WebhookPage({ params }: { params: Promise<{ id: string }> }) {
  const { may } = await requireStaff('staff.inbox.view')
  const { id } = await params
  const event = await orNotFound(getInboundEvent(id))
  const t = texts.admin.webhooks
  const payload = JSON.stringify(event.payload, null, 2)
  return (
    <>
      <PageHeader
        title={<span className="font-mono text-xl break-all">{event.type}</span>}
        badge={<StateBadge kind="event" state={event.status} />}
        breadcrumb={[{ label: t.title, href: '/admin/webhooks' }, { label: event.type }]}
        actions={
          may('staff.inbox.replay') && <ReplayButton eventId={id} attempts={event.attempts} replay={replayEvent} />
        }
      />
      <RefreshWhile active={event.status === 'PENDING'} />
      <div className="grid items-start gap-5 xl:grid-cols-3">
        <div className="flex min-w-0 flex-col gap-5 xl:col-span-2">
          {event.error && (
            <Banner tone="critical" title={t.error}>
              <span className="break-words">{event.error}</span>
            </Banner>
          )}
          <Section title={t.payload} actions={<CopyButton value={payload} label={t.payload} />} flush>
            <pre
              tabIndex={0}
              role="region"
              aria-label={t.payload}
              className="max-h-[36rem] overflow-auto px-4 py-3 font-mono text-xs leading-5 text-ink sm:px-5"
            >
              {payload}
            </pre>
          </Section>
        </div>
        <Section title={texts.admin.customer.facts}>
          <DescriptionList
            items={[
              { term: t.processor, value: event.processor },
              {
                term: t.externalId,
                value: (
                  <span className="inline-flex items-center gap-1 font-mono text-xs break-all">
                    {event.externalId} <CopyButton value={event.externalId} label={t.externalId} />
                  </span>
                ),
              },
              {
                term: t.received,
                value: <DateTime value={event.receivedAt} show="instant" timeZone={STAFF_TIME_ZONE} />,
              },
              {
                term: t.processed,
                value: event.processedAt ? (
                  <DateTime value={event.processedAt} show="instant" timeZone={STAFF_TIME_ZONE} />
                ) : (
                  '–'
                ),
              },
              { term: t.attempts, value: formatInteger(event.attempts) },
            ]}
          />
        </Section>
      </div>
    </>
  )
}
