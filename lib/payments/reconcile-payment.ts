import { getCustomer } from '@/lib/customers/read-customers'
import { carryCharge, readCharge } from './carry-charge'
import { failUnsentPayment } from './fail-unsent-payment'
import { processorCustomerRef } from './processor-customer'
import { processorFor } from './processors'
import { ProcessorUnknownError } from './processor'
import { RECONCILE_AFTER, RESEND_WITHIN } from './reconcile-schedule'
import { settlePayment } from './settle-payment'
import { findPayment, postponeReconciling, type PaymentRow } from './store'

/**
 * Asks the processor what became of a payment and takes in the answer. One it never heard of is sent again with its old
 * key while that key is surely remembered (so even a late first request cannot charge twice), and ended after that.
 */
export async function reconcilePayment({ paymentId, now }: { paymentId: string; now: Date }): Promise<PaymentRow> {
  const payment = await findPayment(paymentId)
  if (payment.status === 'SUCCEEDED' || payment.status === 'FAILED' || payment.status === 'CANCELED') return payment
  try {
    const report = await askProcessor(payment)
    if (report) return await settlePayment({ payment, report, now })
  } catch (error) {
    if (!(error instanceof ProcessorUnknownError)) throw error
    await postponeReconciling(paymentId, new Date(now.getTime() + RECONCILE_AFTER.unknown))
    return findPayment(paymentId)
  }
  const age = now.getTime() - payment.createdAt.getTime()
  if (!payment.onSession && age < RESEND_WITHIN) return carryCharge({ charge: await readCharge(payment), now })
  return failUnsentPayment({
    paymentId,
    failure: { code: 'never_reached_processor', message: 'The payment was never made. Nothing was charged.' },
    now,
  })
}

async function askProcessor(payment: PaymentRow) {
  const processor = processorFor(payment.processor)
  if (payment.processorRef) return processor.readPayment(payment.processorRef)
  const customer = await getCustomer(payment.customerId)
  const customerRef = await processorCustomerRef({ customer, processor: payment.processor })
  return processor.findPayment({ paymentId: payment.id, customerRef, createdAfter: payment.createdAt })
}
