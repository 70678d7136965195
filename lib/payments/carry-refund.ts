import { log } from '@/lib/platform/log'
import { ProcessorKeySpentError, ProcessorRejectedError } from './processor'
import { processorFor } from './processors'
import { NEW_KEY_AFTER } from './reconcile-schedule'
import { settleRefund } from './settle-refund'
import { findRefund, replaceRefundKey } from './store'

/**
 * Sends a refund to its processor, unless the processor has it already (an answer was lost, and keys are not kept for
 * ever); its key makes a repeated call one refund. No answer throws, and the job tries again. A refusal for good
 * (already refunded there, charge disputed) fails the refund.
 */
export async function carryRefund({ refundId, now }: { refundId: string; now: Date }): Promise<void> {
  const refund = await findRefund(refundId)
  if (refund.status !== 'CREATED') return
  const { payment } = refund
  if (!payment.processorRef) throw new Error(`Payment ${payment.id} has no reference at its processor.`)
  const processor = processorFor(payment.processor)
  const { processorRef: paymentRef } = payment
  const { amount, idempotencyKey } = refund
  try {
    const report =
      (await processor.findRefund({ refundId, paymentRef })) ??
      (await processor.refund({ refundId, paymentRef, amount, idempotencyKey }))
    await settleRefund({ refundId, report, now })
  } catch (error) {
    const age = now.getTime() - refund.createdAt.getTime()
    if (error instanceof ProcessorKeySpentError && age >= NEW_KEY_AFTER) await replaceRefundKey(refund)
    if (!(error instanceof ProcessorRejectedError)) throw error
    log.error({ refundId, code: error.code }, 'the processor refused a refund')
    const report = {
      processorRef: refund.processorRef ?? `refused_${refundId}`,
      refundId,
      status: 'FAILED' as const,
      failureCode: error.code,
    }
    await settleRefund({ refundId, report, now })
  }
}
