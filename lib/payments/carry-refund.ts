import { log } from '@/lib/platform/log'
import { ProcessorRejectedError } from './processor'
import { processorFor } from './processors'
import { settleRefund } from './settle-refund'
import { findRefund } from './store'

/**
 * Sends a refund to its processor; its key makes a repeated call one refund. No answer throws, and the job tries again.
 * A refusal for good (already refunded there, charge disputed) fails the refund.
 */
export async function carryRefund({ refundId, now }: { refundId: string; now: Date }): Promise<void> {
  const refund = await findRefund(refundId)
  if (refund.status !== 'CREATED') return
  const { payment } = refund
  if (!payment.processorRef) throw new Error(`Payment ${payment.id} has no reference at its processor.`)
  try {
    const report = await processorFor(payment.processor).refund({
      refundId,
      paymentRef: payment.processorRef,
      amount: refund.amount,
      idempotencyKey: refund.idempotencyKey,
    })
    await settleRefund({ refundId, report, now })
  } catch (error) {
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
