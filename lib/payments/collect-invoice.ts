import { amountDue } from '@/lib/invoices/amount-due'
import { lockInvoice } from '@/lib/invoices/lock-invoice'
import { scheduleCollection } from '@/lib/invoices/record-payment'
import { settleFromBalance } from '@/lib/invoices/settle-from-balance'
import { inTransaction } from '@/lib/platform/db/client'
import { newId } from '@/lib/platform/id'
import { cancelPayment } from './cancel-payment'
import { carryCharge, type Charge } from './carry-charge'
import { reactToClosed } from './react-to-closed'
import { RECONCILE_AFTER } from './reconcile-schedule'
import { findMethod, findPaymentUnderWay, insertPayment, type PaymentRow } from './store'
import { subscriptionHasNoMethod } from './subscription-without-method'

/**
 * One automatic attempt to collect an open invoice: from the customer's balance first, the rest with the default method,
 * the row first, then the call.
 * Does nothing when nothing is due or another attempt is under way; run twice at once, one of the two does the work.
 */
export async function collectInvoice({ invoiceId, now }: { invoiceId: string; now: Date }): Promise<void> {
  const claimed = await claimAttempt({ invoiceId, now })
  if (claimed.kind === 'nothing') return
  if (claimed.kind === 'customer_is_paying') {
    const payment = await cancelPayment({ paymentId: claimed.payment.id, now })
    if (payment.status === 'CANCELED' || payment.status === 'FAILED') await collectInvoice({ invoiceId, now })
    return
  }
  await carryCharge({ charge: claimed.charge, now })
}

type Claim =
  { kind: 'nothing' } | { kind: 'customer_is_paying'; payment: PaymentRow } | { kind: 'attempt'; charge: Charge }

async function claimAttempt({ invoiceId, now }: { invoiceId: string; now: Date }): Promise<Claim> {
  return inTransaction(async (tx): Promise<Claim> => {
    const { invoice: locked, customer } = await lockInvoice(tx, invoiceId)
    let invoice = locked
    if (amountDue(invoice) <= 0n || !invoice.collectAt || invoice.collectAt > now) return { kind: 'nothing' }
    const underWay = await findPaymentUnderWay(tx, invoiceId)
    if (underWay?.onSession && underWay.status === 'REQUIRES_ACTION')
      return { kind: 'customer_is_paying', payment: underWay }
    if (underWay) return { kind: 'nothing' }
    const fromBalance = await settleFromBalance(tx, { invoice, now })
    invoice = fromBalance.invoice
    if (fromBalance.closed) {
      await reactToClosed(tx, { invoice, customer, methodId: null, now })
      return { kind: 'nothing' }
    }
    if (!customer.defaultPaymentMethodId) {
      await subscriptionHasNoMethod(tx, { invoice, customer, now })
      return { kind: 'nothing' }
    }
    const method = await findMethod(customer.defaultPaymentMethodId, tx)
    const id = newId('pay')
    const payment = await insertPayment(tx, {
      id,
      customerId: customer.id,
      invoiceId,
      processor: method.processor,
      paymentMethodId: method.id,
      status: 'CREATED',
      onSession: false,
      attempt: invoice.attemptCount + 1,
      amount: amountDue(invoice),
      currency: invoice.currency,
      idempotencyKey: id,
      createdAt: now,
      reconcileAt: new Date(now.getTime() + RECONCILE_AFTER.unanswered),
    })
    await scheduleCollection(tx, { invoiceId, collectAt: null, attempted: true })
    return { kind: 'attempt', charge: { payment, method, customer, invoiceNumber: invoice.number } }
  })
}
