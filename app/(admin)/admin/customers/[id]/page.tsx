import type { Metadata } from 'next'
import Link from 'next/link'
import { toBreakdown } from '@/app/(portal)/portal/_views/money-views'
import { shownStatus } from '@/app/(portal)/portal/_views/invoice-views'
import { requireStaff } from '@/app/_server/guard'
import { LimitsSection } from '@/app/_server/limits-section'
import { BillingTerms } from '@/components/admin/billing-terms'
import { ContractTimeline } from '@/components/admin/contract-timeline'
import { CustomerAudit, CustomerEmails, CustomerInvoices, CustomerPayments } from '@/components/admin/small-lists'
import { Timeline } from '@/components/admin/timeline'
import { VatIdChecks } from '@/components/admin/vat-id-checks'
import { Breakdown } from '@/components/billing/breakdown'
import { MethodLabel } from '@/components/billing/method-label'
import { Status } from '@/components/billing/status'
import { countryName } from '@/components/format/countries'
import { formatDate } from '@/components/format/date-time'
import { formatInteger } from '@/components/format/number'
import { formatMoney } from '@/components/format/money'
import { texts } from '@/components/texts/en'
import { Badge } from '@/components/ui/badge'
import { buttonStyles } from '@/components/ui/button'
import { Section } from '@/components/ui/card'
import { CopyButton } from '@/components/ui/copy-button'
import { DateTime } from '@/components/ui/date-time'
import { DescriptionList } from '@/components/ui/description-list'
import { Money } from '@/components/ui/money'
import { PageHeader } from '@/components/ui/page-header'
import { StatTile } from '@/components/ui/stat-tile'
import { Tabs } from '@/components/ui/tabs'
import { listAuditEntries } from '@/lib/audit/list-audit-entries'
import { getCustomer } from '@/lib/customers/read-customers'
import { amountDue } from '@/lib/invoices/amount-due'
import { searchInvoices } from '@/lib/invoices/read-invoices'
import { listCustomerNotifications } from '@/lib/notifications/read-notifications'
import { listPaymentMethods, searchPayments } from '@/lib/payments/read-payments'
import { readCustomerFigures } from '@/lib/reports/read-customer'
import { previewNextCharge } from '@/lib/subscriptions/preview-renewal'
import { describeSubscription, listCustomerSubscriptions } from '@/lib/subscriptions/read-subscriptions'
import { listVatIdChecks } from '@/lib/tax/read-checks'
import { toAuditItem } from '../../_lists/audit-item'
import { describePending, toSegments } from '../../_lists/contract-view'
import { orNotFound } from '@/app/_server/or-not-found'
import { toItem as toPaymentItem } from '../../payments/read-list'
import { askVies, saveBillingTerms } from './billing-actions'
import { BeginButton } from './begin-button'
import { BalanceSection } from './balance-section'
import { saveCustomerLimits } from './limit-actions'
import { OverridesSection } from './overrides-section'
import { timelineItems } from './timeline-items'
import { UsageSection } from './usage-section'

export const metadata: Metadata = { title: texts.admin.nav.customers }

/** How much of a customer's past one page shows. */
const FEW = 50

