import { recordDispute } from '@/lib/payments/record-dispute'
import { forgetDetachedMethod } from '@/lib/payments/remove-payment-method'
import { refreshMethod } from '@/lib/payments/refresh-method'
import { paymentOfDispute, settlePaymentByRef, settleRefundByRef } from '@/lib/payments/settle-by-ref'
import type { EventSubject } from '@/lib/payments/processor'
import { processorFor } from '@/lib/payments/processors'
import { findInboundEvent, markInboundEvent, type InboundEventRow } from './store'

/**
 * Does what an event in the inbox asks for. The event only points: the object is read again from its processor, so late,
 * repeated and reordered events all lead to the state that is true now. Throws on trouble; the job tries again.
 */
export async function handleInboundEvent({ eventId, now }: { eventId: string; now: Date }): Promise<void> {
  const event = await findInboundEvent(eventId)
  const processor = processorFor(event.processor)
  try {
    const isOurs = await handleSubject({ event, subject: processor.subjectOf(event), now })
    await markInboundEvent(eventId, { status: isOurs ? 'PROCESSED' : 'IGNORED', error: null, processedAt: now })
  } catch (error) {
    await markInboundEvent(eventId, {
      status: 'FAILED',
      error: error instanceof Error ? error.message.slice(0, 500) : String(error),
    })
    throw error
  }
}

/** False when the object is none of ours (made in the processor's dashboard, say): kept, and left alone. */
async function handleSubject({
  event,
  subject,
  now,
}: {
  event: InboundEventRow
  subject: EventSubject
  now: Date
}): Promise<boolean> {
  const { processor } = event
  switch (subject.kind) {
    case 'payment':
      return settlePaymentByRef({ processor, ref: subject.ref, now })
    case 'refund':
      return settleRefundByRef({ processor, ref: subject.ref, now })
    case 'dispute': {
      const report = await processorFor(processor).readDispute(subject.ref)
      const payment = await paymentOfDispute({ processor, paymentRef: report.paymentRef })
      if (!payment) return false
      await recordDispute({ payment, report, now })
      return true
    }
    case 'method_changed':
      await refreshMethod({ processorRef: subject.ref })
      return true
    case 'method_removed':
      await forgetDetachedMethod({ processorRef: subject.ref, now })
      return true
    case 'ignored':
      return false
  }
}
