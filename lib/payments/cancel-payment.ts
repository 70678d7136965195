import { settlePayment } from './settle-payment'
import { processorFor } from './processors'
import { findPayment, type PaymentRow } from './store'
import { reconcilePayment } from './reconcile-payment'

/**
 * Calls off a payment that waits for the customer. The returned row tells what it really is: CANCELED, or SUCCEEDED or
 * PROCESSING when the customer was faster. Calls the network, so never inside a transaction.
 */
export async function cancelPayment({ paymentId, now }: { paymentId: string; now: Date }): Promise<PaymentRow> {
  const payment = await findPayment(paymentId)
  if (!payment.processorRef) return reconcilePayment({ paymentId, now })
  const report = await processorFor(payment.processor).cancelPayment(payment.processorRef)
  return settlePayment({ payment, report, now })
}
