import { amountDue } from '@/lib/invoices/amount-due'
import { getInvoice } from '@/lib/invoices/read-invoices'
import { lockCustomer } from '@/lib/customers/lock-customers'
import { inTransaction } from '@/lib/platform/db/client'
import { conflict } from '@/lib/platform/errors'
import { newId } from '@/lib/platform/id'
import { RECONCILE_AFTER } from './reconcile-schedule'
import { processorCustomerRef } from './processor-customer'
import { processorFor } from './processors'
import { settlePayment } from './settle-payment'
import { findPaymentUnderWay, insertPayment, type PaymentRow } from './store'

export interface OpenedPayment {
  paymentId: string
  /** What the browser confirms with; null when there is nothing to confirm any more. */
  clientSecret: string | null
  status: PaymentRow['status']
}

/**
 * Opens (or finds again) the payment that the customer confirms in the browser for an open invoice: a reload, a second
 * tab and a double click all get the same one. Throws invoice_not_payable, payment_under_way.
 */
export async function openPayment({ invoiceId, now }: { invoiceId: string; now: Date }): Promise<OpenedPayment> {
  const payment = await claimPayment({ invoiceId, now })
  const processor = processorFor(payment.processor)
  if (payment.processorRef) {
    const report = await processor.readPayment(payment.processorRef)
    const settled = await settlePayment({ paymentId: payment.id, report, now })
    return { paymentId: payment.id, clientSecret: report.clientSecret, status: settled.status }
  }
  const customerRef = await processorCustomerRef({ customerId: payment.customerId, processor: payment.processor })
  const invoice = await getInvoice(invoiceId)
  // Two tabs that get here at once send the same idempotency key and so receive the same payment.
  const report = await processor.openPayment({
    paymentId: payment.id,
    invoiceId,
    customerRef,
    amount: payment.amount,
    currency: payment.currency,
    description: `Invoice ${invoice.number}`,
    idempotencyKey: payment.idempotencyKey,
  })
  const settled = await settlePayment({ paymentId: payment.id, report, now })
  return { paymentId: payment.id, clientSecret: report.clientSecret, status: settled.status }
}

/** The payment row, written before the processor hears of it. */
async function claimPayment({ invoiceId, now }: { invoiceId: string; now: Date }): Promise<PaymentRow> {
  return inTransaction(async (tx) => {
    const { customerId } = await getInvoice(invoiceId, tx)
    await lockCustomer(tx, customerId)
    const invoice = await getInvoice(invoiceId, tx)
    const due = amountDue(invoice)
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
      customerId,
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