export default async function CustomerPage({ params }: { params: Promise<{ id: string }> }) {
  const { now, may } = await requireStaff('staff.customers.view')
  const { id } = await params
  const customer = await orNotFound(getCustomer(id))
  const { timeZone, currency } = customer
  const page = { customerId: id, page: 1, pageSize: FEW }
  const [contracts, invoices, payments, methods, emails, audit, figures, vatChecks] = await Promise.all([
    listCustomerSubscriptions(id),
    searchInvoices(page),
    searchPayments(page),
    listPaymentMethods(id),
    listCustomerNotifications(id, FEW),
    listAuditEntries({ customerId: id, limit: 2 * FEW }),
    readCustomerFigures({ customerId: id, currency, now }),
    listVatIdChecks(id, 5),
  ])
  const shown = contracts.filter(({ status }) => status !== 'INCOMPLETE_EXPIRED')
  const running = shown.filter(({ endedAt }) => !endedAt).toReversed()
  const current = running.find(({ status }) => status === 'PAST_DUE') ?? running.at(-1) ?? null
  const next = customer.country ? await previewNextCharge({ contracts: running, buyer: customer }) : null
  const pending = await Promise.all(shown.map(describePending))

  const invoiceRows = invoices.rows.map((row) => ({
    ...row,
    customerName: row.customer.name,
    status: shownStatus(row, now),
    amountDue: amountDue(row),
  }))
  const paymentRows = payments.rows.map(toPaymentItem)
  const auditRows = audit.map(toAuditItem)
  const t = texts.admin.customer
  const day = (at: Date) => formatDate(at, { timeZone })
  const place = [customer.postalCode, customer.city].filter(Boolean).join(' ')
  const address = [
    customer.addressLine1,
    customer.addressLine2,
    place,
    customer.country ? countryName(customer.country) : null,
  ].filter(Boolean)
  const stripeRef = (customer.processorRefs as { stripe?: string } | null)?.stripe

  return (
    <>
      <PageHeader
        title={customer.name}
        breadcrumb={[{ label: texts.admin.customers.title, href: '/admin/customers' }, { label: customer.name }]}
        badge={
          current ? (
            <Status kind="subscription" status={current.status} />
          ) : (
            <Badge>{texts.admin.customers.noSubscription}</Badge>
          )
        }
        actions={
          <>
            {may('staff.invoices.manage') && customer.country && (
              <Link href={`/admin/customers/${customer.id}/invoice`} className={buttonStyles({ variant: 'secondary' })}>
                {texts.invoicing.written.new}
              </Link>
            )}
            {may('staff.subscriptions.manage') && (
              <BeginButton
                customerId={customer.id}
                customerName={customer.name}
                others={running
                  .filter(({ status }) => status !== 'INCOMPLETE')
                  .map((each) => ({ id: each.id, label: describeSubscription(each, now) }))}
              />
            )}
          </>
        }
        description={
          <span className="inline-flex flex-wrap items-center gap-x-1 font-mono text-xs">
            {customer.id} <CopyButton value={customer.id} label={texts.admin.common.id} />
          </span>
        }
      />
      <div className="mb-5 grid grid-cols-2 gap-2.5 sm:gap-3 xl:grid-cols-4">
        <StatTile
          label={t.mrr}
          definition={texts.admin.dashboard.mrrDefinition}
          value={<Money amount={figures.mrr} currency={currency} />}
          {...(figures.grossMrr > figures.mrr && {
            footnote: t.grossMrr(formatMoney(figures.grossMrr, { currency })),
          })}
        />
        <StatTile
          label={t.next}
          value={next ? <Money amount={next.invoice.total - next.fromBalance} currency={currency} /> : '–'}
          footnote={next ? t.nextOn(day(next.at)) : t.nextNone}
        />
        <StatTile
          label={t.paid}
          definition={t.paidDefinition}
          value={<Money amount={figures.paid} currency={currency} />}
        />
        <StatTile label={t.open} value={<Money amount={figures.open} currency={currency} />} />
      </div>
      <div className="grid items-start gap-5 xl:grid-cols-3">
        <div className="flex min-w-0 flex-col gap-5 xl:col-span-2">
          {shown.length === 0 ? (
            <Section title={t.subscriptions}>
              <p className="text-sm text-ink-muted">{t.noSubscriptions}</p>
            </Section>
          ) : (
            shown.map((contract, index) => (
              <Section
                key={contract.id}
                title={
                  <Link
                    href={`/admin/subscriptions/${contract.id}`}
                    className="underline decoration-line-strong/50 underline-offset-4 hover:decoration-current"
                  >
                    {contract.items.length > 0
                      ? describeSubscription(contract, now)
                      : texts.admin.subscription.contract}
                  </Link>
                }
                description={
                  contract.endedAt
                    ? `${day(contract.startedAt)} – ${day(contract.endedAt)}`
                    : texts.admin.common.since(day(contract.startedAt))
                }
                actions={<Status kind="subscription" status={contract.status} />}
              >
                <ContractTimeline
                  segments={toSegments(contract)}
                  until={contract.endedAt ?? contract.currentPeriodEnd}
                  now={now}
                  timeZone={contract.timeZone}
                  pending={pending[index] ?? null}
                />
              </Section>
            ))
          )}
          <Tabs
            label={customer.name}
            items={[
              {
                id: 'timeline',
                label: t.tabs.timeline,
                content: (
                  <Timeline
                    timeZone={timeZone}
                    items={timelineItems({
                      invoices: invoiceRows,
                      payments: paymentRows,
                      emails,
                      audit: auditRows,
                      timeZone,
                      limit: 2 * FEW,
                    })}
                  />
                ),
              },
              {
                id: 'invoices',
                label: t.tabs.invoices,
                count: invoices.total,
                content: (
                  <Capped total={invoices.total}>
                    <CustomerInvoices rows={invoiceRows} timeZone={timeZone} />
                  </Capped>
                ),
              },
              {
                id: 'payments',
                label: t.tabs.payments,
                count: payments.total,
                content: (
                  <Capped total={payments.total}>
                    <CustomerPayments rows={paymentRows} timeZone={timeZone} />
                  </Capped>
                ),
              },
              {
                id: 'emails',
                label: t.tabs.emails,
                count: emails.length,
                content: <CustomerEmails rows={emails} timeZone={timeZone} />,
              },
              ...(may('staff.audit.view')
                ? [
                    {
                      id: 'audit',
                      label: t.tabs.audit,
                      count: auditRows.length,
                      content: <CustomerAudit rows={auditRows} timeZone={timeZone} />,
                    },
                  ]
                : []),
            ]}
          />
        </div>
        <div className="flex min-w-0 flex-col gap-5">
          <Section title={t.next}>
            {next ? (
              <Breakdown breakdown={toBreakdown({ ...next, currency })} timeZone={timeZone} />
            ) : (
              <p className="text-sm text-ink-muted">{t.nextNone}</p>
            )}
          </Section>
          <UsageSection customerId={id} timeZone={timeZone} now={now} />
          <BalanceSection customer={customer} mayGive={may('staff.refund')} now={now} />
          <OverridesSection customerId={customer.id} mayEdit={may('staff.customers.edit')} now={now} />
          <LimitsSection
            reader="staff"
            customerId={customer.id}
            mayEdit={may('staff.customers.edit')}
            save={saveCustomerLimits}
          />
          <Section title={t.methods}>
            {methods.length === 0 ? (
              <p className="text-sm text-ink-muted">{t.noMethods}</p>
            ) : (
              <ul className="flex flex-col gap-3">
                {methods.map((method) => (
                  <li key={method.id} className="flex items-center justify-between gap-3">
                    <MethodLabel method={method} />
                    {method.id === customer.defaultPaymentMethodId && <Badge tone="accent">{t.default}</Badge>}
                  </li>
                ))}
              </ul>
            )}
          </Section>
          <Section title={t.facts}>
            <DescriptionList
              items={[
                { term: t.email, value: <span className="break-all">{customer.email}</span> },
                { term: t.kind, value: customer.isBusiness ? t.business : t.person },
                {
                  term: t.address,
                  value:
                    address.length > 0
                      ? address.map((line) => (
                          <span key={line} className="block">
                            {line}
                          </span>
                        ))
                      : '–',
                },
                {
                  term: t.vatId,
                  value: customer.vatId
                    ? `${customer.vatId} (${(t.vatStates[customer.vatIdStatus] ?? '').toLowerCase()})`
                    : t.vatStates.NONE,
                },
                { term: t.language, value: customer.locale },
                { term: t.timeZone, value: timeZone },
                { term: t.currency, value: currency },
                { term: t.since, value: <DateTime value={customer.createdAt} timeZone={timeZone} /> },
                ...(stripeRef
                  ? [
                      {
                        term: t.stripe,
                        value: (
                          <span className="inline-flex items-center gap-1 font-mono text-xs break-all">
                            {stripeRef} <CopyButton value={stripeRef} label={t.stripe} />
                          </span>
                        ),
                      },
                    ]
                  : []),
              ]}
            />
          </Section>
          <BillingTerms
            customerId={customer.id}
            terms={{
              collectionMethod: customer.collectionMethod,
              paymentTermDays: customer.paymentTermDays,
              poNumber: customer.poNumber ?? '',
              invoiceMemo: customer.invoiceMemo ?? '',
              taxExempt: customer.taxExempt,
              taxExemptReason: customer.taxExemptReason ?? '',
            }}
            mayEdit={may('staff.customers.edit')}
            save={saveBillingTerms}
          />
          {(customer.vatId || vatChecks.length > 0) && (
            <VatIdChecks
              customerId={customer.id}
              checks={vatChecks}
              nextAt={customer.vatIdCheckAt}
              timeZone={timeZone}
              ask={customer.vatId && may('staff.customers.edit') ? askVies : undefined}
            />
          )}
        </div>
      </div>
    </>
  )
}

function Capped({ total, children }: { total: number; children: React.ReactNode }) {
  return (
    <>
      {children}
      {total > FEW && <p className="mt-2 text-xs text-ink-faint">{texts.admin.customer.older(formatInteger(FEW))}</p>}
    </>
  )
}
