import type { Metadata } from 'next'
import Link from 'next/link'
import { shownStatus } from '@/app/(portal)/portal/_views/invoice-views'
import { toBreakdown } from '@/app/(portal)/portal/_views/money-views'
import { requireStaff } from '@/app/_server/guard'
import { ConfirmAction } from '@/components/admin/confirm-action'
import { ContractTimeline } from '@/components/admin/contract-timeline'
import { RunAction } from '@/components/admin/run-action'
import { CustomerInvoices } from '@/components/admin/small-lists'
import { Breakdown } from '@/components/billing/breakdown'
import { Status } from '@/components/billing/status'
import { formatDate, formatPeriod } from '@/components/format/date-time'
import { texts } from '@/components/texts/en'
import { Banner } from '@/components/ui/banner'
import { Section } from '@/components/ui/card'
import { CopyButton } from '@/components/ui/copy-button'
import { DateTime } from '@/components/ui/date-time'
import { DescriptionList } from '@/components/ui/description-list'
import { PageHeader } from '@/components/ui/page-header'
import { amountDue } from '@/lib/invoices/amount-due'
import { searchInvoices } from '@/lib/invoices/read-invoices'
import { getCustomer } from '@/lib/customers/read-customers'
import { canBeCollected } from '@/lib/subscriptions/assert-can-pay'
import { previewRenewal } from '@/lib/subscriptions/preview-renewal'
import { describeSubscription, getSubscription } from '@/lib/subscriptions/read-subscriptions'
import { isLive } from '@/lib/subscriptions/states'
import { describePending, describeWaitingMoves, toSegments } from '../../_lists/contract-view'
import { orNotFound } from '@/app/_server/or-not-found'
import { cancelSubscription, undoPendingChange } from './actions'
import { DiscountsSection } from './discounts-section'
import { LifecycleBar } from './lifecycle-bar'
import { liftSuspension } from './suspension-actions'

export const metadata: Metadata = { title: texts.admin.nav.subscriptions }

/** How many invoices the page shows, newest first. */
const FEW = 50

