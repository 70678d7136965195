import type { Metadata } from 'next'
import { Download, FileCode } from 'lucide-react'
import Link from 'next/link'
import { failureReason, toCreditNoteView, toInvoiceView } from '@/app/(portal)/portal/_views/invoice-views'
import { requireStaff } from '@/app/_server/guard'
import { ConfirmAction } from '@/components/admin/confirm-action'
import { DraftPanel } from '@/components/admin/draft-panel'
import { WrittenDraftPanel } from '@/components/admin/written-draft-panel'
import { TakeBackActions } from '@/components/admin/take-back-actions'
import { CreditDialog } from '@/components/admin/credit-dialog'
import { PaymentDetails, type PaymentDetail } from '@/components/admin/payment-details'
import { STAFF_TIME_ZONE } from '@/components/admin/time-zone'
import { methodName } from '@/components/billing/method-label'
import { Status } from '@/components/billing/status'
import { formatMoney } from '@/components/format/money'
import { formatInteger } from '@/components/format/number'
import { CreditNotes } from '@/components/invoices/credit-notes'
import { InvoicePaper } from '@/components/invoices/invoice-paper'
import { RefreshWhile } from '@/components/payments/refresh-while'
import { texts } from '@/components/texts/en'
import { Banner } from '@/components/ui/banner'
import { buttonStyles } from '@/components/ui/button'
import { Section } from '@/components/ui/card'
import { CopyButton } from '@/components/ui/copy-button'
import { DateTime } from '@/components/ui/date-time'
import { DescriptionList } from '@/components/ui/description-list'
import { PageHeader } from '@/components/ui/page-header'
import { Spinner } from '@/components/ui/spinner'
import { getInvoiceDetail, type InvoiceDetail } from '@/lib/invoices/read-invoices'
import { listPaymentMethods } from '@/lib/payments/read-payments'
import { orNotFound } from '@/app/_server/or-not-found'
import { discard } from '../written-actions'
import { credit, previewInvoiceCredit, retryInvoice } from './actions'
import { Collection } from './collection'
import { billAgain, finalizeDraft, saveDraft, takeBack } from './take-back-actions'
import { readCreditable } from './read-creditable'

export const metadata: Metadata = { title: texts.admin.invoices.title }

const link = 'text-accent-text underline decoration-accent-line underline-offset-4 hover:decoration-current'

