import { FileText, Layers } from 'lucide-react'
import Link from 'next/link'
import type { ReactNode } from 'react'
import { Breakdown } from '@/components/billing/breakdown'
import { MethodLabel } from '@/components/billing/method-label'
import { Status } from '@/components/billing/status'
import type { BreakdownView, InvoiceListItem, MethodView } from '@/components/billing/types'
import { includedText } from '@/components/site/included-text'
import { formatDate } from '@/components/format/date-time'
import { formatMoney } from '@/components/format/money'
import type { Plan } from '@/lib/catalog/types'
import { texts } from '@/components/texts/en'
import { buttonStyles } from '@/components/ui/button'
import { Card, Section } from '@/components/ui/card'
import { cn } from '@/components/ui/cn'
import { DateTime } from '@/components/ui/date-time'
import { EmptyState } from '@/components/ui/empty-state'
import { Money } from '@/components/ui/money'
import type { MeterView } from '@/components/usage/types'
import { UsageBars } from '@/components/usage/usage-bars'

export interface OverviewSubscription {
  id: string
  /** With its name, where it has one. */
  planName: string
  interval: 'MONTH' | 'YEAR'
  status: string
  unitAmount: bigint
  currency: string
  startedAt: string
}

export interface OverviewProps {
  timeZone: string
  /** The oldest first. */
  subscriptions: OverviewSubscription[]
  /** The last one, if it is over and there is none now. */
  ended: { planName: string; at: string } | null
  /** Starts the last one again. */
  comeBack?: ReactNode
  nextCharge: { at: string; breakdown: BreakdownView } | null
  method: MethodView | null
  invoices: InvoiceListItem[]
  allowances: Plan['allowances']
  /** What is used of what the plans include. */
  meters: MeterView[]
  mayManage: boolean
}

/** Am I all right, what will I pay next, and when? (The banner above answers the first.) */
export function Overview(props: OverviewProps) {
  const { timeZone, subscriptions, nextCharge, method, invoices } = props
  const [subscription, ...others] = subscriptions
  const t = texts.portal.overview
  if (!subscription) {
    return (
      <div className="flex flex-col gap-5">
        <Card>
          <EmptyState
            icon={<Layers aria-hidden />}
            title={t.noPlanTitle}
            actions={
              <>
                <Link href="/portal/checkout" className={buttonStyles({})}>
                  {t.noPlanAction}
                </Link>
                {props.comeBack}
              </>
            }
          >
            {props.ended ? t.endedText(props.ended.planName, formatDate(props.ended.at, { timeZone })) : t.noPlanText}
          </EmptyState>
        </Card>
        {invoices.length > 0 && <LatestInvoices invoices={invoices} timeZone={timeZone} />}
      </div>
    )
  }
  return (
    <div className="grid gap-5 lg:grid-cols-5">
      <section
        aria-labelledby="next-charge"
        className="flex flex-col rounded-lg border border-line bg-surface shadow-card lg:col-span-3"
      >
        <div className={cn('px-5 pt-5 sm:px-6 sm:pt-6', !nextCharge && 'pb-6')}>
          <h2 id="next-charge" className="text-sm text-ink-muted">
            {t.next}
          </h2>
          {nextCharge ? (
            <p className="mt-1 flex flex-wrap items-baseline gap-x-3">
              <Money
                amount={nextCharge.breakdown.total - (nextCharge.breakdown.fromBalance ?? 0n)}
                currency={nextCharge.breakdown.currency}
                className="text-4xl font-semibold tracking-[-0.035em]"
              />
              <span className="text-lg text-ink-muted">{t.nextOn(formatDate(nextCharge.at, { timeZone }))}</span>
            </p>
          ) : (
            <>
              <p className="mt-1 text-2xl font-semibold tracking-tight">{t.nextNone}</p>
              {subscriptions.every(({ status }) => status !== 'PAST_DUE') && (
                <p className="mt-1 text-sm text-ink-muted">{t.nextNoneCanceled}</p>
              )}
            </>
          )}
        </div>
        {nextCharge && (
          <div className="px-5 pt-5 pb-5 sm:px-6">
            <Breakdown breakdown={nextCharge.breakdown} timeZone={timeZone} />
          </div>
        )}
        <div className="mt-auto flex items-center justify-between gap-4 border-t border-line px-5 py-3.5 sm:px-6">
          {method ? <MethodLabel method={method} /> : <span className="text-sm text-ink-muted">{t.noMethod}</span>}
          <Link href="/portal/payment-methods" className={buttonStyles({ variant: 'link', className: 'text-sm' })}>
            {t.manage}
          </Link>
        </div>
      </section>

      {others.length === 0 ? (
        <PlanCard subscription={subscription} allowances={props.allowances} timeZone={timeZone} />
      ) : (
        <PlanList subscriptions={subscriptions} />
      )}

      <div className="empty:hidden lg:col-span-5">
        <UsageBars meters={props.meters} />
      </div>

      <div className="lg:col-span-5">
        <LatestInvoices invoices={invoices} timeZone={timeZone} />
      </div>
    </div>
  )
}

