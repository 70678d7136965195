import type { ProcessorName } from '@/lib/payments/processor'
import { processorFor } from '@/lib/payments/processors'
import { wallClock } from '@/lib/platform/clock'
import { BillingError } from '@/lib/platform/errors'
import { problemResponse } from '@/lib/platform/http/problem'
import { readText } from '@/lib/platform/http/read-body'
import { log } from '@/lib/platform/log'
import { microBatch } from '@/lib/platform/micro-batch'
import { insertInboundEvents, type NewInboundEvent } from './store'

/** Stripe's events are far smaller; more than this is not one. */
const MAX_BYTES = 512 * 1024

const keep = microBatch<NewInboundEvent & { isHandled: boolean }>({ write: insertInboundEvents, maxItems: 200 })

/**
 * The inbox's door (DESIGN §8), the same function on both hosts: check the signature, keep the event, answer 200.
 * A forged or stale signature is a 400 and a log line; a duplicate is a 200 and changes nothing. What it means is
 * found out by a job afterwards, so an answer never waits for our own work.
 */
export async function receiveWebhook(processorName: ProcessorName, request: Request): Promise<Response> {
  try {
    const rawBody = await readText(request, MAX_BYTES)
    const processor = processorFor(processorName)
    const event = await processor.verifyEvent({ rawBody, headers: request.headers })
    const isHandled = processor.subjectOf(event).kind !== 'ignored'
    await keep({
      processor: processorName,
      externalId: event.externalId,
      type: event.type,
      rawBody,
      receivedAt: wallClock(),
      isHandled,
    })
    return Response.json({ received: true })
  } catch (error) {
    if (error instanceof BillingError && error.code === 'invalid_signature') {
      log.warn({ processor: processorName, ...error.details }, 'webhook refused: its signature is not valid')
      return Response.json({ error: { code: error.code, message: error.message } }, { status: 400 })
    }
    return problemResponse(error)
  }
}
