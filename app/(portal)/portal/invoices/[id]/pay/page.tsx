import type { Metadata } from 'next'
import Link from 'next/link'
import { requireMember } from '@/app/_server/guard'
import { stripeSetup } from '@/app/_server/stripe-setup'
import { PayForm } from '@/components/invoices/pay-form'
import { texts } from '@/components/texts/en'
import { Banner } from '@/components/ui/banner'
import { buttonStyles } from '@/components/ui/button'
import { PageHeader } from '@/components/ui/page-header'
import { getCustomer } from '@/lib/customers/read-customers'
import { amountPayable } from '@/lib/invoices/amount-due'
import { listPaymentMethods } from '@/lib/payments/read-payments'
import { toMethodView } from '../../../_views/money-views'
import { readOwnInvoice } from '../read-own-invoice'
import { openInvoicePayment } from './actions'

export const metadata: Metadata = { title: texts.portal.invoices.title }

export default async function PayPage({ params }: { params: Promise<{ id: string }> }) {
  const { customer } = await requireMember('billing.manage')
  const { id } = await params
  const invoice = await readOwnInvoice({ id, customerId: customer.id })
  const [buyer, methods] = await Promise.all([getCustomer(customer.id), listPaymentMethods(customer.id)])
  const due = amountPayable(invoice)
  const t = texts.portal.pay
  const back = `/portal/invoices/${id}`

  return (
    <div className="mx-auto max-w-xl">
      <PageHeader
        title={t.title(invoice.number ?? '')}
        breadcrumb={[
          { label: texts.portal.invoices.title, href: '/portal/invoices' },
          { label: invoice.number ?? '', href: back },
          { label: t.crumb },
        ]}
      />
      {due > 0n ? (
        <PayForm
          invoiceId={id}
          amount={due}
          currency={invoice.currency}
          methods={methods.map((row) => toMethodView(row, buyer.defaultPaymentMethodId))}
          stripe={stripeSetup()}
          open={openInvoicePayment}
        />
      ) : (
        <Banner
          tone="positive"
          title={t.nothingTitle}
          actions={
            <Link href={back} className={buttonStyles({ size: 'sm', variant: 'secondary' })}>
              {t.back}
            </Link>
          }
        >
          {t.nothingText}
        </Banner>
      )}
    </div>
  )
}