function PlanCard({
  subscription,
  allowances,
  timeZone,
}: {
  subscription: OverviewSubscription
  allowances: Plan['allowances']
  timeZone: string
}) {
  const t = texts.portal.overview
  return (
    <section
      aria-labelledby="plan"
      className="flex flex-col rounded-lg border border-line bg-surface shadow-card lg:col-span-2"
    >
      <div className="flex flex-1 flex-col p-5 sm:p-6">
        <div className="flex items-center justify-between gap-3">
          <h2 id="plan" className="text-sm text-ink-muted">
            {t.plan}
          </h2>
          <Status kind="subscription" status={subscription.status} />
        </div>
        <p className="mt-1 text-2xl font-semibold tracking-[-0.022em]">{subscription.planName}</p>
        <p className="text-sm text-ink-muted tabular">
          {formatMoney(subscription.unitAmount, { currency: subscription.currency, trimZeros: true })}{' '}
          {texts.billing.interval[subscription.interval].per}
        </p>
        <dl className="mt-5 grid grid-cols-2 gap-x-4 gap-y-3 border-t border-dashed border-line pt-4 text-sm sm:grid-cols-3 lg:grid-cols-2">
          {allowances
            .filter(({ included }) => included !== 0n)
            .map((allowance) => (
              <div key={allowance.meter}>
                <dt className="text-xs text-ink-faint">{allowance.name}</dt>
                <dd className="font-medium tabular">{includedText(allowance)}</dd>
              </div>
            ))}
        </dl>
      </div>
      <div className="flex items-center justify-between gap-4 border-t border-line px-5 py-3.5 sm:px-6">
        <span className="text-sm text-ink-muted">{t.since(formatDate(subscription.startedAt, { timeZone }))}</span>
        <Link href="/portal/subscription" className={buttonStyles({ variant: 'link', className: 'text-sm' })}>
          {t.manage}
        </Link>
      </div>
    </section>
  )
}

function PlanList({ subscriptions }: { subscriptions: OverviewSubscription[] }) {
  return (
    <Section id="plan" title={texts.portal.overview.plans} flush className="lg:col-span-2">
      <ul className="divide-y divide-line">
        {subscriptions.map(({ id, planName, status, unitAmount, currency, interval }) => (
          <li
            key={id}
            className="relative flex items-start justify-between gap-4 px-4 py-3.5 transition-colors hover:bg-sunken/50 sm:px-5"
          >
            <div className="min-w-0">
              <Link
                href={`/portal/subscription?id=${id}`}
                className="font-semibold tracking-tight after:absolute after:inset-0"
              >
                {planName}
              </Link>
              <p className="text-sm text-ink-muted tabular">
                {formatMoney(unitAmount, { currency, trimZeros: true })} {texts.billing.interval[interval].per}
              </p>
            </div>
            <Status kind="subscription" status={status} />
          </li>
        ))}
      </ul>
    </Section>
  )
}

function LatestInvoices({ invoices, timeZone }: { invoices: InvoiceListItem[]; timeZone: string }) {
  const t = texts.portal.overview
  return (
    <Section
      id="invoices"
      title={t.invoices}
      flush
      actions={
        <Link href="/portal/invoices" className={buttonStyles({ variant: 'link', className: 'text-sm' })}>
          {texts.common.viewAll}
        </Link>
      }
    >
      {invoices.length === 0 ? (
        <p className="flex items-center gap-3 px-5 py-6 text-sm text-ink-muted">
          <FileText aria-hidden className="size-4" />
          {t.noInvoices}
        </p>
      ) : (
        <ul className="divide-y divide-line">
          {invoices.map((invoice) => (
            <li
              key={invoice.id}
              className="relative grid grid-cols-[1fr_auto] items-center gap-x-4 gap-y-1 px-4 py-3 text-sm transition-colors hover:bg-sunken/50 sm:grid-cols-[1fr_8rem_10rem_7rem] sm:px-5"
            >
              <Link
                href={`/portal/invoices/${invoice.id}`}
                className="font-medium tabular after:absolute after:inset-0"
              >
                {invoice.number}
              </Link>
              <span className="text-ink-muted max-sm:row-start-2">
                {invoice.finalizedAt && <DateTime value={invoice.finalizedAt} timeZone={timeZone} />}
              </span>
              <span className="max-sm:row-start-2 max-sm:justify-self-end">
                <Status kind="invoice" status={invoice.status} />
              </span>
              <Money
                amount={invoice.total}
                currency={invoice.currency}
                className="text-right font-medium max-sm:col-start-2 max-sm:row-start-1"
              />
            </li>
          ))}
        </ul>
      )}
    </Section>
  )
}
