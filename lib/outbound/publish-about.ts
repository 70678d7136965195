import type { Database } from '@/lib/platform/db/client'
import { EVENT_SUBJECTS, type EventType } from './event-types'
import { publishEvents, type NewEvent } from './publish-event'

/**
 * `publishEvents` for what happened to one object, told by one or more types. `entitlements.updated` is about the customer's
 * entitlements and names the object, a subscription, as what changed them.
 */
export function publishAbout(
  tx: Database,
  { customerId, id, now }: { customerId: string; id: string; now: Date },
  ...types: EventType[]
): Promise<void> {
  return publishEvents(
    tx,
    types.map((type): NewEvent => {
      if (type === 'entitlements.updated')
        return {
          type,
          customerId,
          subject: { type: 'entitlements', id: customerId },
          data: { subscriptionId: id },
          now,
        }
      return { type, customerId, subject: { type: EVENT_SUBJECTS[type], id }, now }
    }),
  )
}
