import type { Metadata } from 'next'
import { Download, FileCode } from 'lucide-react'
import Link from 'next/link'
import { requireMember } from '@/app/_server/guard'
import { Status } from '@/components/billing/status'
import { CreditNotes } from '@/components/invoices/credit-notes'
import { InvoicePaper } from '@/components/invoices/invoice-paper'
import { PaymentAttempts } from '@/components/invoices/payment-attempts'
import { RefreshOnce, RefreshWhile } from '@/components/payments/refresh-while'
import { formatMoney } from '@/components/format/money'
import { texts } from '@/components/texts/en'
import { Banner } from '@/components/ui/banner'
import { buttonStyles } from '@/components/ui/button'
import { CopyButton } from '@/components/ui/copy-button'
import { PageHeader } from '@/components/ui/page-header'
import { Spinner } from '@/components/ui/spinner'
import { amountPayable } from '@/lib/invoices/amount-due'
import { reconcilePayment } from '@/lib/payments/reconcile-payment'
import { toCreditNoteView, toInvoiceView, toPaymentView } from '../../_views/invoice-views'
import { readOwnInvoice } from './read-own-invoice'

export const metadata: Metadata = { title: texts.portal.invoices.title }

interface InvoicePageProps {
  params: Promise<{ id: string }>
  searchParams: Promise<{ paying?: string }>
}

export default async function InvoicePage({ params, searchParams }: InvoicePageProps) {
  const { customer, now, may } = await requireMember('portal.view')
  const [{ id }, { paying }] = await Promise.all([params, searchParams])
  let detail = await readOwnInvoice({ id, customerId: customer.id })
  const last = detail.payments[0]
  // Just paid: the webhook may be late, so ask the processor ourselves. Both end in the same settlement.
  if (paying && amountPayable(detail) > 0n && last?.processorRef && last.status !== 'SUCCEEDED') {
    await reconcilePayment({ paymentId: last.id, now })
    detail = await readOwnInvoice({ id, customerId: customer.id })
  }
  const invoice = toInvoiceView(detail, now)
  // Also what was given up can still be paid.
  const payable = amountPayable(detail)
  const isPaying = payable > 0n && ['PROCESSING', 'UNKNOWN'].includes(detail.payments[0]?.status ?? '')
  const t = texts.portal.invoice

  return (
    <>
      <PageHeader
        title={
          <span className="tabular">
            {invoice.number} <CopyButton value={invoice.number ?? ''} label={texts.portal.invoices.number} />
          </span>
        }
        badge={<Status kind="invoice" status={invoice.status} />}
        breadcrumb={[{ label: texts.portal.invoices.title, href: '/portal/invoices' }, { label: invoice.number ?? '' }]}
        actions={
          <>
            <a
              href={`/portal/invoices/${id}/pdf`}
              download
              className={buttonStyles({ variant: payable > 0n ? 'secondary' : 'primary' })}
            >
              <Download aria-hidden />
              {t.download}
            </a>
            {invoice.status !== 'VOID' && (
              <a href={`/portal/invoices/${id}/xml`} download className={buttonStyles({ variant: 'ghost' })}>
                <FileCode aria-hidden />
                {t.eInvoice}
              </a>
            )}
            {payable > 0n && !isPaying && may('billing.manage') && (
              <Link href={`/portal/invoices/${id}/pay`} className={buttonStyles({})}>
                {t.pay(formatMoney(payable, { currency: invoice.currency }))}
              </Link>
            )}
          </>
        }
      />
      <div className="flex flex-col gap-5">
        {isPaying && (
          <Banner icon={<Spinner className="size-4.5" />} title={t.processing}>
            {t.processingText}
          </Banner>
        )}
        {paying && detail.status === 'PAID' && <RefreshOnce />}
        <RefreshWhile active={isPaying} whenSlow={<p className="text-sm text-ink-muted">{t.slow}</p>} />
        <InvoicePaper invoice={invoice} timeZone={customer.timeZone} />
        <PaymentAttempts payments={detail.payments.map(toPaymentView)} timeZone={customer.timeZone} />
        <CreditNotes creditNotes={detail.creditNotes.map(toCreditNoteView)} timeZone={customer.timeZone} />
      </div>
    </>
  )
}
