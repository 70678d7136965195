import type { Database } from '@/lib/platform/db/client'
import type { JsonObject } from '@/lib/platform/db/json'
import { newId } from '@/lib/platform/id'
import { eventBody } from './event-body'
import type { EventType, SubjectType } from './event-types'
import { findListeners, insertDeliveries, insertEvents, takeNumbers, type Listener } from './publish-store'
import { queueDeliveries } from './queue-deliveries'
import { snapshotsOf } from './snapshots'

export interface NewEvent {
  type: EventType
  customerId: string
  subject: { type: SubjectType; id: string }
  /**
   * What is told beside the object. An invoice, subscription, payment, refund, credit note or payment method is read here, as
   * the public API shows it; of any other subject this is the object.
   */
  data?: JsonObject
  now: Date
}

/**
 * Tells whoever listens what happened, in the caller's transaction and after its writes: told if and only if it commits.
 * Each event gets the customer's next number, and each endpoint that asks for its type a delivery with a job. By sets, for
 * hundreds at once.
 *
 * Where no endpoint ever listened to a customer (nor to all), this is one look into an index and nothing is kept; from the
 * first endpoint on every event is kept, so that numbers have no gap and what was missed can be sent later.
 */
export async function publishEvents(tx: Database, events: readonly NewEvent[]): Promise<void> {
  if (events.length === 0) return
  const listeners = await findListeners(tx, [...new Set(events.map(({ customerId }) => customerId))])
  if (listeners.length === 0) return
  const heard = events.filter((event) => listeners.some((listener) => hears(listener, event)))
  if (heard.length === 0) return

  const data = await dataOf(tx, heard)
  const rows = numbered(heard, await takeNumbers(tx, countByCustomer(heard))).map(({ event, sequence }) => {
    const { type, customerId, subject, now } = event
    const id = newId('oev')
    return {
      id,
      type,
      customerId,
      sequence,
      subjectType: subject.type,
      subjectId: subject.id,
      body: eventBody({ id, type, createdAt: now, customerId, sequence, data: data.get(event)! }),
      createdAt: now,
    }
  })
  await insertEvents(tx, rows)

  const deliveries = rows.flatMap((row) =>
    listeners
      .filter((listener) => listener.live && hears(listener, row) && asksFor(listener, row.type))
      .map(({ id }) => ({
        id: newId('dlv'),
        eventId: row.id,
        endpointId: id,
        nextAttemptAt: row.createdAt,
        createdAt: row.createdAt,
      })),
  )
  if (deliveries.length === 0) return
  await insertDeliveries(tx, deliveries)
  await queueDeliveries(tx, deliveries)
}

const hears = (listener: Listener, { customerId }: { customerId: string }): boolean =>
  listener.customerId === null || listener.customerId === customerId

const asksFor = ({ eventTypes }: Listener, type: string): boolean =>
  eventTypes.length === 0 || eventTypes.includes(type)

function countByCustomer(events: readonly NewEvent[]): Map<string, number> {
  const counts = new Map<string, number>()
  for (const { customerId } of events) counts.set(customerId, (counts.get(customerId) ?? 0) + 1)
  return counts
}

/** Numbers in the order in which the events were given. */
function numbered(events: readonly NewEvent[], last: ReadonlyMap<string, bigint>) {
  const next = new Map<string, bigint>()
  for (const [customerId, count] of countByCustomer(events)) next.set(customerId, last.get(customerId)! - BigInt(count))
  return events.map((event) => {
    const sequence = next.get(event.customerId)! + 1n
    next.set(event.customerId, sequence)
    return { event, sequence }
  })
}

/** What each event says: its object and what is told beside it. */
async function dataOf(tx: Database, events: readonly NewEvent[]): Promise<Map<NewEvent, JsonObject>> {
  const data = new Map<NewEvent, JsonObject>()
  for (const type of new Set(events.map(({ subject }) => subject.type))) {
    const group = events.filter(({ subject }) => subject.type === type)
    const ids = [...new Set(group.map(({ subject }) => subject.id))]
    const objects = await snapshotsOf(tx, { type, ids, now: group[0]!.now })
    for (const event of group) {
      const object = objects.get(event.subject.id)
      data.set(event, object ? { object, ...event.data } : { object: event.data ?? {} })
    }
  }
  return data
}