export default async function SubscriptionPage({ params }: { params: Promise<{ id: string }> }) {
  const { now, may } = await requireStaff('staff.subscriptions.view')
  const { id } = await params
  const contract = await orNotFound(getSubscription(id))
  const customer = await getCustomer(contract.customerId)
  const { timeZone, pendingChange } = contract
  const [pending, moves, next, invoices] = await Promise.all([
    describePending(contract),
    describeWaitingMoves(contract),
    customer.country ? previewRenewal({ contract, buyer: customer }) : null,
    searchInvoices({ subscriptionId: id, page: 1, pageSize: FEW }),
  ])
  const t = texts.admin.subscription
  const live = isLive(contract.status)
  const segments = toSegments(contract)
  const endsOn = formatDate(contract.currentPeriodEnd, { timeZone })
  const reasons = { ...texts.portal.cancel.reasons, ...t.endReasons }

  return (
    <>
      <PageHeader
        title={describeSubscription(contract, now)}
        badge={<Status kind="subscription" status={contract.status} />}
        breadcrumb={[
          { label: texts.admin.customers.title, href: '/admin/customers' },
          { label: customer.name, href: `/admin/customers/${customer.id}` },
          { label: texts.admin.invoice.subscription },
        ]}
        description={
          <span className="inline-flex flex-wrap items-center gap-x-1">
            {t.of(customer.name)}
            <span className="ml-2 font-mono text-xs">{contract.id}</span>
            <CopyButton value={contract.id} label={texts.admin.common.id} />
          </span>
        }
        actions={
          live &&
          may('staff.subscriptions.manage') &&
          (pendingChange && pendingChange.origin !== 'PRICE_CHANGE' ? (
            <RunAction action={undoPendingChange} input={{ id }} doneText={t.resumed}>
              {pendingChange.kind === 'CANCEL' ? t.resume : t.undo}
            </RunAction>
          ) : (
            <ConfirmAction
              danger
              label={t.cancel}
              title={t.cancelTitle(customer.name)}
              consequences={[t.cancelEnds(endsOn), t.cancelNothing, t.cancelEmail]}
              confirmLabel={t.cancelConfirm}
              doneText={t.canceled}
              action={cancelSubscription}
              id={id}
            />
          ))
        }
      />
      {may('staff.subscriptions.manage') && (
        <LifecycleBar
          contract={contract}
          customerName={customer.name}
          canPay={canBeCollected(customer)}
          mayRefund={may('staff.refund')}
          now={now}
        />
      )}
      <div className="grid items-start gap-5 xl:grid-cols-3">
        <div className="flex min-w-0 flex-col gap-5 xl:col-span-2">
          {contract.suspendedAt && (
            <Banner
              tone="critical"
              title={texts.dunning.suspended}
              actions={
                may('staff.subscriptions.manage') && (
                  <ConfirmAction
                    label={texts.dunning.lift}
                    title={texts.dunning.liftTitle}
                    consequences={texts.dunning.liftNotes}
                    confirmLabel={texts.dunning.lift}
                    doneText={texts.dunning.lifted}
                    action={liftSuspension}
                    id={id}
                  />
                )
              }
            >
              {texts.dunning.suspendedText(formatDate(contract.suspendedAt, { timeZone }))}
            </Banner>
          )}
          {pending && (
            <Banner tone="caution" title={pending.label}>
              {[
                pendingChange?.reason && (reasons[pendingChange.reason] ?? pendingChange.reason),
                pendingChange?.comment,
              ]
                .filter(Boolean)
                .join('. ')}
            </Banner>
          )}
          {moves.map((move) => (
            <Banner key={move} tone="info" title={move}>
              {t.priceMoveWaits}
            </Banner>
          ))}
          <Section title={t.contract} description={t.contractDescription}>
            <ContractTimeline
              segments={segments}
              until={contract.endedAt ?? contract.currentPeriodEnd}
              now={now}
              timeZone={timeZone}
              pending={pending}
            />
          </Section>
          <section aria-labelledby="invoices-heading" className="flex flex-col gap-3">
            <h2 id="invoices-heading" className="text-base font-semibold tracking-tight">
              {texts.admin.invoices.title}
            </h2>
            <CustomerInvoices
              timeZone={timeZone}
              rows={invoices.rows.map((row) => ({
                ...row,
                customerName: row.customer.name,
                status: shownStatus(row, now),
                amountDue: amountDue(row),
              }))}
            />
          </section>
        </div>
        <div className="flex min-w-0 flex-col gap-5">
          <Section title={texts.admin.customer.facts}>
            <DescriptionList
              items={[
                {
                  term: texts.admin.common.customer,
                  value: (
                    <Link
                      href={`/admin/customers/${customer.id}`}
                      className="text-accent-text underline decoration-accent-line underline-offset-4 hover:decoration-current"
                    >
                      {customer.name}
                    </Link>
                  ),
                },
                { term: t.started, value: <DateTime value={contract.startedAt} show="instant" timeZone={timeZone} /> },
                {
                  term: t.period,
                  value: formatPeriod(contract.currentPeriodStart, contract.currentPeriodEnd, { timeZone }),
                },
                ...(contract.trialEndsAt && contract.status === 'TRIALING'
                  ? [
                      {
                        term: texts.lifecycle.rows.trialUntil,
                        value: <DateTime value={contract.trialEndsAt} show="instant" timeZone={timeZone} />,
                      },
                    ]
                  : []),
                ...(contract.resumesAt
                  ? [
                      {
                        term: texts.lifecycle.rows.resumes,
                        value: <DateTime value={contract.resumesAt} show="instant" timeZone={timeZone} />,
                      },
                    ]
                  : []),
                ...(contract.renewsAt
                  ? [
                      {
                        term: t.renews,
                        value: <DateTime value={contract.renewsAt} show="instant" timeZone={timeZone} />,
                      },
                    ]
                  : []),
                ...(contract.expiresAt
                  ? [
                      {
                        term: t.gaveUp,
                        value: <DateTime value={contract.expiresAt} show="instant" timeZone={timeZone} />,
                      },
                    ]
                  : []),
                ...(contract.endedAt
                  ? [
                      {
                        term: t.endedOn,
                        value: <DateTime value={contract.endedAt} show="instant" timeZone={timeZone} />,
                      },
                      {
                        term: t.reason,
                        value: contract.endReason ? (t.endReasons[contract.endReason] ?? contract.endReason) : '–',
                      },
                    ]
                  : []),
                { term: texts.admin.customer.timeZone, value: timeZone },
              ]}
            />
          </Section>
          <DiscountsSection
            subscriptionId={id}
            mayManage={(live || contract.status === 'SCHEDULED') && may('staff.subscriptions.manage')}
          />
          <Section
            title={t.breakdown}
            description={next ? texts.admin.customer.nextOn(formatDate(next.at, { timeZone })) : undefined}
          >
            {next ? (
              <Breakdown breakdown={toBreakdown({ ...next, currency: contract.currency })} timeZone={timeZone} />
            ) : (
              <p className="text-sm text-ink-muted">{t.noBreakdown}</p>
            )}
          </Section>
        </div>
      </div>
    </>
  )
}
