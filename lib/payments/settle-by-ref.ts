import type { ProcessorName } from './processor'
import { processorFor } from './processors'
import { settlePayment } from './settle-payment'
import { settleRefund } from './settle-refund'
import { findPaymentById, findPaymentByRef, findRefundById, findRefundByRef, type PaymentRow } from './store'

interface Reference {
  processor: ProcessorName
  ref: string
  now: Date
}

/**
 * Reads a payment again at its processor and takes in what it says. The row is found by the processor's id, or by ours
 * in the report when the answer to our call was lost. False when the payment is none of ours.
 */
export async function settlePaymentByRef({ processor, ref, now }: Reference): Promise<boolean> {
  const report = await processorFor(processor).readPayment(ref)
  const payment =
    (await findPaymentByRef(processor, ref)) ?? (report.paymentId ? await findPaymentById(report.paymentId) : null)
  if (!payment || payment.processor !== processor) return false
  await settlePayment({ payment, report, now })
  return true
}

/** The same for a refund. */
export async function settleRefundByRef({ processor, ref, now }: Reference): Promise<boolean> {
  const report = await processorFor(processor).readRefund(ref)
  const refund = (await findRefundByRef(ref)) ?? (report.refundId ? await findRefundById(report.refundId) : null)
  if (!refund) return false
  await settleRefund({ refundId: refund.id, report, now })
  return true
}

export async function paymentOfDispute({
  processor,
  paymentRef,
}: {
  processor: ProcessorName
  paymentRef: string
}): Promise<PaymentRow | null> {
  return findPaymentByRef(processor, paymentRef)
}
