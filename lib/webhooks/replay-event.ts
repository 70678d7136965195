import { recordAudit } from '@/lib/audit/record-audit'
import type { Actor } from '@/lib/audit/actor'
import { inTransaction } from '@/lib/platform/db/client'
import { handleInboundEventJob } from './jobs'
import { findInboundEvent } from './store'

/** Handles a kept event once more. Harmless by design: handling re-reads the object and moves nothing back. */
export async function replayEvent({
  eventId,
  actor,
  now,
}: {
  eventId: string
  actor: Actor
  now: Date
}): Promise<void> {
  const event = await findInboundEvent(eventId)
  await inTransaction(async (tx) => {
    await handleInboundEventJob.enqueue(tx, { eventId })
    await recordAudit(tx, now, {
      actor,
      action: 'inbound_event.replay',
      target: { type: 'inbound_event', id: eventId },
      data: { type: event.type, externalId: event.externalId },
    })
  })
}
