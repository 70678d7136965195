import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { requireStaff } from '@/app/_server/guard'
import { FaultPanel } from '@/components/admin/sandbox/fault-panel'
import { Mailbox } from '@/components/admin/sandbox/mailbox'
import { TestCards } from '@/components/admin/sandbox/test-cards'
import { TimeMachine } from '@/components/admin/sandbox/time-machine'
import { ViesPanel } from '@/components/admin/sandbox/vies-panel'
import { WebhookPanel } from '@/components/admin/sandbox/webhook-panel'
import { STAFF_TIME_ZONE } from '@/components/admin/time-zone'
import { countryOptions } from '@/components/format/countries'
import { formatIsoDate } from '@/components/format/date-time'
import { texts } from '@/components/texts/en'
import { Banner } from '@/components/ui/banner'
import { PageHeader } from '@/components/ui/page-header'
import { isSandbox } from '@/lib/platform/env'
import { BillingError } from '@/lib/platform/errors'
import { checkHealth } from '@/lib/runtime/check-health'
import { readTravel } from '@/lib/runtime/request-travel'
import { listMail, readSandbox } from '@/lib/runtime/sandbox-control'
import { armFault, clearFaults, flushWebhooks, orderVies, resetVies, setWebhookMode, travelTo } from './actions'
import { destinations, tomorrow } from './destinations'

export const metadata: Metadata = { title: texts.admin.sandbox.title }

export default async function SandboxPage({ searchParams }: { searchParams: Promise<{ to?: string | string[] }> }) {
  await requireStaff('staff.time_machine')
  if (!isSandbox) notFound()
  const { to } = await searchParams
  const recipient = typeof to === 'string' ? to.trim().slice(0, 200) : ''
  const [travel, health, state] = await Promise.all([readTravel(), checkHealth(), readState(recipient)])
  const t = texts.admin.sandbox
  return (
    <>
      <PageHeader title={t.title} description={t.description} />
      <div className="flex flex-col gap-5">
        <TimeMachine
          now={travel.now.toISOString()}
          travelingTo={travel.to?.toISOString() ?? null}
          error={travel.error}
          workerRuns={health.checks.worker.ok}
          steps={destinations(travel.now)}
          earliest={formatIsoDate(tomorrow(travel.now).toISOString(), STAFF_TIME_ZONE)}
          travel={travelTo}
        />
        {state ? (
          <>
            <Mailbox
              to={recipient}
              mails={state.mails.map(({ id, to: recipients, subject, receivedAt, attachments }) => ({
                id,
                to: recipients,
                subject: subject ?? '',
                receivedAt,
                attachments: attachments.length,
              }))}
            />
            <div className="grid items-start gap-5 xl:grid-cols-2">
              <FaultPanel faults={state.faults} arm={armFault} clear={clearFaults} />
              <WebhookPanel mode={state.mode} waiting={state.waiting} setMode={setWebhookMode} flush={flushWebhooks} />
              <ViesPanel orders={state.vies} countries={countryOptions().eu} order={orderVies} reset={resetVies} />
            </div>
          </>
        ) : (
          <Banner tone="critical" title={t.offline}>
            {t.offlineText}
          </Banner>
        )}
        <TestCards />
      </div>
    </>
  )
}

/** What the sandbox tells of itself; null when it does not answer. */
async function readState(to: string) {
  try {
    const [state, { mails }] = await Promise.all([readSandbox(), listMail({ to: to || undefined })])
    return { ...state, mails }
  } catch (error) {
    if (error instanceof BillingError && error.kind === 'unavailable') return null
    throw error
  }
}
