import { getCustomer } from '@/lib/customers/read-customers'
import { amountPayable } from '@/lib/invoices/amount-due'
import { lockInvoice } from '@/lib/invoices/lock-invoice'
import { getInvoice } from '@/lib/invoices/read-invoices'
import { inTransaction } from '@/lib/platform/db/client'
import { conflict, unavailable } from '@/lib/platform/errors'
import { newId } from '@/lib/platform/id'
import { ProcessorKeySpentError, ProcessorUnknownError, type PaymentProcessor } from './processor'
import { RECONCILE_AFTER } from './reconcile-schedule'
import { processorCustomerRef } from './processor-customer'
import { processorFor } from './processors'
import { settlePayment } from './settle-payment'
import { findPaymentUnderWay, insertPayment, replacePaymentKey, type PaymentRow } from './store'

export interface OpenedPayment {
  paymentId: string
  /** What the browser confirms with; null when there is nothing to confirm any more. */
  clientSecret: string | null
  status: PaymentRow['status']
}

/**
 * Opens (or finds again) the payment that the customer confirms in the browser for an open invoice: a reload, a second
 * tab and a double click all get the same one. Throws invoice_not_payable, payment_under_way, processor_unavailable.
 */
export async function openPayment({ invoiceId, now }: { invoiceId: string; now: Date }): Promise<OpenedPayment> {
  const payment = await claimPayment({ invoiceId, now })
  const { report, settled } = await askProcessor({ payment, now })
  // It ended meanwhile (called off in another tab, a bank debit that was refused): what is due needs a new one.
  if (settled.status === 'CANCELED' || settled.status === 'FAILED') return openPayment({ invoiceId, now })
  return { paymentId: payment.id, clientSecret: report.clientSecret, status: settled.status }
}

async function askProcessor({ payment, now }: { payment: PaymentRow; now: Date }) {
  try {
    const report = payment.processorRef
      ? await processorFor(payment.processor).readPayment(payment.processorRef)
      : await create(payment)
    return { report, settled: await settlePayment({ payment, report, now }) }
  } catch (error) {
    if (!(error instanceof ProcessorUnknownError)) throw error
    throw unavailable('processor_unavailable', 'The payment service does not answer. Please try again.', error)
  }
}

/**
 * Two tabs that get here at once send the same idempotency key and so receive the same payment. A key that is spent on
 * a failure is replaced at once: a payment that nobody has the secret of cannot be confirmed, so none can be charged twice.
 */
async function create(payment: PaymentRow): ReturnType<PaymentProcessor['openPayment']> {
  const { id, invoiceId, customerId, amount, currency, idempotencyKey } = payment
  const processor = processorFor(payment.processor)
  const customer = await getCustomer(customerId)
  const customerRef = await processorCustomerRef({ customer, processor: payment.processor })
  const invoice = await getInvoice(invoiceId)
  const description = `Invoice ${invoice.number}`
  const request = { paymentId: id, invoiceId, customerRef, amount, currency, description }
  try {
    return await processor.openPayment({ ...request, idempotencyKey })
  } catch (error) {
    if (!(error instanceof ProcessorKeySpentError)) throw error
    const { idempotencyKey } = await replacePaymentKey(payment)
    return processor.openPayment({ ...request, idempotencyKey })
  }
}

/** The payment row, written before the processor hears of it. */
async function claimPayment({ invoiceId, now }: { invoiceId: string; now: Date }): Promise<PaymentRow> {
  return inTransaction(async (tx) => {
    const { invoice, customer } = await lockInvoice(tx, invoiceId)
    const due = amountPayable(invoice)
    if (due <= 0n) throw conflict('invoice_not_payable', 'Nothing is due on this invoice.', { status: invoice.status })
    const underWay = await findPaymentUnderWay(tx, invoiceId)
    if (underWay && !underWay.onSession) {
      throw conflict('payment_under_way', 'A payment of this invoice is under way. Nothing more is needed right now.')
    }
    if (underWay && underWay.amount === due) return underWay
    if (underWay) throw conflict('payment_under_way', 'A payment of another amount is under way for this invoice.')
    const id = newId('pay')
    return insertPayment(tx, {
      id,
      customerId: customer.id,
      invoiceId,
      processor: 'STRIPE',
      status: 'CREATED',
      onSession: true,
      amount: due,
      currency: invoice.currency,
      idempotencyKey: id,
      createdAt: now,
      reconcileAt: new Date(now.getTime() + RECONCILE_AFTER.unanswered),
    })
  })
}
