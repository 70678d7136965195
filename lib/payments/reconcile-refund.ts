import { ProcessorUnknownError } from './processor'
import { processorFor } from './processors'
import { RECONCILE_AFTER } from './reconcile-schedule'
import { settleRefund } from './settle-refund'
import { findRefund, postponeRefund } from './store'

/**
 * Asks the processor what became of a refund that it had taken on, and takes in the answer: news of it may have been lost.
 * Still pending, it is asked again later; no answer either.
 */
export async function reconcileRefund({ refundId, now }: { refundId: string; now: Date }): Promise<void> {
  const { status, processorRef, payment } = await findRefund(refundId)
  if (status !== 'PENDING' || !processorRef) return
  try {
    const report = await processorFor(payment.processor).readRefund(processorRef)
    await settleRefund({ refundId, report, now })
  } catch (error) {
    if (!(error instanceof ProcessorUnknownError)) throw error
    await postponeRefund(refundId, new Date(now.getTime() + RECONCILE_AFTER.unknown))
  }
}
