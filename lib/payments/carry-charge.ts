import { lockCustomer } from '@/lib/customers/lock-customers'
import { getCustomer, type CustomerRow } from '@/lib/customers/read-customers'
import { getInvoice } from '@/lib/invoices/read-invoices'
import { inTransaction } from '@/lib/platform/db/client'
import { log } from '@/lib/platform/log'
import { nextPaymentStatus } from '@/lib/engine/lifecycle'
import { ProcessorKeySpentError, ProcessorRejectedError, ProcessorUnknownError, type PaymentReport } from './processor'
import { processorCustomerRef } from './processor-customer'
import { processorFor } from './processors'
import { NEW_KEY_AFTER, RECONCILE_AFTER } from './reconcile-schedule'
import { settlePayment } from './settle-payment'
import { failUnsentPayment } from './fail-unsent-payment'
import {
  findMethod,
  findPayment,
  replacePaymentKey,
  updatePayment,
  type PaymentMethodRow,
  type PaymentRow,
} from './store'

/** An automatic attempt with all that its processor is told. */
export interface Charge {
  payment: PaymentRow
  method: PaymentMethodRow
  customer: CustomerRow
  invoiceNumber: string | null
}

/**
 * Sends an automatic charge to its processor and takes in the answer. No answer makes it UNKNOWN: the reconciler asks
 * later. May be called again for the same payment, whose idempotency key makes it one charge; a key that is spent on a
 * failure gives way to another, which the reconciler uses once the processor has shown nothing for long enough.
 */
export async function carryCharge({ charge, now }: { charge: Charge; now: Date }): Promise<PaymentRow> {
  const { payment, method, customer, invoiceNumber } = charge
  let report: PaymentReport
  try {
    report = await processorFor(payment.processor).chargeStoredMethod({
      paymentId: payment.id,
      invoiceId: payment.invoiceId,
      customerRef: await processorCustomerRef({ customer, processor: payment.processor }),
      methodRef: method.processorRef,
      amount: payment.amount,
      currency: payment.currency,
      description: `Invoice ${invoiceNumber}`,
      idempotencyKey: payment.idempotencyKey,
    })
  } catch (error) {
    if (error instanceof ProcessorUnknownError) {
      const age = now.getTime() - payment.createdAt.getTime()
      if (error instanceof ProcessorKeySpentError && age >= NEW_KEY_AFTER) await replacePaymentKey(payment)
      return markUnknown({ payment, error, now })
    }
    if (error instanceof ProcessorRejectedError && METHOD_IS_GONE.has(error.code)) {
      return failUnsentPayment({ paymentId: payment.id, failure: { code: error.code, message: error.message }, now })
    }
    throw error
  }
  return settlePayment({ payment, report, now })
}

/** What carrying a payment needs, for one that was claimed some time ago. */
export async function readCharge(payment: PaymentRow): Promise<Charge> {
  const [method, customer, { number }] = await Promise.all([
    findMethod(payment.paymentMethodId ?? ''),
    getCustomer(payment.customerId),
    getInvoice(payment.invoiceId),
  ])
  return { payment, method, customer, invoiceNumber: number }
}

/**
 * The customer's method no longer exists at the processor: that is a failed attempt. Any other refusal of the request
 * itself is our own mistake, which must not cost a customer their subscription: it throws, and stays in sight.
 */
const METHOD_IS_GONE = new Set(['resource_missing', 'payment_method_unactivated', 'payment_method_not_available'])

async function markUnknown({
  payment,
  error,
  now,
}: {
  payment: PaymentRow
  error: Error
  now: Date
}): Promise<PaymentRow> {
  log.warn({ paymentId: payment.id, reason: error.message }, 'payment without an answer: it will be reconciled')
  return inTransaction(async (tx) => {
    await lockCustomer(tx, payment.customerId)
    const current = await findPayment(payment.id, tx)
    const status = nextPaymentStatus(current.status, 'UNKNOWN')
    if (status !== 'UNKNOWN') return current
    return updatePayment(tx, payment.id, { status, reconcileAt: new Date(now.getTime() + RECONCILE_AFTER.unknown) })
  })
}
