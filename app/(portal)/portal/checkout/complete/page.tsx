import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { requireMember } from '@/app/_server/guard'
import { CheckoutResult, type CheckoutState } from '@/components/checkout/checkout-result'
import { texts } from '@/components/texts/en'
import { getInvoiceDetail, searchInvoices, type InvoiceDetail } from '@/lib/invoices/read-invoices'
import { reconcilePayment } from '@/lib/payments/reconcile-payment'
import { BillingError } from '@/lib/platform/errors'
import { getSubscription, segmentAt, type SubscriptionContract } from '@/lib/subscriptions/read-subscriptions'
import { failureReason } from '../../_views/invoice-views'

export const metadata: Metadata = { title: texts.checkout.title }

interface CompletePageProps {
  searchParams: Promise<{ subscription?: string | string[] }>
}

/** Where the browser comes after paying, by itself or sent back by a bank: shows what the server knows. */
export default async function CompletePage({ searchParams }: CompletePageProps) {
  const { customer, now } = await requireMember('billing.manage')
  const { subscription: id } = await searchParams
  const contract = await readOwn(customer.id, id)
  const invoice = await readInvoice(contract)
  const payment = invoice?.payments[0]
  if (payment?.processorRef && contract.status === 'INCOMPLETE' && payment.status !== 'SUCCEEDED') {
    // The webhook may be late: ask the processor ourselves. Both end in the same settlement.
    await reconcilePayment({ paymentId: payment.id, now })
  }
  return (
    <CheckoutResult state={stateOf(await readOwn(customer.id, id), await readInvoice(contract), now, customer.id)} />
  )
}

async function readOwn(customerId: string, id: unknown): Promise<SubscriptionContract> {
  try {
    const contract = await getSubscription(typeof id === 'string' ? id : '')
    if (contract.customerId === customerId) return contract
  } catch (error) {
    if (!(error instanceof BillingError && error.kind === 'not_found')) throw error
  }
  notFound()
}

async function readInvoice({ id, customerId }: SubscriptionContract): Promise<InvoiceDetail | null> {
  const { rows } = await searchInvoices({ customerId, page: 1, pageSize: 5 })
  const row = rows.find(({ subscriptionId }) => subscriptionId === id)
  return row ? getInvoiceDetail({ id: row.id, customerId }) : null
}

function stateOf(
  contract: SubscriptionContract,
  invoice: InvoiceDetail | null,
  now: Date,
  customerId: string,
): CheckoutState {
  if (contract.status === 'INCOMPLETE_EXPIRED' || contract.status === 'CANCELED') return { kind: 'expired' }
  const { price, priceId } = segmentAt(contract, now)
  if (contract.status !== 'INCOMPLETE') {
    const email = invoice?.customerId === customerId ? invoice.customer.email : ''
    return { kind: 'active', planName: price.plan.name, email, invoiceId: invoice?.id ?? null }
  }
  const payment = invoice?.payments[0]
  if (payment?.status === 'PROCESSING' && payment.paymentMethod?.type === 'sepa_debit') return { kind: 'processing' }
  if (payment && (payment.status === 'FAILED' || (payment.status === 'REQUIRES_ACTION' && payment.failureCode))) {
    return { kind: 'failed', reason: failureReason(payment), retryHref: `/portal/checkout?price=${priceId}` }
  }
  return { kind: 'confirming' }
}