export default async function InvoicePage({ params }: { params: Promise<{ id: string }> }) {
  const { now, may } = await requireStaff('staff.invoices.view')
  const { id } = await params
  const detail = await orNotFound(getInvoiceDetail({ id }))
  const invoice = toInvoiceView(detail, now)
  const [creditable, methods] = await Promise.all([readCreditable(detail), listPaymentMethods(detail.customerId)])
  const chargeable = methods.find((method) => method.id === detail.customer.defaultPaymentMethodId)
  const isPaying = detail.payments.some(({ status }) => ['CREATED', 'PROCESSING', 'UNKNOWN'].includes(status))
  const isRefunding = detail.payments.some(({ refunds }) =>
    refunds.some(({ status }) => status === 'CREATED' || status === 'PENDING'),
  )
  const isDraft = detail.status === 'DRAFT'
  // Each subscription that it bills, by what its first line says.
  const billed = new Map<string, string>()
  for (const { subscriptionId, description } of detail.lines)
    if (subscriptionId && !billed.has(subscriptionId)) billed.set(subscriptionId, description)
  const mayTakeBack =
    may('staff.invoices.manage') &&
    ['OPEN', 'UNCOLLECTIBLE'].includes(detail.status) &&
    detail.amountPaid === 0n &&
    detail.creditNotes.length === 0 &&
    !isPaying
  const t = texts.admin.invoice

  return (
    <>
      <PageHeader
        title={
          <span className="tabular">
            {invoice.number ?? texts.status.invoice.DRAFT}{' '}
            {invoice.number && <CopyButton value={invoice.number} label={texts.admin.invoices.number} />}
          </span>
        }
        badge={<Status kind="invoice" status={invoice.status} />}
        breadcrumb={[
          { label: texts.admin.invoices.title, href: '/admin/invoices' },
          { label: detail.customer.name, href: `/admin/customers/${detail.customerId}` },
          { label: invoice.number ?? texts.status.invoice.DRAFT },
        ]}
        actions={
          <>
            {!isDraft && (
              <a href={`/admin/invoices/${id}/pdf`} download className={buttonStyles({ variant: 'secondary' })}>
                <Download aria-hidden />
                {t.download}
              </a>
            )}
            {invoice.status !== 'VOID' && !isDraft && (
              <a href={`/admin/invoices/${id}/xml`} download className={buttonStyles({ variant: 'ghost' })}>
                <FileCode aria-hidden />
                {t.eInvoice}
              </a>
            )}
            {invoice.amountDue > 0n && !isPaying && may('staff.invoices.manage') && (
              <ConfirmAction
                label={t.retry}
                title={t.retryTitle}
                consequences={
                  chargeable
                    ? [
                        t.retryAmount(formatMoney(invoice.amountDue, { currency: invoice.currency })),
                        t.retryMethod(methodName(chargeable)),
                      ]
                    : [t.retryNoMethod]
                }
                confirmLabel={t.retry}
                doneText={t.retryDone}
                action={retryInvoice}
                id={id}
              />
            )}
            {mayTakeBack && (
              <TakeBackActions
                id={id}
                number={invoice.number ?? ''}
                amount={formatMoney(invoice.amountDue, { currency: invoice.currency })}
                takeBack={takeBack}
                billAgain={billAgain}
              />
            )}
            {creditable.left > 0n && !isDraft && !isPaying && may('staff.refund') && (
              <CreditDialog
                invoiceId={id}
                number={invoice.number ?? ''}
                currency={invoice.currency}
                creditable={creditable}
                canRefund={detail.amountPaid > 0n}
                preview={previewInvoiceCredit}
                credit={credit}
              />
            )}
          </>
        }
      />
      <div className="grid items-start gap-5 xl:grid-cols-3">
        <div className="flex min-w-0 flex-col gap-5 xl:col-span-2">
          {isPaying && (
            <Banner icon={<Spinner className="size-4.5" />} title={texts.portal.invoice.processing}>
              {t.settlingText}
            </Banner>
          )}
          {isRefunding && (
            <Banner icon={<Spinner className="size-4.5" />} title={t.settling}>
              {t.settlingText}
            </Banner>
          )}
          <RefreshWhile
            active={isRefunding || isPaying}
            whenSlow={<p className="text-sm text-ink-muted">{t.settlingSlow}</p>}
          />
          <InvoicePaper invoice={invoice} timeZone={detail.customer.timeZone} />
        </div>
        <div className="flex min-w-0 flex-col gap-5">
          {isDraft && !detail.finalizesAt && (
            <WrittenDraftPanel
              id={id}
              mayManage={may('staff.invoices.manage')}
              discard={discard}
              finalize={finalizeDraft}
            />
          )}
          {detail.finalizesAt && (
            <DraftPanel
              id={id}
              finalizesAt={detail.finalizesAt}
              waitsForVatId={detail.heldFor === 'VAT_ID'}
              initial={{ poNumber: detail.poNumber ?? '', memo: detail.memo ?? '' }}
              mayManage={may('staff.invoices.manage')}
              save={saveDraft}
              finalize={finalizeDraft}
            />
          )}
          <Section title={texts.admin.customer.facts}>
            <DescriptionList
              items={[
                {
                  term: texts.admin.common.customer,
                  value: (
                    <Link href={`/admin/customers/${detail.customerId}`} className={link}>
                      {detail.customer.name}
                    </Link>
                  ),
                },
                { term: t.reason, value: t.reasons[detail.reason] ?? detail.reason },
                ...(billed.size > 0
                  ? [
                      {
                        term: t.subscription,
                        value: [...billed].map(([subscriptionId, description]) => (
                          <Link
                            key={subscriptionId}
                            href={`/admin/subscriptions/${subscriptionId}`}
                            className={`block ${link}`}
                          >
                            {description}
                          </Link>
                        )),
                      },
                    ]
                  : []),
                { term: t.attempts, value: formatInteger(detail.attemptCount) },
                ...(detail.collectAt
                  ? [
                      {
                        term: t.nextAttempt,
                        value: <DateTime value={detail.collectAt} show="instant" timeZone={STAFF_TIME_ZONE} />,
                      },
                    ]
                  : []),
              ]}
            />
          </Section>
          <Collection invoice={detail} mayManage={may('staff.invoices.manage')} isPaying={isPaying} />
          <PaymentDetails
            payments={detail.payments.map((payment) => toDetail(payment, detail))}
            timeZone={STAFF_TIME_ZONE}
          />
          <CreditNotes
            creditNotes={detail.creditNotes.map(toCreditNoteView)}
            timeZone={STAFF_TIME_ZONE}
            base="/admin/credit-notes"
            words={t.credited}
          />
        </div>
      </div>
    </>
  )
}

function toDetail(payment: InvoiceDetail['payments'][number], { creditNotes }: InvoiceDetail): PaymentDetail {
  const { id, status, amount, amountRefunded, currency, disputed, attempt, createdAt, processor, processorRef } =
    payment
  return {
    id,
    amount,
    amountRefunded,
    currency,
    disputed,
    attempt,
    createdAt,
    processor,
    processorRef,
    status: status === 'SUCCEEDED' && amountRefunded === amount ? 'REFUNDED' : status,
    method: payment.paymentMethod,
    failure: status === 'SUCCEEDED' ? null : failureReason(payment),
    refunds: payment.refunds.map((refund) => ({
      ...refund,
      creditNote: creditNotes.find((note) => note.id === refund.creditNoteId)?.number ?? null,
    })),
    disputes: payment.disputes,
  }
}
